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

  /** The one that made it beside one that comes now; how it was answered is no part of either. */
  Repetition repeatedBy(ShiftSwap now) {
    Repetition repetition =
        new Repetition("调班申请", "swap", id)
            .with("proposer", proposer, now.proposer)
            .with("counterpart", counterpart, now.counterpart)
            .with("give.role", give.role(), now.give.role())
            .with("give.from", give.from(), now.give.from())
            .with("give.until", give.until(), now.give.until());
    return (take == null || now.take == null
            ? repetition.with("take", interval(take), interval(now.take))
            : repetition
                .with("take.role", take.role(), now.take.role())
                .with("take.from", take.from(), now.take.from())
                .with("take.until", take.until(), now.take.until()))
        .with("reason", reason, now.reason);
  }

  private static @Nullable String interval(@Nullable Piece piece) {
    return piece == null ? null : "%s %s/%s".formatted(piece.role(), piece.from(), piece.until());
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
