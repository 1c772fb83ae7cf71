package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Backoff;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How messages are sent.
 *
 * @param answerWithin by when whoever started an attempt has recorded its answer; later than any
 *     provider's own time limit. An attempt older than that without an answer is UNKNOWN
 * @param firstRetry the wait after the first failure; doubles with each
 * @param slowestRetry the longest wait
 * @param poll how often a queue looks for what is due
 * @param batch messages taken and written down at once
 * @param unrecorded messages handed over whose answers may wait to be stored; no more are handed
 *     over beyond it
 * @param drain how long a stop waits for answers
 * @param order the providers by name, such as {@code smpp:primary}: the first of a channel is asked
 *     first; those not named come behind
 */
@ConfigurationProperties("tocsin.sending")
public record SendingProperties(
    @DefaultValue("30s") Duration answerWithin,
    @DefaultValue("1s") Duration firstRetry,
    @DefaultValue("30s") Duration slowestRetry,
    @DefaultValue("1s") Duration poll,
    @DefaultValue("128") int batch,
    @DefaultValue("2000") int unrecorded,
    @DefaultValue("12s") Duration drain,
    @DefaultValue List<String> order) {

  public SendingProperties {
    if (!answerWithin.isPositive() || !poll.isPositive() || batch < 1 || unrecorded < batch) {
      throw new IllegalArgumentException(
          "Expected tocsin.sending with answer-within and poll above zero, batch from 1 and"
              + " unrecorded not below it, but got "
              + answerWithin
              + ", "
              + poll
              + ", "
              + batch
              + ", "
              + unrecorded);
    }
  }

  Backoff backoff() {
    return new Backoff(firstRetry, slowestRetry);
  }
}
