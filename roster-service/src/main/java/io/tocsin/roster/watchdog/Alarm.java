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
import io.tocsin.roster.watchdog.Awaited.Missing;
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
      IncidentFacts facts,
      Awaited awaited,
      WatchdogProperties properties,
      Instant now,
      Function<PageRequestedV1, @Nullable AssignmentEvent> answer) {
    String incident = facts.id();
    Instant dueAt = awaited.dueAt();
    String pageId = pageId(incident, awaited);
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
            List.of(),
            task(awaited),
            null,
            null,
            null,
            null);
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

  private static String pageId(String incident, Awaited awaited) {
    String due = awaited.dueAt().toString();
    String times = Integer.toString(awaited.alarms());
    String what = awaited.missing().name();
    return awaited.task() == null
        ? Ids.derived("watchdog", incident, what, due, times)
        : Ids.derived("watchdog", incident, what, awaited.task().id(), due, times);
  }

  /** What the leaders are to look after, where it is not the incident that nobody has in hand. */
  private static @Nullable LocalText task(Awaited awaited) {
    if (awaited.task() != null) {
      return awaited.task().title();
    }
    return awaited.missing() == Missing.INCIDENT_EVENT
        ? new LocalText("检查事件的时限与步骤", "look after the limits and steps of the incident")
        : null;
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
                page.excluding(),
                page.task(),
                null,
                null,
                null,
                null))
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
              "看门狗告警：事件在%d秒内未得到升级服务的呼叫，由值班表服务直接呼叫全体组长".formatted(seconds),
              "watchdog: the escalation paged nobody for %d s; the roster pages all leaders itself"
                  .formatted(seconds));
      case NEXT_REPEAT ->
          new LocalText(
              "看门狗告警：本级重复呼叫已逾期%d秒，由值班表服务直接呼叫全体组长".formatted(seconds),
              "watchdog: the level's next page is %d s overdue; the roster pages all leaders itself"
                  .formatted(seconds));
      case NEXT_LEVEL ->
          new LocalText(
              "看门狗告警：下一级呼叫已逾期%d秒，由值班表服务直接呼叫全体组长".formatted(seconds),
              "watchdog: the next level is %d s overdue; the roster pages all leaders itself"
                  .formatted(seconds));
      case PAGE_AFTER_EXPIRY ->
          new LocalText(
              "看门狗告警：确认已失效%d秒而无人被再次呼叫，由值班表服务直接呼叫全体组长".formatted(seconds),
              "watchdog: the acknowledgement expired %d s ago and nobody was paged again; the roster pages all leaders itself"
                  .formatted(seconds));
      case TASK_PAGE ->
          new LocalText(
              "看门狗告警：任务“%s”已%d秒无人被告知，由值班表服务直接通知全体组长".formatted(title(awaited).zh(), seconds),
              "watchdog: nobody was told of \"%s\" for %d s; the roster tells all leaders itself"
                  .formatted(title(awaited).en(), seconds));
      case TASK_REMINDER ->
          new LocalText(
              "看门狗告警：任务“%s”的提醒已逾期%d秒，由值班表服务直接通知全体组长".formatted(title(awaited).zh(), seconds),
              "watchdog: the reminder of \"%s\" is %d s overdue; the roster tells all leaders itself"
                  .formatted(title(awaited).en(), seconds));
      case INCIDENT_EVENT ->
          new LocalText(
              "看门狗告警：事件自身的时限已过%d秒而无动作，由值班表服务直接通知全体组长".formatted(seconds),
              "watchdog: the incident's own deadline passed %d s ago and nothing came of it; the roster tells all leaders itself"
                  .formatted(seconds));
    };
  }

  private static LocalText title(Awaited awaited) {
    return Objects.requireNonNull(awaited.task()).title();
  }

  private static Outgoing record(String incident, String id, Instant now, AssignmentEvent event) {
    return Outgoing.of(Topics.ASSIGNMENTS, incident, id, now, null, event);
  }
}
