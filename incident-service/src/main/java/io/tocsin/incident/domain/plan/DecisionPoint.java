package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the leader chooses how the plan goes on.
 *
 * @param alert when the choice cannot wait any longer; null where it can
 */
public record DecisionPoint(@Nullable Alert alert, List<Option> options) {

  public DecisionPoint {
    options = List.copyOf(options);
  }

  /**
   * Due as soon as what remains is no more than so many times what is needed.
   *
   * @param remaining the name of a duration that runs down from when it was recorded
   * @param needed the name of a duration
   * @param unless the name of a yes-or-no value that makes the alert needless when it is yes
   */
  public record Alert(String remaining, int times, String needed, @Nullable String unless) {

    /** How it stands: when to alert, and when it will be too late. */
    record Standing(Instant alertAt, Instant tooLateAt) {}

    /** Null while it cannot be said, or need not be. */
    @Nullable Standing standing(Values values) {
      RecordedValue left = values.recorded(remaining);
      Duration need = values.duration(needed);
      if (left == null || need == null || (unless != null && values.yes(unless))) {
        return null;
      }
      Instant empty = left.asOf().plus(ValueField.durationOf(left.value()));
      return new Standing(empty.minus(need.multipliedBy(times)), empty.minus(need));
    }
  }

  /**
   * One way to go on.
   *
   * @param requires names of yes-or-no values that must be yes
   * @param skips the later steps that it makes needless
   */
  public record Option(String id, Text label, List<String> requires, List<String> skips) {
    public Option {
      requires = List.copyOf(requires);
      skips = List.copyOf(skips);
    }
  }
}
