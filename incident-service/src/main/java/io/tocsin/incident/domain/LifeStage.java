package io.tocsin.incident.domain;

import java.time.Instant;

/**
 * How far an incident is. A transition is a method of the stage it leaves, so one that the rules do
 * not know cannot be written.
 */
public sealed interface LifeStage {

  /** 待研判: reports join, people are paged. */
  record New() implements LifeStage {

    Merged merge(String into, Instant at) {
      return new Merged(into, at);
    }

    FalseAlarm falseAlarm(Instant at) {
      return new FalseAlarm(at);
    }
  }

  /** 已合并: its reports and units count in {@code into} from then on. */
  record Merged(String into, Instant at) implements LifeStage {}

  /** 误报. */
  record FalseAlarm(Instant at) implements LifeStage {}

  /** Whether reports on the same system still belong to it and people are still paged for it. */
  default boolean open() {
    return switch (this) {
      case New _ -> true;
      case Merged _, FalseAlarm _ -> false;
    };
  }
}
