package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.Acknowledgement;
import io.tocsin.incident.domain.IncidentEvent.FalseAlarmDeclared;
import io.tocsin.incident.domain.IncidentEvent.IncidentAcknowledged;
import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import io.tocsin.incident.domain.IncidentEvent.IncidentMerged;
import io.tocsin.incident.domain.IncidentEvent.IncidentOpened;
import io.tocsin.incident.domain.IncidentEvent.IncidentPromoted;
import io.tocsin.incident.domain.IncidentEvent.MergeSuggested;
import io.tocsin.incident.domain.IncidentEvent.NoticeIssued;
import io.tocsin.incident.domain.IncidentEvent.NoticeWithdrawn;
import io.tocsin.incident.domain.IncidentEvent.PeoplePaged;
import io.tocsin.incident.domain.IncidentEvent.ReportsJoined;
import io.tocsin.incident.domain.IncidentEvent.ResponseNoted;
import io.tocsin.incident.domain.casefile.CaseFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What each event makes of an incident. Knows no rules: an event that stands has happened. */
public final class IncidentEvolution {

  private IncidentEvolution() {}

  /**
   * @param incident null before the event that opens it
   */
  public static Incident evolve(@Nullable Incident incident, IncidentEvent event) {
    if (event instanceof IncidentOpened opened) {
      return opened(opened);
    }
    if (incident == null) {
      throw new IllegalArgumentException(
          "Expected an incident to be opened first, but the first event is " + event);
    }
    if (event instanceof PlanEvent plan) {
      return new IncidentDraft(plan.applyTo(incident)).next();
    }
    IncidentDraft draft = new IncidentDraft(incident);
    switch (event) {
      case IncidentOpened _ -> {}
      case ReportsJoined joined -> {
        draft.extent =
            draft.extent.plus(joined.units(), joined.degree(), joined.centralComponent());
        draft.serviceState = joined.serviceState();
        if (joined.absorbed() != null) {
          draft.share(joined.absorbed(), joined.share());
        }
      }
      case IncidentPromoted promoted -> draft.promoted(promoted);
      case IncidentGraded graded -> draft.graded(graded);
      case IncidentMerged merged -> {
        draft.stage = merged(draft.stage, merged);
        draft.response.drafts = List.of();
      }
      case FalseAlarmDeclared alarm -> {
        draft.stage = new LifeStage.New().falseAlarm(alarm.because().at());
        draft.serviceState = ServiceState.NORMAL;
        draft.response.drafts = List.of();
      }
      case IncidentAcknowledged acknowledged ->
          draft.acknowledgements =
              plus(
                  draft.acknowledgements,
                  new Acknowledgement(acknowledged.person(), acknowledged.because().at()));
      case NoticeIssued issued -> draft.issued(issued.notice());
      case NoticeWithdrawn withdrawn -> draft.withdrawn(withdrawn.noticeId());
      case PeoplePaged paged -> draft.paged(paged.paging());
      case LifeEvent life -> LifeEvolution.apply(draft, life);
      case MergeSuggested _, ResponseNoted _, PlanEvent _ -> {}
    }
    return draft.next();
  }

  /** All events in turn. */
  public static Incident evolveAll(@Nullable Incident incident, List<IncidentEvent> events) {
    @Nullable Incident state = incident;
    for (IncidentEvent event : events) {
      state = evolve(state, event);
    }
    if (state == null) {
      throw new IllegalArgumentException("Expected an incident or events, but there is neither");
    }
    return state;
  }

  private static Incident opened(IncidentOpened opened) {
    return new Incident(
        opened.id(),
        opened.number(),
        opened.system(),
        opened.exercise(),
        opened.because().at(),
        Extent.first(opened.scope(), opened.report()),
        opened.severity(),
        new LifeStage.New(),
        opened.serviceState(),
        "UNKNOWN",
        null,
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        opened.rules(),
        null,
        opened.refersTo(),
        Response.NONE,
        null,
        CaseFile.EMPTY,
        1);
  }

  private static LifeStage merged(LifeStage from, IncidentMerged merged) {
    return switch (from) {
      case LifeStage.New fresh -> fresh.merge(merged.into(), merged.because().at());
      case LifeStage.Assessed assessed -> assessed.merge(merged.into(), merged.because().at());
      default ->
          throw new IllegalStateException("Expected a stage that may be merged, but it is " + from);
    };
  }

  private static <T> List<T> plus(List<T> list, @Nullable T more) {
    return more == null ? list : Stream.concat(list.stream(), Stream.of(more)).toList();
  }
}
