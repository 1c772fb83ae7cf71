package io.tocsin.roster.lookahead;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far and how often the roster looks ahead.
 *
 * @param ahead so long before it begins a gap is warned of, at the latest
 * @param every after this time it looks again though nothing was changed
 * @param tick how soon after a change it looks
 * @param unverifiedAfter a contact point that nobody has answered from for so long is flagged
 * @param contracts how many days before its last day the end of a vendor's contract is told; -1 for
 *     the day after it
 */
@ConfigurationProperties("tocsin.look-ahead")
record LookAheadProperties(
    @DefaultValue("7d") Duration ahead,
    @DefaultValue("24h") Duration every,
    @DefaultValue("5s") Duration tick,
    @DefaultValue("90d") Duration unverifiedAfter,
    @DefaultValue({"30", "7", "-1"}) List<Integer> contracts) {

  LookAheadProperties {
    contracts = List.copyOf(contracts);
    positive("ahead", ahead);
    positive("every", every);
    positive("tick", tick);
    positive("unverified-after", unverifiedAfter);
  }

  /** What lies beyond {@code ahead} now may lie within it before the next look. */
  Duration horizon() {
    return ahead.plus(every).plus(tick);
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "Expected tocsin.look-ahead." + name + " above zero, but got " + value);
    }
  }
}
