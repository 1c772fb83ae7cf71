package io.tocsin.notification.domain;

import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Lost;
import io.tocsin.notification.domain.Delivery.Unanswered;
import io.tocsin.notification.domain.Delivery.Unknown;
import io.tocsin.notification.domain.Delivery.Waiting;
import java.time.Instant;
import java.util.Optional;

/**
 * What a message was for is done or taken back. One that waits is not sent, one that is being
 * handed over is not sent a second time, and for one that was lost nobody looks for another way.
 */
public record Needless(Words reason, Instant at) {

  /** What becomes of a message; empty where nothing is left to be stopped. */
  public Optional<Delivery> stopped(Delivery delivery) {
    return switch (delivery) {
      case Waiting waiting -> Optional.of(waiting.supersede(reason));
      case Attempting attempting when attempting.needless() == null ->
          Optional.of(attempting.stop(reason));
      case Unknown unknown when unknown.needless() == null ->
          Optional.of(settled(unknown.stop(reason)));
      case Lost lost -> Optional.of(settled(lost)).filter(stopped -> !stopped.equals(lost));
      default -> Optional.empty();
    };
  }

  /** What an attempt has become, where it was stopped before its answer came. */
  static Delivery heeded(Unanswered attempt, Delivery become, Instant now) {
    Words reason = attempt.needless();
    return reason == null ? become : new Needless(reason, now).stopped(become).orElse(become);
  }

  private Delivery settled(Lost lost) {
    return lost.followUp() == null || lost.callDue()
        ? lost.followedUp(new FollowUp.Taken(at, false, reason))
        : lost;
  }
}
