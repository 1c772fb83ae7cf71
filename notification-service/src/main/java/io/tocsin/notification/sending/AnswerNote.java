package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Backoff;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Unanswered;
import io.tocsin.notification.domain.Route;
import java.time.Instant;
import java.util.List;

/** Something that became known of one delivery and does not stand in its document yet. */
sealed interface AnswerNote {

  /** The delivery's id. */
  String id();

  /** What the delivery becomes by it; the same where it has gone on since. */
  Delivery appliedTo(Delivery delivery, Backoff backoff);

  /** The provider took it at that attempt. */
  record Answered(String id, int attempt, Instant at, Taken answer) implements AnswerNote {

    /** No route is needed: nobody else has to take it. */
    @Override
    public Delivery appliedTo(Delivery delivery, Backoff backoff) {
      return delivery instanceof Unanswered open && open.attempt() == attempt
          ? answer.appliedTo(open, at, backoff, new Route(List.of()))
          : delivery;
    }
  }

  /** What the provider said later of the part that it knows by this id. */
  record Told(String id, String receipt, Receipt.Result result, String detail)
      implements AnswerNote {

    @Override
    public Delivery appliedTo(Delivery delivery, Backoff backoff) {
      return new Receipt(List.of(receipt), result, detail).appliedTo(delivery);
    }
  }
}
