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
 * @param publicUrl where people reach the platform: links in mails begin with it
 * @param linkValidFor how long such a link acknowledges its page
 * @param linkSecret seals the links; left out, the instances make one and share it in the store
 * @param partsWithin how long the next part of a long reply may take; then what has come is read
 *     without it
 */
@ConfigurationProperties("tocsin.replies")
record ReplyProperties(
    @DefaultValue("24h") Duration validFor,
    @DefaultValue("7d") Duration rememberedFor,
    @DefaultValue("15m") Duration answerWithin,
    @DefaultValue("86") String country,
    @DefaultValue("http://127.0.0.1:8080") String publicUrl,
    @DefaultValue("24h") Duration linkValidFor,
    @DefaultValue("") String linkSecret,
    @DefaultValue("20s") Duration partsWithin) {

  ReplyProperties {
    if (!validFor.isPositive() || rememberedFor.compareTo(validFor) < 0) {
      throw new IllegalArgumentException(
          "Expected tocsin.replies.valid-for above zero and remembered-for not below it, but got "
              + validFor
              + " and "
              + rememberedFor);
    }
    if (!linkValidFor.isPositive() || !(linkSecret.isEmpty() || linkSecret.length() >= 32)) {
      throw new IllegalArgumentException(
          "Expected tocsin.replies.link-valid-for above zero and a link-secret of at least 32"
              + " characters or none, but got "
              + linkValidFor
              + " and a secret of "
              + linkSecret.length());
    }
    if (partsWithin.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "Expected tocsin.replies.parts-within from one second, but got " + partsWithin);
    }
    if (!publicUrl.matches("https?://[^/]+(/.*[^/])?")) {
      throw new IllegalArgumentException(
          "Expected tocsin.replies.public-url such as https://tocsin.example.cn, but got "
              + publicUrl);
    }
  }
}
