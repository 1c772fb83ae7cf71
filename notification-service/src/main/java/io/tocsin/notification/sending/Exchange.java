package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import java.io.IOException;

/** One request to a provider, and what it means for the message when the network fails it. */
@FunctionalInterface
public interface Exchange {

  /**
   * Asks and reads what was said.
   *
   * @throws NotSentException when nothing can have arrived
   * @throws IOException when nobody knows how much did
   */
  Answer make() throws IOException, InterruptedException;

  /** Never throws for what a network may do. */
  static Answer answerOf(Exchange exchange) {
    try {
      return exchange.make();
    } catch (NotSentException e) {
      return new NotTaken("not sent: " + e.getMessage());
    } catch (IOException e) {
      return new Lost("no answer: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Lost("interrupted while waiting for the answer");
    }
  }

  /** Nothing was sent: there was no connection, or none was allowed. */
  final class NotSentException extends IOException {

    public NotSentException(Throwable cause) {
      super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
  }
}
