package io.tocsin.incident.domain;

import io.tocsin.incident.domain.casefile.CaseFile;
import io.tocsin.incident.domain.plan.PlanRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One managed case of a fault.
 *
 * @param number what people call it, such as {@code 2026-0042}; never changes
 * @param cause a cause code of the domain, UNKNOWN until assessed
 * @param commander a person's id, null until somebody leads the response
 * @param absorbed incidents whose reports and units were taken over
 * @param shares what counts here of each of them; not known of those that an earlier build took
 *     over
 * @param rules as they were when it was opened
 * @param refersTo the ended incident that it follows, if any
 * @param response what people did about it
 * @param lowering null unless the leader lowered the severity and it has not been as grave since
 * @param plan the plan that the response works by; null before the activation, and without a plan
 * @param file what is written about it
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
    Map<String, List<AffectedUnit>> shares,
    ResponseRules rules,
    @Nullable Lowering lowering,
    @Nullable String refersTo,
    Response response,
    @Nullable PlanRun plan,
    CaseFile file,
    long seq) {

  @SuppressWarnings("ConstantValue") // A document of an earlier build has none of these.
  public Incident {
    rules = rules == null ? ResponseRules.NONE : rules;
    response = response == null ? Response.NONE : response;
    file = file == null ? CaseFile.EMPTY : file;
    acknowledgements = List.copyOf(acknowledgements);
    notices = List.copyOf(notices);
    absorbed = List.copyOf(absorbed);
    shares = shares == null ? Map.of() : Map.copyOf(shares);
  }

  /** Somebody took the incident up; the first one ends the clock of the response time. */
  public record Acknowledgement(Actor person, Instant at) {}

  /**
   * A notice that was issued for this incident and whether it still holds.
   *
   * @param kind FAULT in documents of earlier builds, which issued no other
   * @param units whom it went to, by code; not known of those
   */
  public record IssuedNotice(
      String noticeId,
      String number,
      boolean withdrawn,
      NoticeKind kind,
      boolean toAll,
      List<String> units,
      List<String> channels) {

    @SuppressWarnings("ConstantValue") // A document of an earlier build has the first three alone.
    public IssuedNotice {
      kind = kind == null ? NoticeKind.FAULT : kind;
      units = units == null ? List.of() : List.copyOf(units);
      channels = channels == null ? List.of() : List.copyOf(channels);
    }

    static IssuedNotice of(Notice notice) {
      return new IssuedNotice(
          notice.noticeId(),
          notice.number(),
          false,
          notice.kind(),
          notice.toAll(),
          notice.units(),
          notice.channels());
    }

    IssuedNotice withdraw() {
      return new IssuedNotice(noticeId, number, true, kind, toAll, units, channels);
    }
  }

  /** What a sibling had told before it was merged: its readers hear the rest from here. */
  public record AdoptedNotice(String sibling, IssuedNotice notice) {}

  /**
   * The leader lowered the severity.
   *
   * @param from the gravest it had been: only a graver grade raises it again
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

  /** When the fault has lasted so long, without the times in which the service worked. */
  Instant lastedFor(Duration time) {
    Instant from = openedAt;
    Duration left = time;
    for (Response.Restoration restoration : response.restorations()) {
      Duration lasted = Duration.between(from, restoration.from());
      if (left.compareTo(lasted) <= 0) {
        break;
      }
      left = left.minus(lasted);
      from = restoration.until();
    }
    return from.plus(left);
  }

  boolean acknowledgedBy(String personId) {
    return acknowledgements.stream().anyMatch(a -> a.person().id().equals(personId));
  }

  /** It works by this plan, this far. For events of the plan only. */
  public Incident workedBy(PlanRun run) {
    return with(run, file);
  }

  /** With these papers. For events of the papers only. */
  public Incident filed(CaseFile papers) {
    return with(plan, papers);
  }

  /** Whether the steps of a plan are worked: from the activation until the response ends. */
  public boolean underResponse() {
    return open() || stage instanceof LifeStage.Restored;
  }

  /** Whether the response is over and only its papers are left to do. */
  public boolean responseEnded() {
    return stage instanceof LifeStage.Ended || stage instanceof LifeStage.Closed;
  }

  private Incident with(@Nullable PlanRun run, CaseFile papers) {
    return new Incident(
        id,
        number,
        system,
        exercise,
        openedAt,
        extent,
        severity,
        stage,
        serviceState,
        cause,
        commander,
        acknowledgements,
        notices,
        absorbed,
        shares,
        rules,
        lowering,
        refersTo,
        response,
        run,
        papers,
        seq);
  }

  /** How people speak of it in a sentence. */
  public Text label() {
    return new Text("事件" + number, "incident " + number);
  }

  public Text stageLabel() {
    return stage.label();
  }

  /** Whether nobody works on it yet, so that it may go into another one. */
  public boolean mergeable() {
    return stage instanceof LifeStage.New || stage instanceof LifeStage.Assessed;
  }

  /** Whether a report on its system may still belong to it. */
  public boolean correlates() {
    return open() || stage instanceof LifeStage.Restored;
  }

  /** The suspension that no restoration has answered yet. */
  public Optional<IssuedNotice> suspension() {
    return notices.stream()
        .filter(n -> !n.withdrawn())
        .filter(n -> n.kind() == NoticeKind.SUSPENSION || n.kind() == NoticeKind.RESTORATION)
        .reduce((_, last) -> last)
        .filter(n -> n.kind() == NoticeKind.SUSPENSION);
  }

  /**
   * Notices whose readers have not heard yet that it is over: since the last restoration, those of
   * merged siblings included. Where nobody was told of a recurrence it is the restoration itself,
   * which holds no longer.
   */
  public List<IssuedNotice> standing() {
    List<IssuedNotice> held = notices.stream().filter(n -> !n.withdrawn()).toList();
    int restored =
        held.stream().map(IssuedNotice::kind).toList().lastIndexOf(NoticeKind.RESTORATION);
    boolean told = restored < held.size() - 1;
    return Stream.concat(
            held.stream().skip(told ? restored + 1 : Math.max(0, restored)),
            response.adopted().stream().map(AdoptedNotice::notice))
        .toList();
  }

  /** Of a REGIONAL fault of the lowest level the duty lead decides what else the leader does. */
  public boolean delegated() {
    return extent.scope() == Scope.REGIONAL && severity == Severity.SEV4;
  }
}
