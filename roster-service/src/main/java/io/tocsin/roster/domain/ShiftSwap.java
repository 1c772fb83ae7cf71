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

    boolean covers(Instant t) {
      return !from.isAfter(t) && until.isAfter(t);
    }
  }

  /** A piece, and who takes it over. */
  record Given(Piece piece, String to) {}

  /** Only an effective one moves anybody. */
  public enum State {
    PROPOSED,
    EFFECTIVE,
    REFUSED,
    WITHDRAWN,
    /** An override that it acted on was taken back, and the swap with it. */
    REVOKED
  }

  ShiftSwap answered(State to, Instant now, @Nullable String why) {
    return new ShiftSwap(id, to, proposer, counterpart, give, take, reason, proposedAt, now, why);
  }

  /** What {@code giver} hands over in the role; null where the swap does not concern them. */
  @Nullable Given given(String giver, OnCallRole role) {
    if (giver.equals(proposer) && give.role().equals(role)) {
      return new Given(give, counterpart);
    }
    return take != null && giver.equals(counterpart) && take.role().equals(role)
        ? new Given(take, proposer)
        : null;
  }

  /** When the first of it begins. */
  Instant begins() {
    return take == null || give.from().isBefore(take.from()) ? give.from() : take.from();
  }

  /** When the last of it is over. */
  Instant ends() {
    return take == null || give.until().isAfter(take.until()) ? give.until() : take.until();
  }

  /** When it was agreed to: what was entered before is what it acts on. */
  Instant holdsSince() {
    return answeredAt == null ? proposedAt : answeredAt;
  }
}
