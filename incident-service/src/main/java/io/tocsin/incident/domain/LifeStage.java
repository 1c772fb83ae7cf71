package io.tocsin.incident.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far an incident is, and since when. A transition is a method of the stage it leaves, so one
 * that the rules do not know cannot be written.
 */
public sealed interface LifeStage {

  /** 待研判: reports join, people are paged. */
  record New() implements LifeStage {

    Assessed assess(Instant at) {
      return new Assessed(at);
    }

    Merged merge(String into, Instant at) {
      return new Merged(into, at, this);
    }

    FalseAlarm falseAlarm(Instant at) {
      return new FalseAlarm(at);
    }
  }

  /** 已研判: cause, scope and degree are known as far as they can be. */
  record Assessed(Instant at) implements LifeStage {

    Active activate(Instant at) {
      return new Active(at);
    }

    Merged merge(String into, Instant at) {
      return new Merged(into, at, this);
    }
  }

  /** 响应中. */
  record Active(Instant at) implements LifeStage {

    Repaired repair(Instant at) {
      return new Repaired(at);
    }
  }

  /** 待测试. */
  record Repaired(Instant at) implements LifeStage {

    /** Repaired once more: what was tested before is void. */
    Repaired repair(Instant at) {
      return new Repaired(at);
    }

    Tested passed(Instant at) {
      return new Tested(at);
    }

    Active sendBack(Instant at) {
      return new Active(at);
    }
  }

  /** 待批准. */
  record Tested(Instant at) implements LifeStage {

    /** Repaired once more: what was tested before is void. */
    Repaired repair(Instant at) {
      return new Repaired(at);
    }

    Active sendBack(Instant at) {
      return new Active(at);
    }

    Restored restore(Instant at) {
      return new Restored(at);
    }
  }

  /** 已恢复: under observation. */
  record Restored(Instant at) implements LifeStage {

    Active reopen(Instant at) {
      return new Active(at);
    }

    Ended end(Instant at) {
      return new Ended(at);
    }
  }

  /** 已结束. */
  record Ended(Instant at) implements LifeStage {

    Closed close(Instant at) {
      return new Closed(at);
    }
  }

  /** 已归档. */
  record Closed(Instant at) implements LifeStage {}

  /**
   * 已合并: its reports and units count in {@code into} from then on.
   *
   * @param before where it was when it was merged; null in documents of earlier builds, which
   *     merged only what was new
   */
  record Merged(String into, Instant at, @Nullable LifeStage before) implements LifeStage {

    LifeStage unmerge() {
      return before == null ? new New() : before;
    }
  }

  /** 误报. */
  record FalseAlarm(Instant at) implements LifeStage {}

  /** Whether reports on the same system still belong to it and people are still paged for it. */
  default boolean open() {
    return switch (this) {
      case New _, Assessed _, Active _, Repaired _, Tested _ -> true;
      case Restored _, Ended _, Closed _, Merged _, FalseAlarm _ -> false;
    };
  }

  /**
   * In Chinese for people, in English the name of the state.
   *
   * @param name such as ASSESSED
   */
  static Text label(String name) {
    return new Text(
        switch (name) {
          case "NEW" -> "待研判";
          case "ASSESSED" -> "已研判";
          case "ACTIVE" -> "响应中";
          case "REPAIRED" -> "待测试";
          case "TESTED" -> "待批准";
          case "RESTORED" -> "已恢复";
          case "ENDED" -> "已结束";
          case "CLOSED" -> "已归档";
          case "FALSE_ALARM" -> "误报";
          case "MERGED" -> "已合并";
          default -> throw new IllegalArgumentException("Expected a state, but got " + name);
        },
        name);
  }

  /** As {@link #label(String)}; of one that was merged it says into which. */
  default Text label() {
    return switch (this) {
      case New _ -> label("NEW");
      case Assessed _ -> label("ASSESSED");
      case Active _ -> label("ACTIVE");
      case Repaired _ -> label("REPAIRED");
      case Tested _ -> label("TESTED");
      case Restored _ -> label("RESTORED");
      case Ended _ -> label("ENDED");
      case Closed _ -> label("CLOSED");
      case Merged merged -> new Text("已合并到" + merged.into(), "MERGED into " + merged.into());
      case FalseAlarm _ -> label("FALSE_ALARM");
    };
  }
}
