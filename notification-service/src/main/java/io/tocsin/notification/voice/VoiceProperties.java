package io.tocsin.notification.voice;

import io.tocsin.notification.domain.Budget;
import io.tocsin.notification.webhook.StandardWebhooks;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The voice providers by name; the name stands in every attempt, after {@code voice:}. */
@ConfigurationProperties("tocsin.voice")
record VoiceProperties(
    @DefaultValue("http://127.0.0.1:8080") String publicUrl,
    @DefaultValue Map<String, One> providers) {

  VoiceProperties {
    providers.forEach((name, one) -> one.check("tocsin.voice.providers." + name));
  }

  /**
   * One provider, or the adapter that stands before it.
   *
   * @param url takes {@code {id, to, text, language, repeat, keys, callback}}
   * @param secrets {@code whsec_…}: requests are signed as Standard Webhooks says
   * @param callbackToken the secret in the address that callbacks come to
   * @param repeat how often the text is read
   * @param key what acknowledges
   * @param country the calling code of numbers that are written without one
   * @param perNumber what one number may get; the strictest of what Chinese providers allow
   */
  record One(
      URI url,
      List<String> secrets,
      String callbackToken,
      @DefaultValue("2") int repeat,
      @DefaultValue("1") String key,
      @DefaultValue("86") String country,
      @DefaultValue({"1/PT1M", "5/PT1H", "20/P1D"}) List<String> perNumber) {

    Budget budget() {
      return new Budget(perNumber.stream().map(Budget.Limit::parse).toList(), null, 0, false);
    }

    private void check(String at) {
      try {
        secrets.forEach(StandardWebhooks::key);
        budget();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "Expected " + at + ".secrets and per-number to fit, but: " + e.getMessage(), e);
      }
      if (url.getHost() == null || secrets.isEmpty() || callbackToken.length() < 16) {
        throw new IllegalArgumentException(
            "Expected "
                + at
                + " with an address, a secret and a callback-token of at least 16 characters, but"
                + " got "
                + url
                + ", "
                + secrets.size()
                + " secrets and a token of "
                + callbackToken.length());
      }
    }
  }
}
