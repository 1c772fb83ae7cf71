package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Incident.IssuedNotice;
import io.tocsin.incident.domain.IncidentCommand.AcknowledgeIncident;
import io.tocsin.incident.domain.IncidentCommand.DeclareFalseAlarm;
import io.tocsin.incident.domain.IncidentCommand.GiveBack;
import io.tocsin.incident.domain.IncidentCommand.JoinReports;
import io.tocsin.incident.domain.IncidentCommand.MergeInto;
import io.tocsin.incident.domain.IncidentCommand.NotePaging;
import io.tocsin.incident.domain.IncidentCommand.NoteResponse;
import io.tocsin.incident.domain.IncidentCommand.OpenIncident;
import io.tocsin.incident.domain.IncidentCommand.PassTime;
import io.tocsin.incident.domain.IncidentCommand.PromoteIncident;
import io.tocsin.incident.domain.IncidentCommand.ReleaseMerge;
import io.tocsin.incident.domain.IncidentCommand.SuggestMerge;
import io.tocsin.incident.domain.IncidentCommand.TakeOver;
import io.tocsin.incident.domain.IncidentEvent.FalseAlarmDeclared;
import io.tocsin.incident.domain.IncidentEvent.IncidentAcknowledged;
import io.tocsin.incident.domain.IncidentEvent.IncidentMerged;
import io.tocsin.incident.domain.IncidentEvent.MergeSuggested;
import io.tocsin.incident.domain.IncidentEvent.NoticeWithdrawn;
import io.tocsin.incident.domain.IncidentEvent.PeoplePaged;
import io.tocsin.incident.domain.IncidentEvent.ResponseNoted;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides every command on an incident. Pure: the same incident and command give the same decision.
 * A command that was carried out already is accepted without events, so a redelivery changes
 * nothing.
 */
public final class IncidentDecider {

  private IncidentDecider() {}

  /**
   * @param incident null where there is none yet
   */
  public static Decision decide(@Nullable Incident incident, IncidentCommand command) {
    if (command instanceof OpenIncident open) {
      return incident == null ? accepted(null, Correlated.open(open)) : unchanged(incident);
    }
    if (incident == null) {
      return new Refused(
          new Text("应已有事件，但尚不存在。", "Expected an incident, but there is none yet."),
          List.of("incident"));
    }
    return switch (command) {
      case OpenIncident _ -> unchanged(incident);
      case JoinReports join -> join(incident, join);
      case PromoteIncident promote -> promote(incident, promote);
      case TakeOver takeOver -> accepted(incident, Absorbing.takeOver(incident, takeOver));
      case SuggestMerge suggest ->
          accepted(incident, List.of(new MergeSuggested(suggest.with(), suggest.because())));
      case MergeInto merge -> merge(incident, merge);
      case AcknowledgeIncident acknowledge -> acknowledge(incident, acknowledge);
      case NotePaging note ->
          accepted(incident, List.of(new PeoplePaged(note.paging(), note.because())));
      case NoteResponse note ->
          accepted(
              incident, List.of(new ResponseNoted(note.about(), note.reference(), note.because())));
      case DeclareFalseAlarm falseAlarm -> falseAlarm(incident, falseAlarm);
      case GiveBack giveBack -> accepted(incident, Absorbing.giveBack(incident, giveBack));
      case ReleaseMerge release -> accepted(incident, Absorbing.release(incident, release));
      case LifeCommand life -> LifeDecider.decide(incident, life);
      case PassTime time -> accepted(incident, IncidentTimers.reach(incident, time.now()));
      case PlanCommand plan -> plan.decide(incident);
    };
  }

  /**
   * Several commands on one incident, each on what the one before made of it; the first refusal
   * refuses them all.
   */
  public static Decision decideAll(
      @Nullable Incident incident, List<? extends IncidentCommand> commands) {
    List<IncidentEvent> events = new ArrayList<>();
    @Nullable Incident state = incident;
    for (IncidentCommand command : commands) {
      switch (decide(state, command)) {
        case Refused refused -> {
          return refused;
        }
        case Accepted accepted -> {
          events.addAll(accepted.events());
          state = accepted.incident();
        }
      }
    }
    if (state == null) {
      throw new IllegalArgumentException("Expected at least one command, but there is none");
    }
    return new Accepted(events, state);
  }

  private static Decision join(Incident incident, JoinReports join) {
    return onOpen(
        incident,
        join.because(),
        new Text("新报告", "a report to join"),
        join,
        open -> Correlated.join(open, join));
  }

  /**
   * A report on a restored service says that the fault is back, whatever the report is; one that
   * was received before the restoration only belongs to what is over.
   */
  private static Decision onOpen(
      Incident incident,
      Because because,
      Text act,
      JoinReports join,
      Function<Incident, List<IncidentEvent>> decide) {
    if (incident.open()) {
      return accepted(incident, decide.apply(incident));
    }
    if (!(incident.stage() instanceof LifeStage.Restored restored)) {
      return notOpen(incident, act);
    }
    if (because.at().isBefore(restored.at())) {
      return accepted(incident, List.of(Correlated.countedAfterwards(incident, join)));
    }
    List<IncidentEvent> events = new ArrayList<>(LifeDecider.reopened(incident, because));
    events.addAll(decide.apply(IncidentEvolution.evolveAll(incident, events)));
    return accepted(incident, events);
  }

  private static Decision promote(Incident incident, PromoteIncident promote) {
    return incident.extent().scope() == Scope.GLOBAL
        ? join(incident, promote.join())
        : onOpen(
            incident,
            promote.because(),
            new Text("升级为全局", "it to become GLOBAL"),
            promote.join(),
            open -> Correlated.promote(open, promote));
  }

  private static Decision merge(Incident incident, MergeInto merge) {
    if (incident.stage() instanceof LifeStage.Merged merged
        && merged.into().equals(merge.parent())) {
      return unchanged(incident);
    }
    if (!incident.mergeable()) {
      return Guard.stage(incident, new Text("合并", "a merge"), "NEW");
    }
    return accepted(incident, List.of(new IncidentMerged(merge.parent(), merge.because())));
  }

  private static Decision acknowledge(Incident incident, AcknowledgeIncident command) {
    Actor person = command.because().actor();
    if (incident.acknowledgedBy(person.id())) {
      return unchanged(incident);
    }
    return incident.open()
        ? accepted(
            incident,
            List.of(
                new IncidentAcknowledged(
                    person, command.pageId(), command.channel(), command.because())))
        : notOpen(incident, new Text("确认", "an acknowledgement"));
  }

  private static Decision falseAlarm(Incident incident, DeclareFalseAlarm command) {
    if (incident.stage() instanceof LifeStage.FalseAlarm) {
      return unchanged(incident);
    }
    if (!(incident.stage() instanceof LifeStage.New)) {
      return Guard.stage(incident, new Text("判定误报", "a false alarm"), "NEW");
    }
    List<IncidentEvent> events = new ArrayList<>();
    events.add(new FalseAlarmDeclared(command.because()));
    incident.standing().stream()
        .map(IssuedNotice::noticeId)
        .forEach(id -> events.add(new NoticeWithdrawn(id, command.because())));
    return accepted(incident, events);
  }

  private static Decision notOpen(Incident incident, Text act) {
    return Guard.stage(incident, act, "open incident");
  }

  private static Decision unchanged(Incident incident) {
    return Decision.accepted(incident, List.of());
  }

  private static Decision accepted(@Nullable Incident incident, List<IncidentEvent> events) {
    return Decision.accepted(incident, events);
  }
}
