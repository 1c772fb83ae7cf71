package io.tocsin.incident.incidents;

import io.tocsin.contracts.Degree;
import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.Incident.IssuedNotice;
import io.tocsin.incident.domain.LifeStage;
import io.tocsin.incident.domain.Limit;
import io.tocsin.incident.domain.Notice;
import io.tocsin.incident.domain.Recovery;
import io.tocsin.incident.domain.Response;
import io.tocsin.incident.domain.TestKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people did about an incident, as clients read it.
 *
 * @param delegated whether the duty lead decides what else the leader does
 * @param observationUntil when the response may end, null unless it is RESTORED
 * @param unconfirmed affected units that have not confirmed, while it is RESTORED
 * @param drafts notices that wait for approval
 */
public record ResponseView(
    @Nullable Assessed assessment,
    @Nullable Activated activation,
    boolean delegated,
    @Nullable Done lastRepair,
    List<Test> tests,
    @Nullable Done approval,
    @Nullable SuspensionView suspension,
    @Nullable Instant nextUpdateAt,
    @Nullable Instant observationUntil,
    List<Confirmed> confirmations,
    List<String> unconfirmed,
    List<Missed> limitsMissed,
    List<Told> superior,
    List<Draft> drafts,
    @Nullable Done evaluation,
    long withdrawnReports) {

  /** What people found out. */
  public record Assessed(String cause, Degree degree, Actor by, Instant at) {}

  /** Under which plan, or why under none. */
  public record Activated(@Nullable String plan, @Nullable String reason, Actor by, Instant at) {}

  /** An act with its words. */
  public record Done(Actor by, Instant at, @Nullable String words) {}

  /**
   * @param counts whether it is newer than the last repair
   */
  public record Test(
      TestKind kind, boolean passed, List<String> items, Actor by, Instant at, boolean counts) {}

  /**
   * The suspension that no restoration has answered yet.
   *
   * @param toAll whether all units were told, or those named only
   */
  public record SuspensionView(String noticeId, String number, boolean toAll, List<String> units) {}

  /** A unit says that the system works for it again. */
  public record Confirmed(String unit, Actor by, Instant at, @Nullable String how) {}

  /** A limit that passed without what was due. */
  public record Missed(Limit limit, Instant dueAt) {}

  /** How the superior was told. */
  public record Told(Limit means, Actor by, Instant at, @Nullable String words) {}

  /** A notice that waits for approval. */
  public record Draft(String noticeId, String number, String type, String title, String body) {}

  static ResponseView of(Incident incident) {
    Response r = incident.response();
    Recovery recovery = r.recovery();
    Recovery.Repair repair = recovery.lastRepair().orElse(null);
    Recovery.Approval approval = recovery.approval();
    IssuedNotice suspension = incident.suspension().orElse(null);
    Response.Evaluation evaluation = r.evaluation();
    Response.Assessment assessment = r.assessment();
    Response.Activation activation = r.activation();
    boolean restored = incident.stage() instanceof LifeStage.Restored;
    return new ResponseView(
        assessment == null
            ? null
            : new Assessed(
                assessment.cause(),
                Degree.valueOf(assessment.degree().name()),
                assessment.by(),
                assessment.at()),
        activation == null
            ? null
            : new Activated(
                activation.plan(), activation.words(), activation.by(), activation.at()),
        incident.delegated(),
        repair == null ? null : new Done(repair.by(), repair.at(), repair.summary()),
        recovery.tests().stream()
            .map(t ->
                new Test(
                    t.kind(),
                    t.passed(),
                    t.items(),
                    t.by(),
                    t.at(),
                    repair != null && !t.at().isBefore(repair.at())))
            .toList(),
        approval == null ? null : new Done(approval.by(), approval.at(), approval.words()),
        suspension == null
            ? null
            : new SuspensionView(
                suspension.noticeId(), suspension.number(), suspension.toAll(), suspension.units()),
        r.nextUpdateAt(),
        incident.stage() instanceof LifeStage.Restored at
            ? at.at().plus(incident.rules().observation())
            : null,
        r.confirmations().stream()
            .map(c -> new Confirmed(c.unit(), c.by(), c.at(), c.how()))
            .toList(),
        restored
            ? incident.extent().units().stream()
                .map(u -> u.unit())
                .filter(u -> !r.confirmedBy(u))
                .toList()
            : List.of(),
        r.missed().stream().map(m -> new Missed(m.limit(), m.dueAt())).toList(),
        r.superior().stream().map(s -> new Told(s.means(), s.by(), s.at(), s.words())).toList(),
        r.drafts().stream().map(ResponseView::draft).toList(),
        evaluation == null ? null : new Done(evaluation.by(), evaluation.at(), evaluation.words()),
        r.withdrawn());
  }

  private static Draft draft(Notice notice) {
    return new Draft(
        notice.noticeId(),
        notice.number(),
        notice.kind().name(),
        notice.title().zh(),
        notice.body().zh());
  }
}
