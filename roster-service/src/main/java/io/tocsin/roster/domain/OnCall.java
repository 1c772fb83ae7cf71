package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Duty.Nobody;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Duty.Why;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call.
 *
 * @param plans in the order of the document; the first of a post that has somebody answers
 */
public record OnCall(List<ShiftPlan> plans) {

  public OnCall {
    plans = List.copyOf(plans);
  }

  /**
   * Who holds {@code post} in {@code role} at {@code instant}; a substitute is never the primary.
   *
   * @param unit whose own schedules are asked before those for all units; null for the latter only
   */
  public Duty holderAt(String post, OnCallRole role, Instant instant, @Nullable String unit) {
    Nobody nobody = Nobody.because(Why.NO_SCHEDULE);
    for (ShiftPlan plan : of(post, unit)) {
      switch (plan.holderAt(role, instant)) {
        case OnDuty found -> {
          return notTwice(found, post, role, instant, unit);
        }
        case Nobody none -> nobody = moreTelling(nobody, none);
      }
    }
    return nobody;
  }

  /** All shifts of a post's role in the interval, without holes. */
  public List<Shift> shifts(
      String post, OnCallRole role, Instant from, Instant to, @Nullable String unit) {
    return Shifts.between(role, from, to, t -> pieceAt(post, role, t, unit));
  }

  /** Every role that the post's schedules fill. */
  public SequencedSet<OnCallRole> roles(String post, @Nullable String unit) {
    SequencedSet<OnCallRole> roles = new LinkedHashSet<>();
    of(post, unit).forEach(plan -> roles.addAll(plan.schedule().roles()));
    return roles;
  }

  private Span<Duty> pieceAt(String post, OnCallRole role, Instant t, @Nullable String unit) {
    Span<Boolean> seen = Span.always(true);
    Nobody nobody = Nobody.because(Why.NO_SCHEDULE);
    for (ShiftPlan plan : of(post, unit)) {
      Span<Duty> piece = plan.pieceAt(role, t);
      seen = seen.within(piece);
      switch (piece.value()) {
        case OnDuty found -> {
          if (role.equals(OnCallRole.SUBSTITUTE)) {
            for (ShiftPlan other : of(post, unit)) {
              seen = seen.within(other.pieceAt(OnCallRole.PRIMARY, t));
            }
          }
          return seen.with(notTwice(found, post, role, t, unit));
        }
        case Nobody none -> nobody = moreTelling(nobody, none);
      }
    }
    return seen.with(nobody);
  }

  /** Within a schedule its plan sees to it; two schedules of a post know nothing of each other. */
  private Duty notTwice(
      OnDuty found, String post, OnCallRole role, Instant t, @Nullable String unit) {
    if (role.equals(OnCallRole.SUBSTITUTE)
        && holderAt(post, OnCallRole.PRIMARY, t, unit) instanceof OnDuty primary
        && primary.personId().equals(found.personId())) {
      return new Nobody(Why.SAME_AS_PRIMARY, found.schedule(), null, primary.personId());
    }
    return found;
  }

  private List<ShiftPlan> of(String post, @Nullable String unit) {
    Stream<ShiftPlan> own =
        plans.stream().filter(p -> p.schedule().unit() != null && is(p, post, unit));
    Stream<ShiftPlan> general = plans.stream().filter(p -> is(p, post, null));
    return Stream.concat(own, general).toList();
  }

  private static boolean is(ShiftPlan plan, String post, @Nullable String unit) {
    Schedule schedule = plan.schedule();
    return schedule.post().equals(post) && Objects.equals(schedule.unit(), unit);
  }

  private static Nobody moreTelling(Nobody one, Nobody other) {
    return other.why().compareTo(one.why()) > 0 ? other : one;
  }
}
