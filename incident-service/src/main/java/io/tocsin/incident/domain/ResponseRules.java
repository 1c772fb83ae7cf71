package io.tocsin.incident.domain;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the organisation's set-up says about the response to a fault. An incident keeps the rules
 * that held when it was opened: nobody is late by a limit that came afterwards.
 *
 * @param floors severities that come with time
 * @param limits for each severity; one without limits is never late
 * @param observation how long a restored service is watched before the response may end
 * @param channels by which suspension, progress and restoration notices go, by name
 * @param approvedNotices types of notices that wait for the leader's approval, by name
 * @param reminder how long before it passes a limit for telling the superior is reminded of
 * @param zone where people are: times in sentences are theirs
 * @param windows of the system, in which a fault weighs more
 */
public record ResponseRules(
    List<DurationFloor> floors,
    Map<Severity, TimeLimits> limits,
    Duration observation,
    List<String> channels,
    Set<String> approvedNotices,
    Duration reminder,
    ZoneId zone,
    @Nullable Windows windows) {

  /**
   * What it takes to grade an incident anew when a critical window begins.
   *
   * @param bureaux units that the organisation has
   */
  public record Windows(List<CriticalWindow> windows, Grading grading, int bureaux) {
    public Windows {
      windows = List.copyOf(windows);
    }
  }

  /** Without critical windows. */
  public ResponseRules(
      List<DurationFloor> floors,
      Map<Severity, TimeLimits> limits,
      Duration observation,
      List<String> channels,
      Set<String> approvedNotices,
      Duration reminder,
      ZoneId zone) {
    this(floors, limits, observation, channels, approvedNotices, reminder, zone, null);
  }

  ResponseRules in(@Nullable Windows critical) {
    return new ResponseRules(
        floors, limits, observation, channels, approvedNotices, reminder, zone, critical);
  }

  /** Of an incident that was opened before there were rules. */
  static final ResponseRules NONE =
      new ResponseRules(
          List.of(),
          Map.of(),
          Duration.ZERO,
          List.of("INTRANET"),
          Set.of(),
          Duration.ZERO,
          ZoneOffset.UTC);

  @SuppressWarnings("ConstantValue") // A document of an earlier build has no zone or no reminder.
  public ResponseRules {
    zone = zone == null ? ZoneOffset.UTC : zone;
    reminder = reminder == null ? Duration.ZERO : reminder;
    floors = List.copyOf(floors);
    limits = Map.copyOf(limits);
    channels = List.copyOf(channels);
    approvedNotices = Set.copyOf(approvedNotices);
  }

  public @Nullable TimeLimits limits(Severity severity) {
    return limits.get(severity);
  }
}
