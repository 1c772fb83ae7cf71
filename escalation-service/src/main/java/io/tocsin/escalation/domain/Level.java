package io.tocsin.escalation.domain;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a policy.
 *
 * @param after from the start of the policy
 * @param channels names of the ways to page by; the engine only hands them on
 * @param repeatEvery null for one page only
 * @param acknowledgements how many different people stop the paging
 */
public record Level(
    Duration after,
    List<Target> targets,
    List<String> channels,
    @Nullable Duration repeatEvery,
    int acknowledgements) {

  /** The same level, with its time counted from a later start. */
  Level earlier(Duration by) {
    return new Level(after.minus(by), targets, channels, repeatEvery, acknowledgements);
  }

  public Level {
    targets = List.copyOf(targets);
    channels = List.copyOf(channels);
    if (after.isNegative()
        || targets.isEmpty()
        || acknowledgements < 1
        || (repeatEvery != null && !repeatEvery.isPositive())) {
      throw new IllegalArgumentException(
          "Expected a level with targets, at least one acknowledgement and times that run forward,"
              + " but got after "
              + after
              + ", targets "
              + targets
              + ", acknowledgements "
              + acknowledgements
              + ", repeatEvery "
              + repeatEvery);
    }
  }
}
