package io.tocsin.notification.notices;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A notice as it is read, in one language.
 *
 * @param units the audience, by code; empty for a notice to the team or to vendors
 * @param revision counts from 1; {@code revisedAt} is null for the first
 * @param withdrawnFor why it was taken back
 * @param deliveries {@code {channel: {state: count}}}; left out in streams, where it would be old
 * @param confirmations how many units have confirmed this revision; left out in streams
 */
record NoticeView(
    String id,
    String number,
    String type,
    @Nullable String incidentId,
    @Nullable String refersTo,
    @Nullable String system,
    String title,
    String body,
    String audience,
    Collection<String> units,
    @Nullable String severity,
    boolean exercise,
    int revision,
    @Nullable Instant revisedAt,
    Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant withdrawnAt,
    @Nullable String withdrawnFor,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Map<String, Long>> deliveries,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Confirmed confirmations) {

  /** Of how many units how many have confirmed. */
  record Confirmed(long of, long confirmed) {}

  static NoticeView of(
      Notice notice,
      Language language,
      @Nullable Map<String, Map<String, Long>> deliveries,
      @Nullable Confirmed confirmations) {
    Notice.Withdrawal withdrawal = notice.withdrawal();
    return new NoticeView(
        notice.id(),
        notice.number(),
        notice.type().name(),
        notice.incidentId(),
        notice.refersTo(),
        notice.system(),
        notice.title().in(language),
        notice.body().in(language),
        notice.to().audience().name(),
        notice.units(),
        notice.severity() == null ? null : notice.severity().name(),
        notice.exercise(),
        notice.revision().number(),
        notice.revision().at(),
        notice.issuedAt(),
        notice.expiresAt(),
        notice.withdrawnAt(),
        withdrawal == null ? null : said(withdrawal.reason(), language),
        deliveries,
        confirmations);
  }

  private static @Nullable String said(Words reason, Language language) {
    return reason.in(language).isEmpty() ? null : reason.in(language);
  }
}
