package io.tocsin.escalation.domain;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a policy.
 *
 * @param after from the start of the policy
 * @param channels names of the ways to page by; the engine only hands them on
 * @param repeatEvery null for one page only
 * @param acknowledgements how many different people stop the paging
 * @param acknowledgementLasts people are paged again when nothing was done for so long after it;
 *     null for never
 * @param roundRobin one of the targets at a time, the next one at every incident and repeat, and at
 *     once when this one cannot be reached
 * @param channelsBySeverity beat {@code channels}, the first that names the severity
 */
public record Level(
    Duration after,
    List<Target> targets,
    List<String> channels,
    @Nullable Duration repeatEvery,
    int acknowledgements,
    @Nullable Duration acknowledgementLasts,
    @Nullable Boolean roundRobin,
    @Nullable List<SeverityChannels> channelsBySeverity) {

  /** The ways to page by for these severities. */
  public record SeverityChannels(List<Severity> severities, List<String> channels) {
    public SeverityChannels {
      severities = List.copyOf(severities);
      channels = List.copyOf(channels);
    }
  }

  /** The same channels for every severity, all targets at once, acknowledged for good. */
  public Level(
      Duration after,
      List<Target> targets,
      List<String> channels,
      @Nullable Duration repeatEvery,
      int acknowledgements) {
    this(after, targets, channels, repeatEvery, acknowledgements, null, null, null);
  }

  public Level {
    targets = List.copyOf(targets);
    channels = List.copyOf(channels);
    if (after.isNegative()
        || targets.isEmpty()
        || channels.isEmpty()
        || acknowledgements < 1
        || (acknowledgementLasts != null && !acknowledgementLasts.isPositive())
        || (repeatEvery != null && !repeatEvery.isPositive())) {
      throw new IllegalArgumentException(
          "Expected a level with targets, channels, at least one acknowledgement and times that run forward, but got after %s, targets %s, channels %s, acknowledgements %s lasting %s, repeatEvery %s"
              .formatted(
                  after, targets, channels, acknowledgements, acknowledgementLasts, repeatEvery));
    }
  }

  /** The same level, with its time counted from a later start. */
  Level earlier(Duration by) {
    return new Level(
        after.minus(by),
        targets,
        channels,
        repeatEvery,
        acknowledgements,
        acknowledgementLasts,
        roundRobin,
        channelsBySeverity);
  }

  /** Whom the level names; nobody when the incident names nobody whom its targets could mean. */
  List<Call> calls(Incident incident) {
    return targets.stream().flatMap(t -> t.calls(incident).stream()).distinct().toList();
  }

  /** Whether it pages one of those at a time. */
  boolean inTurn() {
    return Boolean.TRUE.equals(roundRobin);
  }

  /** The one of them whose turn it is. */
  static Call atTurn(List<Call> all, long turn) {
    Call one = all.get((int) (turn % all.size()));
    return one.atTurn((int) (turn / all.size() % Integer.MAX_VALUE));
  }

  List<String> channelsFor(Severity severity) {
    return Objects.requireNonNullElse(channelsBySeverity, List.<SeverityChannels>of()).stream()
        .filter(s -> s.severities().contains(severity))
        .findFirst()
        .map(SeverityChannels::channels)
        .orElse(channels);
  }
}
