package io.tocsin.incident.domain;

import io.tocsin.incident.domain.casefile.WorkingDays;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people do about an incident, from the first assessment to the archive. {@link LifeDecider}
 * answers; who may do what is part of the answer.
 */
public sealed interface LifeCommand extends IncidentCommand {

  Act act();

  /**
   * 研判: cause, scope and degree as people found them.
   *
   * @param scope null to leave it; narrowing it is for the leader, with a reason
   * @param severity null for what the matrix gives
   */
  record AssessIncident(
      Cause cause,
      Degree degree,
      @Nullable Scope scope,
      @Nullable Severity severity,
      SystemProfile profile,
      Act act)
      implements LifeCommand {}

  /**
   * 启动响应.
   *
   * @param plan code of the contingency plan; null for none, and then the act says why
   */
  record ActivateResponse(@Nullable String plan, Act act) implements LifeCommand {}

  /** The service is stopped, and every unit is told in the same moment. */
  record SuspendService(NoticeTerms terms, SystemProfile profile, Act act) implements LifeCommand {}

  /** Something was repaired; whatever was tested before is void. */
  record ReportRepair(String summary, Act act) implements LifeCommand {}

  record RecordTest(TestKind kind, boolean passed, List<String> items, Act act)
      implements LifeCommand {

    public RecordTest {
      items = List.copyOf(items);
    }
  }

  record ApproveRestoration(Act act) implements LifeCommand {}

  record RejectRestoration(Act act) implements LifeCommand {}

  record RestoreService(NoticeTerms terms, SystemProfile profile, Act act) implements LifeCommand {}

  /** These units say that the system works for them again. */
  record ConfirmUnits(List<String> units, Act act) implements LifeCommand {

    public ConfirmUnits {
      units = List.copyOf(units);
    }
  }

  /**
   * A unit confirmed a notice: of the restoration it says that the system works again.
   *
   * @param how by which channel
   */
  record ConfirmNotice(String noticeId, String unit, String how, Act act) implements LifeCommand {}

  /**
   * @param workingDays by which the day is counted on which the final report is due
   */
  record EndResponse(WorkingDays workingDays, Act act) implements LifeCommand {}

  record CloseIncident(Act act) implements LifeCommand {}

  /** A person says that the fault is back. */
  record ReopenIncident(Act act) implements LifeCommand {}

  record UndoMerge(Act act) implements LifeCommand {}

  record HandOverCommand(Actor to, Act act) implements LifeCommand {}

  /** A person sets the severity; only the leader may lower it. */
  record SetSeverity(Severity to, Act act) implements LifeCommand {}

  /** 进展通报, to those who were told of the fault. */
  record IssueProgress(NoticeTerms terms, SystemProfile profile, Act act) implements LifeCommand {}

  record ApproveNotice(String noticeId, Act act) implements LifeCommand {}

  /**
   * Somebody told the superior.
   *
   * @param means SUPERIOR_PHONE or SUPERIOR_WRITING
   */
  record RecordSuperiorReport(Limit means, Act act) implements LifeCommand {}

  record EvaluateDrill(Act act) implements LifeCommand {}

  /**
   * The sender of a report takes it back. Its count stays: it was made.
   *
   * @param reporter the unit that it was of
   */
  record WithdrawReport(String reportId, Text reporter, Act act) implements LifeCommand {}

  /**
   * What a person adds to a notice; everything else comes from the incident. All may be null.
   *
   * @param expectedRestoration when the service is expected back
   * @param nextUpdateAt when the next notice will come; null for the interval of the severity
   * @param dataCutOff entries before it are to be checked; null for when the fault began
   * @param backEntryBy until when the backlog is to be keyed in
   */
  record NoticeTerms(
      @Nullable Instant expectedRestoration,
      @Nullable Instant nextUpdateAt,
      @Nullable String instruction,
      @Nullable String workaround,
      @Nullable String contact,
      @Nullable Instant dataCutOff,
      @Nullable Instant backEntryBy) {

    public static final NoticeTerms NONE =
        new NoticeTerms(null, null, null, null, null, null, null);
  }
}
