package io.tocsin.notification.smshttp;

import io.tocsin.notification.domain.Budget;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The providers by name; the name stands in every attempt, after {@code http:}.
 *
 * @param publicUrl where providers reach the platform with their receipts
 */
@ConfigurationProperties("tocsin.sms-http")
record HttpSmsProperties(
    @DefaultValue("http://127.0.0.1:8080") String publicUrl,
    @DefaultValue Map<String, One> providers) {

  HttpSmsProperties {
    providers.forEach((name, one) -> {
      if (!name.matches("[a-z0-9-]+")) {
        throw new IllegalArgumentException(
            "Expected tocsin.sms-http.providers to name each in small letters, digits and hyphens,"
                + " but got "
                + name);
      }
      one.check("tocsin.sms-http.providers." + name);
    });
  }

  /**
   * One provider.
   *
   * @param spec {@code aliyun}, {@code tencent}, {@code twilio}, {@code kannel}, or a file of one's
   *     own in the same form
   * @param url in place of the spec's own
   * @param settings what the spec asks for as {@code ${setting.…}}: keys, signature, sender
   * @param templates for providers that take template ids instead of texts
   * @param signature behind every text in place of {@code tocsin.sms.signature}; where templates
   *     are given the provider puts its own in front, and none is added
   * @param perNumber what one number may get, such as {@code 5/PT1H}; the spec's own where it is
   *     left out, an empty list for no limit
   * @param perDay what the provider carries in all in a day of {@code dayZone}; 0 for no limit
   * @param urgentShare of a hundred: what notices leave over of both for pages
   * @param country the calling code of numbers written without one
   * @param callbackToken the secret in the address that receipts come to; empty to take none
   * @param answerWithin how long the provider may take; then it is UNKNOWN
   */
  record One(
      String spec,
      @Nullable String url,
      @DefaultValue Map<String, String> settings,
      @DefaultValue List<TemplateRule> templates,
      @Nullable String signature,
      @Nullable List<String> perNumber,
      @DefaultValue("0") int perDay,
      @DefaultValue("Asia/Shanghai") ZoneId dayZone,
      @DefaultValue("30") int urgentShare,
      @DefaultValue("86") String country,
      @DefaultValue("") String callbackToken,
      @DefaultValue("5s") Duration connectWithin,
      @DefaultValue("10s") Duration answerWithin) {

    Budget budget(List<String> ready) {
      List<String> limits = perNumber == null ? ready : perNumber;
      return new Budget(
          limits.stream().map(Budget.Limit::parse).toList(),
          perDay == 0 ? null : new Budget.Daily(perDay, dayZone),
          urgentShare,
          true);
    }

    private void check(String at) {
      try {
        budget(List.of());
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "Expected "
                + at
                + ".per-number, per-day and urgent-share to fit, but: "
                + e.getMessage(),
            e);
      }
      if (!connectWithin.isPositive() || !answerWithin.isPositive()) {
        throw new IllegalArgumentException(
            "Expected "
                + at
                + ".connect-within and answer-within above zero, but got "
                + connectWithin
                + " and "
                + answerWithin);
      }
      if (!callbackToken.isEmpty() && callbackToken.length() < 16) {
        throw new IllegalArgumentException(
            "Expected "
                + at
                + ".callback-token of at least 16 characters, but it has "
                + callbackToken.length());
      }
    }
  }
}
