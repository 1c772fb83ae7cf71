package io.tocsin.roster.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What was warned of, so that one trouble is not told every day.
 *
 * @param given the gaps, each as far as it was known, with the time of the warning
 */
public record Warnings(List<Given> given) {

  /** A trouble that lasts is told again after this time. */
  private static final Duration AGAIN = Duration.ofDays(7);

  public static final Warnings NONE = new Warnings(List.of());

  public Warnings {
    given = List.copyOf(given);
  }

  public record Given(Gap gap, Instant at) {}

  /** What is new among the gaps, and what is remembered then. */
  public record Next(List<Gap> fresh, Warnings warnings) {}

  /** A gap that was closed is forgotten: who opens it again has to hear of it again. */
  public Next after(List<Gap> gaps, Instant now) {
    List<Gap> fresh = new ArrayList<>();
    List<Given> remembered = new ArrayList<>();
    for (Given g : given) {
      boolean lasts = gaps.stream().anyMatch(g.gap::continues);
      if (lasts && g.gap.until().isAfter(now) && g.at.plus(AGAIN).isAfter(now)) {
        remembered.add(g);
      }
    }
    for (Gap gap : gaps) {
      int known = known(remembered, gap);
      if (known < 0) {
        fresh.add(gap);
        remembered.add(new Given(gap, now));
      } else {
        Given g = remembered.get(known);
        Instant until = gap.until().isAfter(g.gap.until()) ? gap.until() : g.gap.until();
        remembered.set(known, new Given(g.gap.until(until), g.at));
      }
    }
    return new Next(List.copyOf(fresh), new Warnings(remembered));
  }

  private static int known(List<Given> remembered, Gap gap) {
    for (int i = 0; i < remembered.size(); i++) {
      if (remembered.get(i).gap.continues(gap)) {
        return i;
      }
    }
    return -1;
  }
}
