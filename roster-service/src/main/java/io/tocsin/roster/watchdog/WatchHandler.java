package io.tocsin.roster.watchdog;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.DecisionDueV1;
import io.tocsin.contracts.IncidentEvent.IncidentAcknowledgedV1;
import io.tocsin.contracts.IncidentEvent.MergeSuggestedV1;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentEvent.PeoplePagedV1;
import io.tocsin.contracts.IncidentEvent.ReportsJoinedV1;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.IncidentEvent.StepChangedV1;
import io.tocsin.contracts.IncidentEvent.StepOpenedV1;
import io.tocsin.contracts.IncidentEvent.StepOverdueV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.PageEvent.EscalationExhaustedV1;
import io.tocsin.contracts.PageEvent.EscalationStartedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.StepState;
import io.tocsin.kit.kafka.KeyedHandler;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.Roster;
import io.tocsin.roster.watchdog.Awaited.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes in what incidents ask of the escalation and what the escalation does about it. */
@Component
class WatchHandler implements KeyedHandler {

  private static final String LATE_NOTICE = "progress.overdue";
  private static final String MISSED_LIMIT = "limit.missed";

  /** What an incident notes of itself when something of the response is late: people are told. */
  private static final Set<String> MISSED = Set.of(MISSED_LIMIT, LATE_NOTICE);

  /** A reminder of a limit: it names the incident's next time, as the two above do. */
  private static final String NEAR_LIMIT = "limit.near";

  private static final String TASK = "task:";

  private final WatchStore store;
  private final CurrentRoster roster;
  private final WatchdogProperties properties;

  WatchHandler(WatchStore store, CurrentRoster roster, WatchdogProperties properties) {
    this.store = store;
    this.roster = roster;
    this.properties = properties;
  }

  @Override
  public Mono<Void> handle(String incidentId, List<Envelope<?>> records) {
    List<Envelope<?>> ours = records.stream().filter(WatchHandler::matters).toList();
    if (ours.isEmpty()) {
      return Mono.empty();
    }
    return roster
        .current()
        .map(Optional::of)
        .defaultIfEmpty(Optional.empty())
        .flatMap(r -> store.update(incidentId, loaded -> change(loaded, ours, r.orElse(null))))
        .then();
  }

  /**
   * Storms of reports and what merely stands on the timeline must not cost a write each, unless a
   * person did it: that keeps an acknowledgement alive.
   */
  static boolean matters(Envelope<?> record) {
    return switch (record.data()) {
      case ReportsJoinedV1 e -> false;
      case MergeSuggestedV1 e -> false;
      case PeoplePagedV1 e -> false;
      case ResponseNotedV1 e ->
          byPerson(e) || MISSED.contains(e.about()) || NEAR_LIMIT.equals(e.about());
      case IncidentEvent e -> true;
      case EscalationStartedV1 e -> true;
      case EscalationExhaustedV1 e -> true;
      case PageRequestedV1 e -> true;
      case PagesWithdrawnV1 e -> true;
      default -> false;
    };
  }

  private static boolean byPerson(IncidentEvent event) {
    return !event.actor().id().equals(Actor.SYSTEM.id());
  }

  private Change<Watch> change(
      Loaded<Watch> loaded, List<Envelope<?>> records, @Nullable Roster roster) {
    Watch watch = Objects.requireNonNullElse(loaded.state(), Watch.UNKNOWN);
    List<String> handled = new ArrayList<>();
    for (Envelope<?> record : records) {
      if (!loaded.hasHandled(record.id())) {
        Watch next = next(watch, record, roster);
        if (!next.equals(watch)) {
          watch = next;
          handled.add(record.id());
        }
      }
    }
    return handled.isEmpty()
        ? Change.none(loaded)
        : new Change<>(loaded, watch, List.of(), handled);
  }

  private Watch next(Watch watch, Envelope<?> record, @Nullable Roster roster) {
    Duration grace = properties.grace();
    return switch (record.data()) {
      case PageRequestedV1 page -> paged(watch, page);
      case IncidentAcknowledgedV1 e ->
          watch
              .following(e.incident(), e.seq(), record.at(), grace)
              .acknowledged(e.actor().id(), record.at(), grace);
      case IncidentEvent e -> {
        Watch followed = watch.following(e.incident(), e.seq(), record.at(), grace);
        Watch worked = byPerson(e) ? followed.worked(record.at(), grace) : followed;
        yield response(worked, e, record.at());
      }
      case EscalationStartedV1 e ->
          watch.started(e.policyId(), record.at(), delayOf(e, roster), grace);
      case EscalationExhaustedV1 e -> watch.ranOut();
      case PagesWithdrawnV1 e -> watch.withdrawn(e.pageIds(), grace);
      default -> watch;
    };
  }

  private Watch paged(Watch watch, PageRequestedV1 page) {
    LocalText task = page.task();
    return task == null
        ? watch.paged(page, properties.grace())
        : watch.told(new Task(taskOf(page), task, page.pageId()), page, properties.grace());
  }

  /** What the response asks of the escalation beside the paging for the incident. */
  private Watch response(Watch watch, IncidentEvent event, Instant at) {
    Duration grace = properties.grace();
    return switch (event) {
      case StepOpenedV1 e -> watch.asked(new Task(e.stepId(), e.title(), null), at, grace);
      case StepOverdueV1 e -> watch.asked(new Task(e.stepId(), e.title(), null), at, grace);
      case DecisionDueV1 e -> watch.asked(new Task(e.stepId(), e.title(), null), at, grace);
      case NoticeIssuedV1 e -> settledBy(watch, e.notice().type());
      case StepChangedV1 e when e.state() != StepState.OPEN && e.state() != StepState.STARTED ->
          watch.settled(e.stepId());
      case ResponseNotedV1 e when MISSED.contains(e.about()) ->
          watch.asked(new Task(e.about() + "/" + e.reference(), e.reason(), null), at, grace);
      default -> watch;
    };
  }

  /** A suspension says too when units hear again, which is what a late progress notice owed. */
  private static Watch settledBy(Watch watch, NoticeType issued) {
    return switch (issued) {
      case PROGRESS -> watch.settledAll(LATE_NOTICE + "/");
      case SUSPENSION ->
          watch.settledAll(LATE_NOTICE + "/").settled(MISSED_LIMIT + "/" + NoticeType.SUSPENSION);
      case FAULT, RESTORATION, GENERAL -> watch;
    };
  }

  /** The escalation writes the task in the place of a policy. */
  private static String taskOf(PageRequestedV1 page) {
    return page.policyId().startsWith(TASK)
        ? page.policyId().substring(TASK.length())
        : page.policyId();
  }

  /**
   * Until the policy pages first. Where an older escalation-service did not say, as the policy is
   * now; none for one that only the escalation knows.
   */
  private static Duration delayOf(EscalationStartedV1 started, @Nullable Roster roster) {
    if (started.firstPageWithin() != null) {
      return started.firstPageWithin();
    }
    return roster == null
        ? Duration.ZERO
        : roster.organisation().policies().stream()
            .filter(p -> p.id().equals(started.policyId()) && !p.levels().isEmpty())
            .map(p -> p.levels().getFirst().after())
            .findFirst()
            .orElse(Duration.ZERO);
  }
}
