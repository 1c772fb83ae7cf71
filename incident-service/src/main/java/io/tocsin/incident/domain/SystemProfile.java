package io.tocsin.incident.domain;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything that the organisation's set-up says about faults of one system, in one revision. */
public record SystemProfile(
    String code,
    Text name,
    Correlating correlating,
    Grading grading,
    List<CriticalWindow> criticalWindows,
    ZoneId zone,
    UnitTree units,
    NoticeChannels noticeChannels,
    ResponseRules rules) {

  public SystemProfile {
    criticalWindows = List.copyOf(criticalWindows);
  }

  /**
   * How many distinct units make a fault GLOBAL.
   *
   * @param units at least 1
   * @param window counted from an incident's latest report
   */
  public record Correlating(int units, Duration window) {
    public Correlating {
      if (units < 1 || window.isNegative()) {
        throw new IllegalArgumentException(
            "Expected at least one unit and a window of no less than nothing, but got "
                + units
                + " units and "
                + window);
      }
    }
  }

  /** By which channels units are told of a fault, by name; none to stay silent. */
  public record NoticeChannels(List<String> regional, List<String> global) {
    public NoticeChannels {
      regional = List.copyOf(regional);
      global = List.copyOf(global);
    }
  }

  /** What an incident keeps of this. */
  ResponseRules kept() {
    return criticalWindows.isEmpty()
        ? rules
        : rules.in(new ResponseRules.Windows(criticalWindows, grading, units.bureaux()));
  }

  /** The critical window that {@code at} falls into, the first one where several do. */
  public @Nullable CriticalWindow criticalWindowAt(Instant at) {
    return criticalWindows.stream().filter(w -> w.covers(at, zone)).findFirst().orElse(null);
  }
}
