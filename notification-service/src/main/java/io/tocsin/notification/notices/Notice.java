package io.tocsin.notification.notices;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.IncidentEvent.NoticeFacts;
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
 * @param origin whether an incident issued it or a person posted it here
 * @param system the code of the system that it is about; null where it is about none
 * @param to the audience as it was when the notice was issued
 * @param severity null where it is about no incident
 * @param issuer who issued it, by id
 * @param facts what it says one by one, null where only title and body say it
 */
public record Notice(
    String id,
    long seq,
    String number,
    NoticeType type,
    Origin origin,
    @Nullable String incidentId,
    @Nullable String refersTo,
    @Nullable String system,
    Words title,
    Words body,
    Addressed to,
    Set<Channel> channels,
    @Nullable Severity severity,
    boolean exercise,
    String issuer,
    @Nullable NoticeFacts facts,
    Revision revision,
    Instant issuedAt,
    @Nullable Instant expiresAt,
    @Nullable Withdrawal withdrawal) {

  private static final int RANKS = Severity.values().length + 1;

  /** The lowest rank of a general notice. */
  static final int GENERAL_RANK = 3 * RANKS;

  /** Where a notice comes from: only there it can be changed. */
  public enum Origin {
    INCIDENT,
    POSTED
  }

  /** That it holds no longer. */
  public record Withdrawal(Instant at, Words reason) {}

  public Notice {
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
        origin,
        incidentId,
        refersTo,
        system,
        title,
        body,
        to,
        channels,
        severity,
        exercise,
        issuer,
        facts,
        revision,
        issuedAt,
        expiresAt,
        withdrawal);
  }

  /** The same notice in other words. Its facts were those of the words before. */
  public Notice revised(Words newTitle, Words newBody, @Nullable Instant newEnd, Revision as) {
    return new Notice(
        id,
        seq,
        number,
        type,
        origin,
        incidentId,
        refersTo,
        system,
        newTitle,
        newBody,
        to,
        channels,
        severity,
        exercise,
        issuer,
        null,
        as,
        issuedAt,
        newEnd,
        withdrawal);
  }

  public Set<String> units() {
    return to.units();
  }

  public @Nullable Instant withdrawnAt() {
    return withdrawal == null ? null : withdrawal.at();
  }

  public boolean posted() {
    return channels.contains(Channel.INTRANET);
  }

  public boolean holds(Instant now) {
    return withdrawal == null && (expiresAt == null || now.isBefore(expiresAt));
  }

  /**
   * Whether nobody needs the other one any more: this one says that the fault is over, and says it
   * to all whom the other one is for.
   */
  boolean ends(Notice other) {
    return type == NoticeType.RESTORATION
        && other.rank() < GENERAL_RANK
        && other.type != NoticeType.RESTORATION
        && (other.id.equals(refersTo) || follows(other))
        && to.covers(other.to);
  }

  private boolean follows(Notice other) {
    return incidentId != null
        && incidentId.equals(other.incidentId)
        && other.issuedAt.isBefore(issuedAt);
  }

  /** Whether it is for the unit; a null unit stands for every one. */
  boolean concerns(@Nullable String unit) {
    return unit == null || units().contains(unit);
  }

  /** When it last changed. */
  public Instant changedAt() {
    if (withdrawal != null) {
      return withdrawal.at();
    }
    return revision.at() == null ? issuedAt : revision.at();
  }

  /**
   * Which of two goes out first, the lower one: what stops or resumes people's work before news of
   * it, all that before a general notice; among equals the graver fault.
   */
  int rank() {
    int kind =
        switch (type) {
          case SUSPENSION, RESTORATION -> 0;
          case FAULT -> 1;
          case PROGRESS -> 2;
          case GENERAL -> 3;
        };
    return kind * RANKS + (severity == null ? RANKS - 1 : severity.ordinal());
  }

  /** The channels that carry it to people. */
  List<io.tocsin.notification.domain.Channel> sent() {
    return channels.stream()
        .filter(c -> c != Channel.INTRANET)
        .map(c -> io.tocsin.notification.domain.Channel.valueOf(c.name()))
        .sorted()
        .toList();
  }
}
