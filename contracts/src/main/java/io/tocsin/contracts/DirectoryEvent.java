package io.tocsin.contracts;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * On {@code tocsin.directory.v1}, compacted, one partition, keyed {@code <kind>/<id>} as {@link
 * #key()} says; a tombstone removes the entity. {@link OrganisationV1} is written last, so a copy
 * that has reached its revision has all of that revision.
 */
public sealed interface DirectoryEvent extends Event {

  /** The record's key. */
  String key();

  /**
   * The organisation itself and what holds for all of it.
   *
   * @param revision grows by one with every change of the set-up
   * @param locale a BCP 47 tag: the language of messages to people who name none
   */
  record OrganisationV1(
      String name,
      ZoneId timeZone,
      String locale,
      long revision,
      Grading grading,
      FaultNotices faultNotices)
      implements DirectoryEvent {
    @Override
    public String key() {
      return "organisation/this";
    }
  }

  /** A base-level unit; {@code parent} is null for the centre. */
  record UnitV1(
      String code,
      String name,
      @Nullable String englishName,
      @Nullable String parent,
      @Nullable Liaison liaison)
      implements DirectoryEvent {
    @Override
    public String key() {
      return "unit/" + code;
    }
  }

  /** Who answers for a unit. */
  record Liaison(String name, List<ContactPoint> contacts) {}

  /** What can be at fault. */
  record ManagedSystemV1(
      String code,
      String name,
      @Nullable String englishName,
      String importance,
      Correlation correlation,
      List<CriticalWindow> criticalWindows)
      implements DirectoryEvent {
    @Override
    public String key() {
      return "system/" + code;
    }
  }

  /** N distinct units within a window of the latest report make a fault GLOBAL. */
  record Correlation(int units, Duration window) {}

  /**
   * A time in which a fault of the system weighs one level more, in the organisation's zone. An
   * empty list of days stands for every day; {@code from} later than {@code to} runs over midnight.
   */
  record CriticalWindow(
      String name,
      List<Integer> monthDays,
      List<java.time.DayOfWeek> weekDays,
      LocalTime from,
      LocalTime to) {}

  /** Somebody who can be paged. */
  record PersonV1(
      String id,
      String name,
      @Nullable String englishName,
      String unit,
      List<ContactPoint> contacts,
      @Nullable String locale)
      implements DirectoryEvent {
    @Override
    public String key() {
      return "person/" + id;
    }
  }

  /** A role that a shift staffs. */
  record PostV1(String code, String name, @Nullable String englishName) implements DirectoryEvent {
    @Override
    public String key() {
      return "post/" + code;
    }
  }

  /** A vendor and the systems it answers for. */
  record VendorV1(
      String id, String name, List<String> assets, String phone, @Nullable LocalDate contractUntil)
      implements DirectoryEvent {
    @Override
    public String key() {
      return "vendor/" + id;
    }
  }

  /**
   * Who is told by when.
   *
   * @param priority lower first; the first policy whose {@code when} fits is taken
   * @param when null for the fallback, which always fits
   * @param repeat how often the whole policy runs again before all leaders are paged
   */
  record EscalationPolicyV1(
      String id, int priority, @Nullable PolicyCondition when, int repeat, List<PolicyLevel> levels)
      implements DirectoryEvent {
    @Override
    public String key() {
      return "policy/" + id;
    }
  }

  /** An empty list and a null leave that question open. */
  record PolicyCondition(
      List<String> systems,
      List<Scope> scope,
      List<Severity> severity,
      @Nullable Boolean exercise) {}

  /**
   * One step of a policy.
   *
   * @param after counted from the start of the policy for the incident
   * @param repeatEvery page the same level again at this interval until the next level is due; null
   *     for once
   */
  record PolicyLevel(
      Duration after,
      List<PolicyTarget> targets,
      List<Channel> channels,
      @Nullable Duration repeatEvery) {}

  /** Posts in a role, or people by id. */
  record PolicyTarget(List<String> posts, @Nullable DutyRole role, List<String> people) {}

  /** The matrix of severities and what raises a severity with time. */
  record Grading(List<GradingRow> matrix, List<DurationFloor> floors) {}

  /**
   * One row of the matrix: the severity for each degree at this reach. Data loss counts as a full
   * stop.
   */
  record GradingRow(Reach reach, Severity degraded, Severity mainFunctionDown, Severity fullStop) {}

  /** How many units an incident touches. A central component counts as all. */
  enum Reach {
    ONE_UNIT,
    SEVERAL_UNITS,
    ALL_UNITS
  }

  /** An incident of this scope that has stood open for this long weighs at least this much. */
  record DurationFloor(Scope scope, Duration after, Severity severity) {}

  /**
   * How units are told of a fault before anybody decided on a suspension: the channels, none to
   * stay silent.
   */
  record FaultNotices(List<Channel> regional, List<Channel> global) {}
}
