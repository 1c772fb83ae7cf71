package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Decision.Accepted;
import io.tocsin.roster.domain.ShiftSwap.Piece;
import io.tocsin.roster.domain.ShiftSwap.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An override is taken back, and with it whatever was agreed to on the strength of it. A swap acts
 * on who held the shift then; without the override one half of it would move nobody any more, and
 * the other would still make somebody work for nothing. So the swap goes as a whole. It is not the
 * override that is refused: whoever takes it back has decided that it was wrong, and an effective
 * swap could not be taken back first.
 *
 * @param plan as it stands with {@code book}
 */
record Revocation(ShiftPlan plan, ScheduleBook book, Instant now) {

  Decision<ScheduleBook> of(ShiftOverride override) {
    ScheduleBook after = book.without(override, now);
    ShiftSwap swap = lost(after);
    while (swap != null) {
      if (swap.begins().isBefore(now)) {
        return underWay(override, swap);
      }
      after = after.with(swap.answered(State.REVOKED, now, null));
      swap = lost(after);
    }
    return new Accepted<>(after);
  }

  /** The first that moves less than it did; null where there is none. */
  private @Nullable ShiftSwap lost(ScheduleBook after) {
    ShiftPlan then = plan.with(after);
    for (ShiftSwap swap : after.swaps()) {
      // Help without return has no other half: what is left of it just ends with the override.
      boolean helping = swap.take() == null && swap.begins().isBefore(now);
      if (swap.state() == State.EFFECTIVE && !helping && loses(swap, then)) {
        return swap;
      }
    }
    return null;
  }

  private boolean loses(ShiftSwap swap, ShiftPlan then) {
    return loses(swap, swap.give(), then)
        || (swap.take() != null && loses(swap, swap.take(), then));
  }

  private boolean loses(ShiftSwap swap, Piece piece, ShiftPlan then) {
    Instant t = piece.from().isBefore(now) ? now : piece.from();
    while (t.isBefore(piece.until())) {
      Span<List<String>> before = plan.swapsAt(piece.role(), t);
      Span<List<String>> after = then.swapsAt(piece.role(), t);
      if (before.value().contains(swap.id()) && !after.value().contains(swap.id())) {
        return true;
      }
      t = before.within(after).until();
    }
    return false;
  }

  /** What was served cannot be given back. */
  private static Decision<ScheduleBook> underWay(ShiftOverride override, ShiftSwap swap) {
    return Decision.refused(
        "替班 %s 应未被已开始的调班使用，但 %s 与 %s 的调班 %s 已于 %s 开始；请改为另行安排替班"
            .formatted(
                override.id(), swap.proposer(), swap.counterpart(), swap.id(), swap.begins()),
        "Expected an override that no swap under way acts on, but swap %s of %s and %s began at %s and acts on %s; enter another override instead"
            .formatted(
                swap.id(), swap.proposer(), swap.counterpart(), swap.begins(), override.id()),
        swap.id());
  }
}
