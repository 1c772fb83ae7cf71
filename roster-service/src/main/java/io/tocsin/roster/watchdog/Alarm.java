package io.tocsin.roster.watchdog;

import io.tocsin.contracts.AssignmentEvent;
import io.tocsin.contracts.AssignmentEvent.WatchdogAlarmV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.time.Ids;
import io.tocsin.roster.watchdog.Watch.Awaited;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the watchdog says, and to whom. */
final class Alarm {

  private static final String LEADER = "LD";
  private static final String POLICY = "watchdog";

  private Alarm() {}

  /**
   * The records of one alarm: the alarm for the timeline and the leaders' pages.
   *
   * @param answer the roster's answer to a page, null when everybody whom it means is told already
   */
  static List<Outgoing> records(
      Watch watch,
      WatchdogProperties properties,
      Instant now,
      Function<PageRequestedV1, @Nullable AssignmentEvent> answer) {
    IncidentFacts facts = Objects.requireNonNull(watch.facts());
    Awaited awaited = Objects.requireNonNull(watch.awaited());
    String incident = facts.id();
    Instant dueAt = awaited.dueAt();
    String pageId =
        Ids.derived(
            "watchdog",
            incident,
            awaited.missing().name(),
            dueAt.toString(),
            Integer.toString(awaited.alarms()));
    LocalText reason = reason(awaited, Duration.between(dueAt, now));
    PageRequestedV1 page =
        new PageRequestedV1(
            pageId,
            facts,
            POLICY,
            1,
            awaited.alarms(),
            target(null),
            properties.channels(),
            properties.repeat(),
            reason,
            now,
            List.of());
    List<Outgoing> records = new ArrayList<>();
    records.add(
        record(
            incident,
            Ids.derived("alarm", pageId),
            now,
            new WatchdogAlarmV1(incident, pageId, dueAt, reason)));
    AssignmentEvent leaders = leaders(page, answer);
    if (leaders != null) {
      records.add(record(incident, Ids.derived("assignment", pageId), now, leaders));
    }
    return records;
  }

  /** Who leads now; all who could, where nobody does. */
  private static @Nullable AssignmentEvent leaders(
      PageRequestedV1 page, Function<PageRequestedV1, @Nullable AssignmentEvent> answer) {
    AssignmentEvent onDuty = answer.apply(page);
    return onDuty instanceof AssignmentEvent.PageUnstaffedV1
        ? answer.apply(
            new PageRequestedV1(
                page.pageId(),
                page.incident(),
                page.policyId(),
                page.level(),
                page.round(),
                target(true),
                page.channels(),
                page.acknowledgeWithin(),
                page.reason(),
                page.requestedAt(),
                page.excluding()))
        : onDuty;
  }

  private static PageTarget target(@Nullable Boolean everyone) {
    return new PageTarget(LEADER, null, null, null, null, everyone, null);
  }

  private static LocalText reason(Awaited awaited, Duration late) {
    long seconds = Math.max(1, late.plusMillis(500).toSeconds());
    return switch (awaited.missing()) {
      case FIRST_PAGE ->
          new LocalText(
              "看门狗告警:事件在%d秒内未得到升级服务的呼叫,由值班表服务直接呼叫全体组长".formatted(seconds),
              "watchdog: the escalation paged nobody for %d s; the roster pages all leaders itself"
                  .formatted(seconds));
      case NEXT_LEVEL ->
          new LocalText(
              "看门狗告警:下一级呼叫已逾期%d秒,由值班表服务直接呼叫全体组长".formatted(seconds),
              "watchdog: the next level is %d s overdue; the roster pages all leaders itself"
                  .formatted(seconds));
      case PAGE_AFTER_EXPIRY ->
          new LocalText(
              "看门狗告警:确认已失效%d秒而无人被再次呼叫,由值班表服务直接呼叫全体组长".formatted(seconds),
              "watchdog: the acknowledgement expired %d s ago and nobody was paged again; the roster pages all leaders itself"
                  .formatted(seconds));
    };
  }

  private static Outgoing record(String incident, String id, Instant now, AssignmentEvent event) {
    return Outgoing.of(Topics.ASSIGNMENTS, incident, id, now, null, event);
  }
}
