package io.tocsin.escalation.domain;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is told by when, until somebody acknowledges.
 *
 * @param when null fits every incident
 * @param repeat how often the levels run again after the first time
 * @param delay from the start of the policy to its first level
 * @param levels with times counted from the first level
 * @param lastLevelLasts how long the last level waits before the levels run again
 * @param note said with its start, null where there is nothing to say
 */
public record Policy(
    String id,
    @Nullable Condition when,
    int repeat,
    Duration delay,
    List<Level> levels,
    Duration lastLevelLasts,
    @Nullable Reason note) {

  public static final String LEADER = "LD";

  /** What steps and decisions are told by when somebody else is told than first thought. */
  static final List<String> TASK_CHANNELS = List.of("SMS", "EMAIL");

  public Policy {
    levels = List.copyOf(levels);
    if (levels.isEmpty()
        || repeat < 0
        || delay.isNegative()
        || !levels.getFirst().after().isZero()
        || !lastLevelLasts.isPositive()) {
      throw new IllegalArgumentException(
          "Expected a policy with levels that is repeated 0 times or more, but got " + id);
    }
    for (int i = 1; i < levels.size(); i++) {
      if (levels.get(i).after().compareTo(levels.get(i - 1).after()) <= 0) {
        throw new IllegalArgumentException(
            "Expected each level of " + id + " later than the one before, but level " + (i + 1));
      }
    }
  }

  /**
   * A policy by the times that people write, counted from its start. Its last level lasts as long
   * as the one before it. A single level lasts as long as its repeat, and without one {@code
   * single}.
   */
  public static Policy of(
      String id, @Nullable Condition when, int repeat, List<Level> levels, Duration single) {
    int n = levels.size();
    Duration last = single;
    if (n > 1) {
      last = levels.get(n - 1).after().minus(levels.get(n - 2).after());
    } else if (n == 1 && levels.getFirst().repeatEvery() != null) {
      last = levels.getFirst().repeatEvery();
    }
    Duration delay = n == 0 ? Duration.ZERO : levels.getFirst().after();
    List<Level> relative = levels.stream().map(l -> l.earlier(delay)).toList();
    return new Policy(id, when, repeat, delay, relative, last, null);
  }

  Policy noting(Reason said) {
    return new Policy(id, when, repeat, delay, levels, lastLevelLasts, said);
  }

  /** The leaders on duty: the post's primary and substitute. */
  static List<Call> leadersOnDuty() {
    return List.of(Call.post(LEADER, Role.PRIMARY), Call.post(LEADER, Role.SUBSTITUTE));
  }

  /** All leaders: whoever belongs to the post, on duty or not. */
  static Call everyLeader() {
    return new Call(LEADER, null, null, null, null, true, null);
  }

  /** Levels count from 1. */
  Level level(int number) {
    return levels.get(number - 1);
  }

  int lastLevel() {
    return levels.size();
  }

  /** From the start of the levels to the start of their next run. */
  Duration length() {
    return levels.getLast().after().plus(lastLevelLasts);
  }

  /** When a level ends, counted from the start of the levels. */
  Duration endOf(int level) {
    return level < lastLevel() ? level(level + 1).after() : length();
  }

  /** The last level that is due at this time, at least the first. */
  int levelAt(Duration sinceStart) {
    int level = 1;
    while (level < lastLevel() && level(level + 1).after().compareTo(sinceStart) <= 0) {
      level++;
    }
    return level;
  }
}
