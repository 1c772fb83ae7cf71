package io.tocsin.notification.notices;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A notice. Title and body of a drill begin with its mark, whoever wrote them.
 *
 * @param seq its place in the log of the board: a change moves it to the end; 0 before it has one
 * @param number what people call it; empty until the board gives it one
 * @param units the audience, by code, as it was when the notice was issued
 * @param severity null where it is about no incident
 */
record Notice(
    String id,
    long seq,
    String number,
    NoticeType type,
    @Nullable String incidentId,
    @Nullable String refersTo,
    Words title,
    Words body,
    Set<String> units,
    Set<Channel> channels,
    @Nullable Severity severity,
    boolean exercise,
    String issuer,
    Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant withdrawnAt) {

  Notice {
    title = marked(exercise, title);
    body = marked(exercise, body);
  }

  private static Words marked(boolean exercise, Words words) {
    return new Words(
        Content.marked(exercise, Language.ZH, words.zh()),
        Content.marked(exercise, Language.EN, words.en()));
  }

  Notice at(long place) {
    return new Notice(
        id,
        place,
        number.isEmpty() ? "N-%06d".formatted(place) : number,
        type,
        incidentId,
        refersTo,
        title,
        body,
        units,
        channels,
        severity,
        exercise,
        issuer,
        issuedAt,
        expiresAt,
        withdrawnAt);
  }

  boolean posted() {
    return channels.contains(Channel.INTRANET);
  }

  boolean holds(Instant now) {
    return withdrawnAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }

  /** Whether it is for the unit; a null unit stands for every one. */
  boolean concerns(@Nullable String unit) {
    return unit == null || units.contains(unit);
  }

  /** The channels that carry it to the units' liaisons. */
  List<io.tocsin.notification.domain.Channel> sent() {
    return channels.stream()
        .filter(c -> c != Channel.INTRANET)
        .map(c -> io.tocsin.notification.domain.Channel.valueOf(c.name()))
        .sorted()
        .toList();
  }
}
