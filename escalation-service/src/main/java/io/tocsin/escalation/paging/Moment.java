package io.tocsin.escalation.paging;

import io.tocsin.escalation.domain.Effect;
import io.tocsin.escalation.domain.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the paging told the others at a time, and why.
 *
 * @param event {@code started}, {@code continued}, {@code paged}, {@code withdrawn} or {@code
 *     exhausted}
 * @param level counts from 1, 0 where none is meant
 * @param targets whom the pages asked for
 */
record Moment(Instant at, String event, int level, int round, List<String> targets, Reason reason) {

  private static final int KEPT = 40;

  /** The latest moments, the last of them those of these effects. */
  static List<Moment> after(List<Moment> before, List<Effect> effects, Instant now) {
    List<Moment> moments = new ArrayList<>(before);
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Started e -> moments.add(of(now, "started", e.reason()));
        case Effect.Continued e -> moments.add(of(now, "continued", e.reason()));
        case Effect.Withdraw e -> moments.add(of(now, "withdrawn", e.reason()));
        case Effect.Exhausted e -> moments.add(of(now, "exhausted", e.reason()));
        case Effect.Page e -> page(e, moments);
      }
    }
    return List.copyOf(moments.subList(Math.max(0, moments.size() - KEPT), moments.size()));
  }

  private static Moment of(Instant now, String event, Reason reason) {
    return new Moment(now, event, 0, 0, List.of(), reason);
  }

  /** The pages of one round are one moment. */
  private static void page(Effect.Page page, List<Moment> moments) {
    List<String> targets = new ArrayList<>();
    if (!moments.isEmpty()) {
      Moment last = moments.getLast();
      boolean same =
          last.event().equals("paged")
              && last.at().equals(page.at())
              && last.level() == page.level()
              && last.round() == page.round();
      if (same) {
        targets.addAll(moments.removeLast().targets());
      }
    }
    targets.add(page.target().key());
    moments.add(
        new Moment(
            page.at(), "paged", page.level(), page.round(), List.copyOf(targets), page.reason()));
  }
}
