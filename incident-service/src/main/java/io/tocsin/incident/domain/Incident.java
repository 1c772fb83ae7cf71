package io.tocsin.incident.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One managed case of a fault.
 *
 * @param number what people call it, such as {@code 2026-0042}; never changes
 * @param cause a cause code of the domain, UNKNOWN until assessed
 * @param commander a person's id, null until somebody leads the response
 * @param absorbed incidents whose reports and units were taken over
 * @param rules as they were when it was opened
 * @param lowering null unless the leader's last word on the severity was to lower it
 * @param seq how many events it has had; they are numbered from 1 without a gap
 */
public record Incident(
    String id,
    String number,
    String system,
    boolean exercise,
    Instant openedAt,
    Extent extent,
    Severity severity,
    LifeStage stage,
    ServiceState serviceState,
    String cause,
    @Nullable String commander,
    List<Acknowledgement> acknowledgements,
    List<IssuedNotice> notices,
    List<String> absorbed,
    ResponseRules rules,
    @Nullable Lowering lowering,
    long seq) {

  @SuppressWarnings("ConstantValue") // A document of an earlier build has no rules.
  public Incident {
    rules = rules == null ? ResponseRules.NONE : rules;
    acknowledgements = List.copyOf(acknowledgements);
    notices = List.copyOf(notices);
    absorbed = List.copyOf(absorbed);
  }

  /** Somebody took the incident up; the first one ends the clock of the response time. */
  public record Acknowledgement(Actor person, Instant at) {}

  /** A notice that was issued for this incident and whether it still holds. */
  public record IssuedNotice(String noticeId, String number, boolean withdrawn) {}

  /**
   * The leader lowered the severity.
   *
   * @param from what it had been: only what is graver raises it again by rule
   * @param at floors that had come by then do not raise it again
   */
  public record Lowering(Severity from, Instant at) {}

  /**
   * When this incident is to be looked at next, whatever it waits for: the earliest moment of all
   * {@link IncidentTimer}s. Null where it waits for nothing.
   */
  public @Nullable Instant dueAt() {
    return IncidentTimers.dueAt(this);
  }

  public boolean open() {
    return stage.open();
  }

  boolean acknowledgedBy(String personId) {
    return acknowledgements.stream().anyMatch(a -> a.person().id().equals(personId));
  }

  /** How people speak of it in a sentence. */
  Text label() {
    return new Text("事件" + number, "incident " + number);
  }

  Text stageLabel() {
    return switch (stage) {
      case LifeStage.New _ -> new Text("待研判", "NEW");
      case LifeStage.Merged merged ->
          new Text("已合并到" + merged.into(), "MERGED into " + merged.into());
      case LifeStage.FalseAlarm _ -> new Text("误报", "FALSE_ALARM");
    };
  }
}
