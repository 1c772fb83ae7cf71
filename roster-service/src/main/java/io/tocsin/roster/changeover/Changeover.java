package io.tocsin.roster.changeover;

import io.tocsin.contracts.DeliveryEvent.Urgency;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.time.Ids;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.domain.ShiftPlan;
import io.tocsin.roster.messages.PersonMessage;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.DutyReason;
import io.tocsin.roster.oncall.Roster;
import io.tocsin.roster.oncall.WallClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Watches who is on duty, and tells who came and who went unless the schedule wants it quiet. Who
 * was on duty last stands in a document, so nobody is told twice, and after a stall only how it
 * stands now; a quiet schedule keeps it too, or its first words would be of shifts long ago.
 */
@Component
class Changeover implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Changeover.class);
  private static final Duration WORTH = Duration.ofHours(2);

  private final CurrentRoster roster;
  private final AggregateStore<Told> store;
  private final Clock clock;
  private final Duration every;

  /** What stands in the documents as far as this instance knows: most looks change nothing. */
  private final Map<String, Told> known = new ConcurrentHashMap<>();

  private final Disposable.Swap running = Disposables.swap();

  Changeover(
      CurrentRoster roster,
      AggregateStores stores,
      Clock clock,
      @Value("${tocsin.changeover.every:10s}") Duration every) {
    this.roster = roster;
    this.store =
        stores.open("changeovers", JacksonStateCodec.of(Told.class, t -> Map.of()), 1, List.of());
    this.clock = clock;
    this.every = every;
  }

  /** Who was on duty when it was told last, by role; a role that nobody held is not in it. */
  record Told(Map<String, String> holders) {
    Told {
      holders = Map.copyOf(holders);
    }
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    running.update(
        Mono.defer(this::look)
            .onErrorResume(e -> {
              LOG.warn("Tells of changes of shift later: {}", e.toString());
              return Mono.empty();
            })
            .then(Mono.delay(every))
            .repeat()
            .subscribe());
  }

  private Mono<Void> look() {
    Instant now = clock.instant();
    return roster
        .current()
        .publishOn(Schedulers.boundedElastic())
        .flatMapMany(r -> Flux.fromIterable(r.plans()).map(plan -> new Watched(r, plan)))
        .concatMapDelayError(w -> look(w, now))
        .then();
  }

  private record Watched(Roster roster, ShiftPlan plan) {}

  private Mono<Void> look(Watched watched, Instant now) {
    Map<String, String> holders = new TreeMap<>();
    for (OnCallRole role : watched.plan.roles()) {
      if (watched.plan.holderAt(role, now) instanceof OnDuty d) {
        holders.put(role.name(), d.personId());
      }
    }
    String schedule = watched.plan.schedule().id();
    Told holding = new Told(holders);
    return holding.equals(known.get(schedule))
        ? Mono.empty()
        : store
            .update(schedule, loaded -> change(loaded, holding, watched, now))
            .doOnSuccess(done -> known.put(schedule, holding))
            .then();
  }

  private static Change<Told> change(Loaded<Told> loaded, Told now, Watched watched, Instant at) {
    Told before = loaded.state();
    if (now.equals(before)) {
      return Change.none(loaded);
    }
    // The first look only takes note: whoever is on duty then came before anybody watched.
    List<Outgoing> told =
        before == null || !watched.plan.schedule().announces()
            ? List.of()
            : told(before, now, watched, at);
    return new Change<>(loaded, now, told, List.of());
  }

  /** Who only changes roles hears of the new one, and is not told to be off duty. */
  private static List<Outgoing> told(Told before, Told now, Watched watched, Instant at) {
    List<Outgoing> told = new ArrayList<>();
    Set<String> names = new TreeSet<>(before.holders().keySet());
    names.addAll(now.holders().keySet());
    for (String name : names) {
      OnCallRole role = new OnCallRole(name);
      String went = before.holders().get(name);
      String came = now.holders().get(name);
      if (went != null && !now.holders().containsValue(went)) {
        told.addAll(message(watched, role, went, false, came, at));
      }
      if (came != null && !came.equals(went)) {
        told.addAll(message(watched, role, came, true, went, at));
      }
    }
    return told;
  }

  private static List<Outgoing> message(
      Watched watched,
      OnCallRole role,
      String personId,
      boolean comes,
      @Nullable String other,
      Instant at) {
    Roster roster = watched.roster;
    PersonV1 person = roster.person(personId);
    if (person == null) {
      return List.of();
    }
    String schedule = watched.plan.schedule().id();
    String post = watched.plan.schedule().post();
    String zhOther = other == null ? "无" : roster.nameOf(other);
    String enOther = other == null ? "nobody" : roster.nameOf(other);
    LocalText text =
        comes
            ? comes(watched, role, at, zhOther, enOther)
            : new LocalText(
                "您已下班：岗位 %s %s。接班人：%s。".formatted(post, DutyReason.roleZh(role), zhOther),
                "You are off duty: post %s, %s. Taken over by %s."
                    .formatted(post, DutyReason.roleEn(role), enOther));
    return new PersonMessage(
            Ids.derived("changeover", schedule, role.name(), personId, at.toString()),
            new LocalText(comes ? "值班开始" : "值班结束", comes ? "On duty" : "Off duty"),
            text,
            Urgency.BULK,
            WORTH,
            new LocalText("值班表 " + schedule + " 交接", "a change of shift of schedule " + schedule))
        .to(person, roster, at);
  }

  private static LocalText comes(
      Watched watched, OnCallRole role, Instant at, String zhOther, String enOther) {
    String post = watched.plan.schedule().post();
    String until =
        watched.plan.holderAt(role, at) instanceof OnDuty d
            ? WallClock.minute(d.until(), watched.plan.schedule().zone())
            : "–";
    return new LocalText(
        "您已上班：岗位 %s %s，至 %s。交班人：%s。".formatted(post, DutyReason.roleZh(role), until, zhOther),
        "You are on duty: post %s, %s, until %s. Taken over from %s."
            .formatted(post, DutyReason.roleEn(role), until, enOther));
  }

  @Override
  public void close() {
    running.dispose();
  }
}
