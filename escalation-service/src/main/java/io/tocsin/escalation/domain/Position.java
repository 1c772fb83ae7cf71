package io.tocsin.escalation.domain;

import java.time.Instant;

/**
 * Where a run stands in its policy.
 *
 * @param cycle 0 the first time through the levels, then one more with each repeat of the policy
 * @param cycleStartedAt what the levels' times are counted from
 * @param level counts from 1
 */
record Position(int cycle, Instant cycleStartedAt, int level) {

  boolean isAfter(Position other) {
    return cycle > other.cycle || (cycle == other.cycle && level > other.level);
  }

  Position orLater(Position other) {
    return other.isAfter(this) ? other : this;
  }

  /** How many levels lie between this position and a later one. */
  int levelsBefore(Position later, int levels) {
    return (later.cycle * levels + later.level) - (cycle * levels + level) - 1;
  }
}
