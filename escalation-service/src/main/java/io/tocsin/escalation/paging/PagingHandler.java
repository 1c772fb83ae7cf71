package io.tocsin.escalation.paging;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.escalation.domain.Command;
import io.tocsin.escalation.domain.Command.FollowIncident;
import io.tocsin.escalation.domain.Command.NoteProgress;
import io.tocsin.escalation.domain.Command.ReachDeadline;
import io.tocsin.escalation.domain.Decider;
import io.tocsin.escalation.domain.Decision;
import io.tocsin.escalation.domain.Escalation;
import io.tocsin.escalation.domain.Incident;
import io.tocsin.escalation.domain.Turns;
import io.tocsin.escalation.policies.Policies;
import io.tocsin.kit.kafka.KeyedHandler;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.time.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Carries out what the records of an incident and its deadlines ask for: one load, one decision
 * over all of them, one write. The topics come in no order towards each other; the decisions bear
 * that.
 */
@Component
class PagingHandler implements KeyedHandler {

  private final PagingStore store;
  private final Policies policies;
  private final Clock clock;
  private final Commands commandsOf;
  private final Decider decider;
  private final TurnStore turnsOf;
  private volatile Consumer<Instant> deadlines = dueAt -> {};

  PagingHandler(
      PagingStore store,
      Policies policies,
      TaskProperties tasks,
      LeaderProperties leaders,
      TurnStore turns,
      Clock clock) {
    this.turnsOf = turns;
    this.store = store;
    this.policies = policies;
    this.commandsOf = new Commands(tasks);
    this.decider = new Decider(PagingHandler::pageId, leaders.repeatAtMost());
    this.clock = clock;
  }

  @Override
  public Mono<Void> handle(String incidentId, List<Envelope<?>> records) {
    boolean anything =
        records.stream().anyMatch(r -> Facts.of(r).isPresent() || commandsOf.of(r).isPresent());
    return anything
        ? update(incidentId, records, Turns.NONE).doOnNext(this::announce).then()
        : Mono.empty();
  }

  /** With the turns that were drawn so far, and anew with those that it misses. */
  private Mono<Loaded<Paging>> update(String incidentId, List<Envelope<?>> records, Turns turns) {
    return store
        .update(incidentId, loaded -> decide(loaded, records, turns))
        .onErrorResume(
            TurnsMissing.class,
            e ->
                turnsOf
                    .draw(e.turns(), e.by())
                    .flatMap(drawn -> update(incidentId, records, turns.and(drawn))));
  }

  /** Has the listener told of every deadline that this instance writes. */
  void onDeadline(Consumer<Instant> listener) {
    deadlines = listener;
  }

  private void announce(Loaded<Paging> stored) {
    Instant next = stored.state() == null ? null : stored.state().escalation().nextAt();
    if (next != null) {
      deadlines.accept(next);
    }
  }

  private Change<Paging> decide(Loaded<Paging> loaded, List<Envelope<?>> records, Turns turns) {
    Instant now = clock.instant();
    Paging paging = state(loaded, now);
    List<Command> commands = new ArrayList<>();
    List<String> handled = new ArrayList<>();
    for (Envelope<?> record : records) {
      if (loaded.hasHandled(record.id())) {
        continue;
      }
      Optional<IncidentEvent> told = Facts.of(record).filter(newer(paging));
      if (told.isPresent()) {
        paging = paging.knowing(told.get().incident(), told.get().seq());
        Incident incident = Facts.incident(told.get().incident(), policies);
        commands.add(new FollowIncident(incident, policies.fitting(incident, now)));
        if (Facts.isProgress(told.get())) {
          commands.add(new NoteProgress());
        }
        handled.add(record.id());
      }
      commandsOf
          .of(record)
          .ifPresent(command -> {
            commands.add(command);
            handled.add(record.id());
          });
    }
    if (handled.isEmpty()) {
      return Change.none(loaded);
    }
    return change(loaded, paging, commands, handled, handled.getFirst(), now, turns);
  }

  private static java.util.function.Predicate<IncidentEvent> newer(Paging paging) {
    return event -> event.seq() > paging.seq();
  }

  /** What the deadline asks for that the document names; nothing when it has not come. */
  Mono<Change<Paging>> reachDeadline(Loaded<Paging> loaded) {
    return reachDeadline(loaded, Turns.NONE);
  }

  private Mono<Change<Paging>> reachDeadline(Loaded<Paging> loaded, Turns turns) {
    return Mono.fromSupplier(() -> reach(loaded, turns))
        .onErrorResume(
            TurnsMissing.class,
            e ->
                turnsOf
                    .draw(e.turns(), e.by())
                    .flatMap(drawn -> reachDeadline(loaded, turns.and(drawn))));
  }

  private Change<Paging> reach(Loaded<Paging> loaded, Turns turns) {
    Paging paging = loaded.state();
    Instant now = clock.instant();
    if (paging == null
        || paging.escalation().nextAt() == null
        || paging.escalation().nextAt().isAfter(now)) {
      return Change.none(loaded);
    }
    return change(loaded, paging, List.of(new ReachDeadline()), List.of(), null, now, turns);
  }

  private Change<Paging> change(
      Loaded<Paging> loaded,
      Paging paging,
      List<Command> commands,
      List<String> handled,
      @Nullable String cause,
      Instant now,
      Turns turns) {
    Decision decision = decider.decideAll(paging.escalation(), commands, now, turns);
    if (!decision.missing().isEmpty()) {
      throw new TurnsMissing(decision.missing(), loaded.id() + "/" + decision.state().runs());
    }
    return new Change<>(
        loaded,
        paging.with(decision.state(), decision.effects(), now),
        Tellings.of(
            decision.effects(), loaded.id(), paging.facts(), loaded.version() + 1, cause, now),
        handled);
  }

  private static String pageId(String incidentId, int run, int level, int round, String target) {
    return Ids.derived(
        "page",
        incidentId,
        Integer.toString(run),
        Integer.toString(level),
        Integer.toString(round),
        target);
  }

  private static Paging state(Loaded<Paging> loaded, Instant now) {
    Paging state = loaded.state();
    return state == null ? new Paging(Escalation.of(loaded.id(), now), null, 0, null) : state;
  }
}
