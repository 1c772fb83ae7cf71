package io.tocsin.notification.notices;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tocsin.notification.domain.Language;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A notice as it is read, in one language.
 *
 * @param deliveries {@code {channel: {state: count}}}; left out in streams, where it would be old
 */
record NoticeView(
    String id,
    String number,
    String type,
    @Nullable String incidentId,
    @Nullable String refersTo,
    String title,
    String body,
    Collection<String> units,
    @Nullable String severity,
    boolean exercise,
    Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant withdrawnAt,
    @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable Map<String, Map<String, Long>> deliveries) {

  static NoticeView of(
      Notice notice, Language language, @Nullable Map<String, Map<String, Long>> deliveries) {
    return new NoticeView(
        notice.id(),
        notice.number(),
        notice.type().name(),
        notice.incidentId(),
        notice.refersTo(),
        notice.title().in(language),
        notice.body().in(language),
        notice.units(),
        notice.severity() == null ? null : notice.severity().name(),
        notice.exercise(),
        notice.issuedAt(),
        notice.expiresAt(),
        notice.withdrawnAt(),
        deliveries);
  }

  /** A post on the board is delivered by being there: one for each unit that can read it. */
  static Map<String, Map<String, Long>> withPosts(
      Notice notice, Map<String, Map<String, Long>> counted) {
    Map<String, Map<String, Long>> all = new TreeMap<>(counted);
    if (notice.posted()) {
      all.put("INTRANET", Map.of("DELIVERED", (long) notice.units().size()));
    }
    return all;
  }
}
