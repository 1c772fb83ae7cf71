package io.tocsin.notification.replies;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a code answers its page.
 *
 * @param validFor counted from the last page that carried the code
 * @param rememberedFor counted likewise; until then a late answer is told that it is late
 * @param answerWithin an answer to a reply that has not left by then is worthless
 * @param country the calling code of numbers that the centre writes without one
 */
@ConfigurationProperties("tocsin.replies")
record ReplyProperties(
    @DefaultValue("24h") Duration validFor,
    @DefaultValue("7d") Duration rememberedFor,
    @DefaultValue("15m") Duration answerWithin,
    @DefaultValue("86") String country) {

  ReplyProperties {
    if (!validFor.isPositive() || rememberedFor.compareTo(validFor) < 0) {
      throw new IllegalArgumentException(
          "Expected tocsin.replies.valid-for above zero and remembered-for not below it, but got "
              + validFor
              + " and "
              + rememberedFor);
    }
  }
}
