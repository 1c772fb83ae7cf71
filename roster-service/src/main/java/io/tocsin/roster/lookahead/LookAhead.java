package io.tocsin.roster.lookahead;

import io.tocsin.contracts.DeliveryEvent.Urgency;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.RosterEvent.GapKind;
import io.tocsin.contracts.RosterEvent.RosterGapFoundV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.time.Ids;
import io.tocsin.roster.domain.Gap;
import io.tocsin.roster.domain.ShiftPlan;
import io.tocsin.roster.messages.PersonMessage;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.DutyReason;
import io.tocsin.roster.oncall.Roster;
import io.tocsin.roster.oncall.WallClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Looks ahead every day, and soon after every change, so far that whatever lies a week ahead was
 * seen by then. A gap that was not told yet is told as an event on {@code tocsin.roster.v1}; the
 * owner of the schedule, where it names one, gets all of a schedule's new gaps in one message.
 * Contracts with vendors are looked after in the same look.
 */
@Component
class LookAhead implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LookAhead.class);
  private static final int LISTED = 5;

  private final CurrentRoster roster;
  private final WarningStore warnings;
  private final Contracts contracts;
  private final LookAheadProperties properties;
  private final Clock clock;
  private final Disposable.Swap running = Disposables.swap();
  private volatile @Nullable Roster looked;
  private volatile Instant lookedAt = Instant.MIN;

  LookAhead(
      CurrentRoster roster,
      WarningStore warnings,
      Contracts contracts,
      LookAheadProperties properties,
      Clock clock) {
    this.roster = roster;
    this.warnings = warnings;
    this.contracts = contracts;
    this.properties = properties;
    this.clock = clock;
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    running.update(
        Mono.defer(this::lookIfDue)
            .onErrorResume(e -> {
              LOG.warn("Looks ahead again later: {}", e.toString());
              return Mono.empty();
            })
            .then(Mono.delay(properties.tick()))
            .repeat()
            .subscribe());
  }

  private Mono<Void> lookIfDue() {
    Instant now = clock.instant();
    return roster
        .current()
        .filter(r -> looked != r || !now.isBefore(lookedAt.plus(properties.every())))
        .publishOn(Schedulers.boundedElastic())
        .flatMap(r ->
            look(r, now)
                .doOnSuccess(done -> {
                  looked = r;
                  lookedAt = now;
                }));
  }

  /** One look; what is new is told. */
  Mono<Void> look(Roster r, Instant now) {
    Gaps gaps = new Gaps(r, properties.unverifiedAfter(), now);
    Map<String, List<Gap>> byPost = new LinkedHashMap<>();
    r.organisation().posts().forEach(post -> byPost.put(post.code(), new ArrayList<>()));
    for (Gap gap : gaps.between(now, now.plus(properties.horizon()))) {
      byPost.computeIfAbsent(gap.post(), p -> new ArrayList<>()).add(gap);
    }
    return Flux.fromIterable(byPost.entrySet())
        .concatMap(
            e -> warnings.warn(e.getKey(), e.getValue(), now, fresh -> told(fresh, gaps, now)))
        .then(contracts.look(r, now));
  }

  private static List<Outgoing> told(List<Gap> fresh, Gaps gaps, Instant now) {
    List<Outgoing> told = new ArrayList<>();
    Map<String, List<Gap>> bySchedule = new LinkedHashMap<>();
    for (Gap gap : fresh) {
      told.add(event(gap, gaps, now));
      for (String schedule : schedules(gap, gaps.roster())) {
        bySchedule.computeIfAbsent(schedule, s -> new ArrayList<>()).add(gap);
      }
    }
    bySchedule.forEach((schedule, all) -> told.addAll(toOwner(schedule, all, gaps, now)));
    return told;
  }

  /** The gap's own schedule; all of the post where the gap is between them. */
  private static Set<String> schedules(Gap gap, Roster roster) {
    Set<String> schedules = new LinkedHashSet<>();
    if (gap.schedule() != null) {
      schedules.add(gap.schedule());
      return schedules;
    }
    for (ShiftPlan plan : roster.plans()) {
      if (plan.schedule().post().equals(gap.post())) {
        schedules.add(plan.schedule().id());
      }
    }
    return schedules;
  }

  private static String id(Gap gap, Instant now) {
    return Ids.derived(
        "gap",
        gap.kind().name(),
        gap.post(),
        String.valueOf(gap.unit()),
        gap.role().name(),
        String.valueOf(gap.person()),
        gap.from().toString(),
        now.toString());
  }

  private static Outgoing event(Gap gap, Gaps gaps, Instant now) {
    String id = id(gap, now);
    RosterGapFoundV1 event =
        new RosterGapFoundV1(
            id,
            GapKind.valueOf(gap.kind().name()),
            gap.post(),
            gap.unit(),
            gap.schedule(),
            gap.role().name(),
            gap.person(),
            gap.from(),
            gap.until(),
            gaps.reason(gap));
    return Outgoing.of(Topics.ROSTER, gap.post(), id, now, null, event);
  }

  private static List<Outgoing> toOwner(String scheduleId, List<Gap> all, Gaps gaps, Instant now) {
    Roster roster = gaps.roster();
    ShiftPlan plan = roster.plan(scheduleId);
    String ownerId = plan == null ? null : plan.schedule().owner();
    PersonV1 owner = ownerId == null ? null : roster.person(ownerId);
    if (plan == null || owner == null) {
      return List.of();
    }
    StringBuilder zh = new StringBuilder("值班表 " + scheduleId + " 有 " + all.size() + " 处问题：");
    StringBuilder en =
        new StringBuilder("Schedule " + scheduleId + " has " + all.size() + " gap(s): ");
    for (Gap gap : all.subList(0, Math.min(LISTED, all.size()))) {
      LocalText line = line(gap, plan.schedule().zone(), gaps);
      zh.append(line.zh()).append('；');
      en.append(line.en()).append("; ");
    }
    if (all.size() > LISTED) {
      zh.append("……");
      en.append("…");
    }
    return new PersonMessage(
            Ids.derived("gaps", scheduleId, now.toString()),
            new LocalText("值班表有空缺：" + scheduleId, "Gaps in schedule " + scheduleId),
            new LocalText(zh.toString(), en.toString().strip()),
            Urgency.BULK,
            Duration.ofDays(1),
            new LocalText("值班表 " + scheduleId + " 的负责人", "the owner of schedule " + scheduleId))
        .to(owner, roster, now);
  }

  private static LocalText line(Gap gap, ZoneId zone, Gaps gaps) {
    String from = WallClock.minute(gap.from(), zone);
    String until = WallClock.minute(gap.until(), zone);
    String person = gap.person() == null ? "" : gaps.roster().nameOf(gap.person());
    LocalText what =
        switch (gap.kind()) {
          case UNSTAFFED -> new LocalText("无人值班", "nobody on duty");
          case SAME_PERSON -> new LocalText("主替班同为" + person, person + " twice");
          case ON_LEAVE -> new LocalText(person + "请假", person + " on leave");
          case UNVERIFIED -> {
            LocalText unreachable = gaps.unreachable(String.valueOf(gap.person()));
            yield unreachable != null
                ? unreachable
                : new LocalText(person + "的联络方式未验证", "contacts of " + person + " not verified");
          }
        };
    return new LocalText(
        "%s %s 至 %s %s".formatted(DutyReason.roleZh(gap.role()), from, until, what.zh()),
        "%s %s to %s: %s".formatted(DutyReason.roleEn(gap.role()), from, until, what.en()));
  }

  @Override
  public void close() {
    running.dispose();
  }
}
