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
   * @param response null where the set-up leaves it all to the platform's defaults
   * @param workingDays null where an earlier build wrote it: the weekdays are worked
   */
  record OrganisationV1(
      String name,
      ZoneId timeZone,
      String locale,
      long revision,
      Grading grading,
      FaultNotices faultNotices,
      @Nullable Response response,
      @Nullable WorkingDays workingDays)
      implements DirectoryEvent {

    /** With the platform's defaults for the response, and no holidays. */
    public OrganisationV1(
        String name,
        ZoneId timeZone,
        String locale,
        long revision,
        Grading grading,
        FaultNotices faultNotices) {
      this(name, timeZone, locale, revision, grading, faultNotices, null);
    }

    /** Without holidays. */
    public OrganisationV1(
        String name,
        ZoneId timeZone,
        String locale,
        long revision,
        Grading grading,
        FaultNotices faultNotices,
        @Nullable Response response) {
      this(name, timeZone, locale, revision, grading, faultNotices, response, null);
    }

    @Override
    public String key() {
      return "organisation/this";
    }
  }

  /**
   * On which days people are at work: weekdays, but for these.
   *
   * @param holidays days off whatever their weekday
   * @param makeUpDays weekend days that are worked in exchange
   */
  record WorkingDays(List<LocalDate> holidays, List<LocalDate> makeUpDays) {}

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

  /**
   * What can be at fault.
   *
   * @param owner the id of the person who answers for it; null where nobody is named
   * @param ownerUnit the code of the unit that it belongs to; null where none is named
   */
  record ManagedSystemV1(
      String code,
      String name,
      @Nullable String englishName,
      String importance,
      Correlation correlation,
      List<CriticalWindow> criticalWindows,
      @Nullable String owner,
      @Nullable String ownerUnit)
      implements DirectoryEvent {

    /** Nobody's. */
    public ManagedSystemV1(
        String code,
        String name,
        @Nullable String englishName,
        String importance,
        Correlation correlation,
        List<CriticalWindow> criticalWindows) {
      this(code, name, englishName, importance, correlation, criticalWindows, null, null);
    }

    @Override
    public String key() {
      return "system/" + code;
    }
  }

  /** N distinct units within a window of the latest report make a fault GLOBAL. */
  record Correlation(int units, Duration window) {}

  /**
   * A time in which a fault of the system weighs one level more, in the organisation's zone. An
   * empty list of days stands for every day, and -1 among those of the month for its last one;
   * {@code from} later than {@code to} runs over midnight.
   *
   * @param on the kinds of day by {@link WorkingDays}, which only the times of policies name; null
   *     for every day
   */
  record CriticalWindow(
      String name,
      List<Integer> monthDays,
      List<java.time.DayOfWeek> weekDays,
      LocalTime from,
      LocalTime to,
      @Nullable List<DayKind> on) {

    /** Whatever kind of day it is. */
    public CriticalWindow(
        String name,
        List<Integer> monthDays,
        List<java.time.DayOfWeek> weekDays,
        LocalTime from,
        LocalTime to) {
      this(name, monthDays, weekDays, from, to, null);
    }
  }

  /** What a day is by {@link WorkingDays}. */
  enum DayKind {
    /** Monday to Friday, and a make-up day. */
    WORKDAY,
    /** Saturday or Sunday that is neither a holiday nor worked. */
    WEEKEND,
    /** Off whatever its weekday. */
    HOLIDAY
  }

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
   * @param name what people call it; null where it goes by its id
   */
  record EscalationPolicyV1(
      String id,
      int priority,
      @Nullable PolicyCondition when,
      int repeat,
      List<PolicyLevel> levels,
      @Nullable String name,
      @Nullable String englishName)
      implements DirectoryEvent {

    /** Goes by its id. */
    public EscalationPolicyV1(
        String id,
        int priority,
        @Nullable PolicyCondition when,
        int repeat,
        List<PolicyLevel> levels) {
      this(id, priority, when, repeat, levels, null, null);
    }

    @Override
    public String key() {
      return "policy/" + id;
    }
  }

  /**
   * An empty list and a null leave that question open.
   *
   * @param units fits when one of these units is affected
   * @param times fits when the policy is chosen within one of these, in the organisation's zone and
   *     by its working days
   */
  record PolicyCondition(
      List<String> systems,
      List<Scope> scope,
      List<Severity> severity,
      @Nullable Boolean exercise,
      @Nullable List<String> units,
      @Nullable List<CriticalWindow> times) {

    /** Without a condition on units and times. */
    public PolicyCondition(
        List<String> systems,
        List<Scope> scope,
        List<Severity> severity,
        @Nullable Boolean exercise) {
      this(systems, scope, severity, exercise, null, null);
    }
  }

  /**
   * One step of a policy.
   *
   * @param after counted from the start of the policy for the incident
   * @param repeatEvery page the same level again at this interval until the next level is due; null
   *     for once
   * @param channelsBySeverity beat {@code channels} for the severities they name, first match wins
   * @param acknowledgements how many different people stop the paging; null for one
   * @param acknowledgementExpires people are paged again when an acknowledged incident made no
   *     progress for so long; null for the platform's default, zero for never
   * @param roundRobin page one of the targets at a time, the next one at every incident and repeat
   */
  record PolicyLevel(
      Duration after,
      List<PolicyTarget> targets,
      List<Channel> channels,
      @Nullable Duration repeatEvery,
      @Nullable List<SeverityChannels> channelsBySeverity,
      @Nullable Integer acknowledgements,
      @Nullable Duration acknowledgementExpires,
      @Nullable Boolean roundRobin) {

    /** One acknowledgement stops it; the same channels for every severity. */
    public PolicyLevel(
        Duration after,
        List<PolicyTarget> targets,
        List<Channel> channels,
        @Nullable Duration repeatEvery) {
      this(after, targets, channels, repeatEvery, null, null, null, null);
    }
  }

  /** The ways to page by for these severities. */
  record SeverityChannels(List<Severity> severity, List<Channel> channels) {}

  /**
   * Posts in a role, or people by id.
   *
   * @param schedule only by this schedule of the post
   * @param everyone all who stand in a schedule of the post, or in {@code schedule}, on duty or not
   * @param causePosts the posts that answer for the incident's cause, in the role
   * @param liaisons the liaisons of the affected units
   * @param otherRole a role that schedules have beside those of {@link DutyRole}, such as
   *     THIRD_LINE; {@code role} is null then, so that who does not know it pages the whole shift
   * @param systemOwner the person who owns the incident's system
   */
  record PolicyTarget(
      List<String> posts,
      @Nullable DutyRole role,
      List<String> people,
      @Nullable String schedule,
      @Nullable Boolean everyone,
      @Nullable Boolean causePosts,
      @Nullable Boolean liaisons,
      @Nullable String otherRole,
      @Nullable Boolean systemOwner) {

    /** Not the owner of the system. */
    public PolicyTarget(
        List<String> posts,
        @Nullable DutyRole role,
        List<String> people,
        @Nullable String schedule,
        @Nullable Boolean everyone,
        @Nullable Boolean causePosts,
        @Nullable Boolean liaisons,
        @Nullable String otherRole) {
      this(posts, role, people, schedule, everyone, causePosts, liaisons, otherRole, null);
    }

    /** Posts in a role by any schedule, and people by id. */
    public PolicyTarget(List<String> posts, @Nullable DutyRole role, List<String> people) {
      this(posts, role, people, null, null, null, null);
    }

    /** In a role that every schedule may have. */
    public PolicyTarget(
        List<String> posts,
        @Nullable DutyRole role,
        List<String> people,
        @Nullable String schedule,
        @Nullable Boolean everyone,
        @Nullable Boolean causePosts,
        @Nullable Boolean liaisons) {
      this(posts, role, people, schedule, everyone, causePosts, liaisons, null);
    }

    /** The role by its name; null for everybody on the shift. */
    public @Nullable String roleName() {
      return DutyRole.name(role, otherRole);
    }
  }

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

  /**
   * What holds for the response to a fault. Null leaves it to the platform's default.
   *
   * @param observation how long a restored service is watched before the response may end
   * @param channels by which suspension, progress and restoration notices go
   * @param approvedNotices types of notices that wait for the leader's approval
   * @param limits one entry a severity at most
   */
  record Response(
      @Nullable Duration observation,
      @Nullable List<Channel> channels,
      @Nullable List<NoticeType> approvedNotices,
      @Nullable List<ResponseLimits> limits) {}

  /**
   * By when the response to a fault of one severity must be how far, each counted from the opening.
   * Null leaves it to the platform's default.
   *
   * @param cause the cause is reported to the leader
   * @param decision the leader decides on the activation
   * @param suspension the suspension notice is out
   * @param progressEvery between two progress notices
   * @param superiorByPhone the superior is told by phone
   * @param superiorInWriting the superior is told in writing
   * @param finalReportDays working days after the end until the final report is due
   */
  record ResponseLimits(
      Severity severity,
      @Nullable Duration cause,
      @Nullable Duration decision,
      @Nullable Duration suspension,
      @Nullable Duration progressEvery,
      @Nullable Duration superiorByPhone,
      @Nullable Duration superiorInWriting,
      @Nullable Integer finalReportDays) {}
}
