package io.tocsin.roster.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Two people take each other's place.
 *
 * @param give what the proposer hands over to the other
 * @param take what the proposer gets for it; null where the other just helps out
 * @param counterpart whose consent it needs
 * @param answer why it was refused or withdrawn
 */
public record ShiftSwap(
    String id,
    State state,
    String proposer,
    String counterpart,
    Piece give,
    @Nullable Piece take,
    String reason,
    Instant proposedAt,
    @Nullable Instant answeredAt,
    @Nullable String answer) {

  /** A role for a time. */
  public record Piece(OnCallRole role, Instant from, Instant until) {

    boolean covers(OnCallRole asked, Instant t) {
      return role.equals(asked) && !from.isAfter(t) && until.isAfter(t);
    }
  }

  /** Only an effective one moves anybody. */
  public enum State {
    PROPOSED,
    EFFECTIVE,
    REFUSED,
    WITHDRAWN
  }

  ShiftSwap answered(State to, Instant now, @Nullable String why) {
    return new ShiftSwap(id, to, proposer, counterpart, give, take, reason, proposedAt, now, why);
  }

  /** Who takes the place of {@code holder} by this swap; null when it does not concern them. */
  @Nullable String insteadOf(String holder, OnCallRole role, Instant t) {
    if (holder.equals(proposer) && give.covers(role, t)) {
      return counterpart;
    }
    return take != null && holder.equals(counterpart) && take.covers(role, t) ? proposer : null;
  }
}
