package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Duty.Nobody;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Duty.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is on call.
 *
 * @param plans in the order of the document; the first of a post that has somebody answers
 * @param above the unit that each unit belongs to; the centre belongs to none
 */
public record OnCall(List<ShiftPlan> plans, Map<String, String> above) {

  public OnCall {
    plans = List.copyOf(plans);
    above = Map.copyOf(above);
  }

  /** Of units that belong to no other. */
  public OnCall(List<ShiftPlan> plans) {
    this(plans, Map.of());
  }

  /**
   * Who holds {@code post} in {@code role} at {@code instant}; a substitute is never the primary.
   *
   * @param unit whose own schedules are asked first, then those of the units above it up to its
   *     bureau, then those for all units; null for the latter only
   */
  public Duty holderAt(String post, OnCallRole role, Instant instant, @Nullable String unit) {
    String taken = primaryBeside(post, role, instant, unit);
    Nobody nobody = Nobody.because(Why.NO_SCHEDULE);
    for (ShiftPlan plan : of(post, unit)) {
      switch (notTwice(plan.holderAt(role, instant), taken)) {
        case OnDuty found -> {
          return found;
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
    if (role.equals(OnCallRole.SUBSTITUTE)) {
      for (ShiftPlan plan : of(post, unit)) {
        seen = seen.within(plan.pieceAt(OnCallRole.PRIMARY, t));
      }
    }
    String taken = primaryBeside(post, role, t, unit);
    Nobody nobody = Nobody.because(Why.NO_SCHEDULE);
    for (ShiftPlan plan : of(post, unit)) {
      Span<Duty> piece = plan.pieceAt(role, t);
      seen = seen.within(piece);
      switch (notTwice(piece.value(), taken)) {
        case OnDuty found -> {
          return seen.with(found);
        }
        case Nobody none -> nobody = moreTelling(nobody, none);
      }
    }
    return seen.with(nobody);
  }

  /**
   * The primary who must not be the substitute too; null where there is none or another is asked.
   */
  private @Nullable String primaryBeside(
      String post, OnCallRole role, Instant t, @Nullable String unit) {
    return role.equals(OnCallRole.SUBSTITUTE)
            && holderAt(post, OnCallRole.PRIMARY, t, unit) instanceof OnDuty primary
        ? primary.personId()
        : null;
  }

  /** Within a schedule its plan sees to it; two schedules of a post know nothing of each other. */
  private static Duty notTwice(Duty duty, @Nullable String taken) {
    return duty instanceof OnDuty found && found.personId().equals(taken)
        ? new Nobody(Why.SAME_AS_PRIMARY, found.schedule(), null, taken)
        : duty;
  }

  private List<ShiftPlan> of(String post, @Nullable String unit) {
    List<ShiftPlan> asked = new ArrayList<>();
    for (String place : line(unit)) {
      plans.stream().filter(p -> is(p, post, place)).forEach(asked::add);
    }
    plans.stream().filter(p -> is(p, post, null)).forEach(asked::add);
    return asked;
  }

  /** The unit and those above it up to its bureau: what the centre has is for the centre. */
  private Set<String> line(@Nullable String unit) {
    Set<String> line = new LinkedHashSet<>();
    String at = unit;
    while (at != null && line.add(at)) {
      String next = above.get(at);
      at = next != null && above.containsKey(next) ? next : null;
    }
    return line;
  }

  private static boolean is(ShiftPlan plan, String post, @Nullable String unit) {
    Schedule schedule = plan.schedule();
    return schedule.post().equals(post) && Objects.equals(schedule.unit(), unit);
  }

  private static Nobody moreTelling(Nobody one, Nobody other) {
    return other.why().compareTo(one.why()) > 0 ? other : one;
  }
}
