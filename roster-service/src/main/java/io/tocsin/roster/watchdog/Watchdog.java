package io.tocsin.roster.watchdog;

import io.tocsin.contracts.IncidentFacts;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.Roster;
import io.tocsin.roster.paging.PageAnswers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Looks for what is overdue and raises the alarm. After a start, or a time in which it could not
 * look itself, it first gives everybody the grace to catch up: what stood still together goes on
 * together.
 */
@Component
class Watchdog implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
  private static final int AT_ONCE = 100;
  private static final int SIDE_BY_SIDE = 8;

  private final WatchStore store;
  private final CurrentRoster roster;
  private final WatchdogProperties properties;
  private final Clock clock;
  private @Nullable Disposable running;
  private volatile Instant lastLook = Instant.MIN;
  private volatile Instant quietUntil = Instant.MIN;

  Watchdog(WatchStore store, CurrentRoster roster, WatchdogProperties properties, Clock clock) {
    this.store = store;
    this.roster = roster;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public synchronized void start() {
    if (running == null) {
      running =
          Mono.delay(properties.interval())
              .then(Mono.defer(this::look))
              .onErrorResume(e -> {
                log.warn("What is overdue could not be looked for: {}", e.toString());
                return Mono.empty();
              })
              .repeat()
              .subscribe();
    }
  }

  private Mono<Void> look() {
    Instant now = clock.instant();
    if (stoodStill(now)) {
      quietUntil = now.plus(properties.grace());
    }
    Mono<Void> alarms =
        now.isBefore(quietUntil)
            ? Mono.empty()
            : roster
                .current()
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(r -> raise(now, r.orElse(null)));
    return alarms.doOnSuccess(nothing -> lastLook = now);
  }

  private boolean stoodStill(Instant now) {
    Duration most = properties.interval().multipliedBy(5);
    return lastLook.equals(Instant.MIN) || lastLook.plus(most).isBefore(now);
  }

  private Mono<Void> raise(Instant now, @Nullable Roster current) {
    return store
        .overdue(now, AT_ONCE)
        .flatMap(id -> store.update(id, loaded -> alarm(loaded, current, now)), SIDE_BY_SIDE)
        .then();
  }

  private Change<Watch> alarm(Loaded<Watch> loaded, @Nullable Roster current, Instant now) {
    Watch watch = loaded.state();
    if (watch == null || !watch.overdue(now)) {
      return Change.none(loaded);
    }
    IncidentFacts facts = Objects.requireNonNull(watch.facts());
    List<Outgoing> records = new ArrayList<>();
    for (Awaited missing : watch.missing(now)) {
      log.error(
          "{} of incident {} is overdue, all leaders are told from here", missing, loaded.id());
      records.addAll(
          Alarm.records(
              facts,
              missing,
              properties,
              now,
              page -> PageAnswers.answerOrUnstaffed(page, current, now)));
    }
    return new Change<>(
        loaded, watch.alarmed(now, properties.repeat(), properties.repeats()), records, List.of());
  }

  @Override
  public synchronized void stop() {
    if (running != null) {
      running.dispose();
      running = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running != null;
  }
}
