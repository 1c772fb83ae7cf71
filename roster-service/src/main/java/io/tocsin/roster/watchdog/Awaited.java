package io.tocsin.roster.watchdog;

import io.tocsin.contracts.LocalText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Something that is waited for.
 *
 * @param task of the response that it is about; null for what is about the incident itself
 * @param dueAt when it is due by the rules
 * @param alarmAt when the alarm is raised unless it comes; null when that was done often enough
 * @param alarms how often it was raised
 */
record Awaited(
    Missing missing, @Nullable Task task, Instant dueAt, @Nullable Instant alarmAt, int alarms) {

  /** What should come. */
  enum Missing {
    /** Somebody is paged for an incident that opened, recurred, or became graver or wider. */
    FIRST_PAGE,
    /** The level is paged again. */
    NEXT_REPEAT,
    NEXT_LEVEL,
    /** Somebody took it up, but nothing was done since: people are to be paged anew. */
    PAGE_AFTER_EXPIRY,
    /** Those whom a step or a decision of the response waits for are told. */
    TASK_PAGE,
    /** A step is overdue still: its leader is told. */
    TASK_REMINDER,
    /** The incident's own time comes: a limit, a grade, a step, a progress notice. */
    INCIDENT_EVENT;

    boolean isNextPage() {
      return this == NEXT_REPEAT || this == NEXT_LEVEL;
    }

    /** Whether it asks that somebody takes the incident up. */
    boolean isPage() {
      return this == FIRST_PAGE || isNextPage() || this == PAGE_AFTER_EXPIRY;
    }
  }

  /**
   * A step or a decision of the response, or something else of it that is late.
   *
   * @param pageId of the latest page that told of it; null for none
   */
  record Task(String id, LocalText title, @Nullable String pageId) {}

  static Awaited of(Missing missing, Instant dueAt, Duration grace) {
    return of(missing, null, dueAt, grace);
  }

  static Awaited of(Missing missing, @Nullable Task task, Instant dueAt, Duration grace) {
    return new Awaited(missing, task, dueAt, dueAt.plus(grace), 0);
  }

  boolean overdue(Instant now) {
    return alarmAt != null && !alarmAt.isAfter(now);
  }

  /** The alarm went out; it is raised again after a while, but not for ever. */
  Awaited alarmed(Instant now, Duration repeat, int repeats) {
    return new Awaited(
        missing, task, dueAt, alarms < repeats ? now.plus(repeat) : null, alarms + 1);
  }

  boolean isAbout(String taskId) {
    return task != null && task.id().equals(taskId);
  }

  boolean isAboutAny(String beginning) {
    return task != null && task.id().startsWith(beginning);
  }

  /** Whether one of these pages told of the task that it is about. */
  boolean toldBy(List<String> pageIds) {
    return task != null && task.pageId() != null && pageIds.contains(task.pageId());
  }

  /** Whether the other one is waited for in the place of this one. */
  private boolean sameAs(Awaited other) {
    boolean same = missing == other.missing || (missing.isNextPage() && other.missing.isNextPage());
    return same && Objects.equals(idOf(task), idOf(other.task));
  }

  private static @Nullable String idOf(@Nullable Task task) {
    return task == null ? null : task.id();
  }

  /** One more is waited for; it takes the place of one of its kind. */
  static List<Awaited> with(List<Awaited> all, Awaited more) {
    if (all.stream().anyMatch(a -> a.sameAs(more) && a.dueAt.equals(more.dueAt))) {
      return all;
    }
    List<Awaited> next = new ArrayList<>(without(all, a -> a.sameAs(more)));
    next.add(more);
    return List.copyOf(next);
  }

  static List<Awaited> without(List<Awaited> all, Predicate<Awaited> which) {
    return all.stream().filter(which.negate()).toList();
  }
}
