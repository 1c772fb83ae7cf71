package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.AdoptedNotice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people did about an incident, as far as later acts depend on it.
 *
 * @param severitySince when the severity began to hold; in documents of an earlier build alone
 * @param nextUpdateAt when units expect the next notice; null while none is promised
 * @param confirmations of units, since the last restoration
 * @param missed limits that passed without what was due
 * @param superior how the superior was told
 * @param leaders ids of people who were paged as leader
 * @param deputies ids of people who were paged as deputy leader
 * @param withdrawn how many reports their senders have taken back
 * @param noticesNumbered the highest ordinal that a notice has had, drafts included
 * @param heldSince when it became as grave as that, without what it has been since the opening
 * @param adopted what merged siblings had told, until a restoration answers it
 * @param reminded limits for telling the superior that were reminded of before they passed
 * @param widenedAt when it became GLOBAL; null where it was so from the opening, or never
 * @param reportDue the day on which the final report is due; null until the response has ended
 * @param restorations that did not last, one after the other
 */
public record Response(
    @Nullable Assessment assessment,
    @Nullable Activation activation,
    Recovery recovery,
    @Nullable Instant severitySince,
    @Nullable Instant nextUpdateAt,
    List<UnitConfirmation> confirmations,
    List<MissedLimit> missed,
    List<SuperiorReport> superior,
    List<Notice> drafts,
    @Nullable Evaluation evaluation,
    Set<String> leaders,
    Set<String> deputies,
    long withdrawn,
    Integer noticesNumbered,
    Map<Severity, Instant> heldSince,
    List<AdoptedNotice> adopted,
    List<Limit> reminded,
    @Nullable Instant widenedAt,
    @Nullable LocalDate reportDue,
    List<Restoration> restorations) {

  static final Response NONE =
      new Response(
          null,
          null,
          Recovery.NONE,
          null,
          null,
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          null,
          Set.of(),
          Set.of(),
          0,
          0,
          Map.of(),
          List.of(),
          List.of(),
          null,
          null,
          List.of());

  @SuppressWarnings("ConstantValue") // A document of an earlier build has none of the last seven.
  public Response {
    confirmations = List.copyOf(confirmations);
    missed = List.copyOf(missed);
    superior = List.copyOf(superior);
    drafts = List.copyOf(drafts);
    leaders = Set.copyOf(leaders);
    deputies = Set.copyOf(deputies);
    noticesNumbered = noticesNumbered == null ? 0 : noticesNumbered;
    adopted = adopted == null ? List.of() : List.copyOf(adopted);
    reminded = reminded == null ? List.of() : List.copyOf(reminded);
    restorations = restorations == null ? List.of() : List.copyOf(restorations);
    heldSince = Map.copyOf(heldSince == null ? all(severitySince) : heldSince);
  }

  private static Map<Severity, Instant> all(@Nullable Instant since) {
    Map<Severity, Instant> all = new EnumMap<>(Severity.class);
    if (since != null) {
      for (Severity severity : Severity.values()) {
        all.put(severity, since);
      }
    }
    return all;
  }

  /** 研判: what people found out. */
  public record Assessment(String cause, Degree degree, Actor by, Instant at) {}

  /**
   * 启动响应.
   *
   * @param plan code of the contingency plan, null for none
   * @param words why there is none, or what the leader had to say
   */
  public record Activation(@Nullable String plan, @Nullable String words, Actor by, Instant at) {}

  /** A unit says that the system works for it again. */
  public record UnitConfirmation(String unit, Actor by, Instant at, @Nullable String how) {}

  /** Something was not done in time. */
  public record MissedLimit(Limit limit, Instant dueAt) {}

  /** The superior was told: a fact that somebody records, never done by the platform. */
  public record SuperiorReport(Limit means, Actor by, Instant at, @Nullable String words) {}

  /** What a drill showed. */
  public record Evaluation(String words, Actor by, Instant at) {}

  /**
   * The service worked for a time.
   *
   * @param until when the fault came back
   */
  public record Restoration(Instant from, Instant until) {}

  /** When the fault came back the last time; null where it never did. */
  @Nullable Instant reopenedAt() {
    return restorations.isEmpty() ? null : restorations.getLast().until();
  }

  public boolean hasMissed(Limit limit) {
    return missed.stream().anyMatch(m -> m.limit() == limit);
  }

  public boolean confirmedBy(String unit) {
    return confirmations.stream().anyMatch(c -> c.unit().equals(unit));
  }

  boolean told(Limit means) {
    return superior.stream().anyMatch(s -> s.means() == means);
  }

  Optional<Notice> draft(String noticeId) {
    return drafts.stream().filter(d -> d.noticeId().equals(noticeId)).findFirst();
  }

  /** Whether a person is known as deputy, and not as leader too. */
  boolean onlyDeputy(String personId) {
    return deputies.contains(personId) && !leaders.contains(personId);
  }
}
