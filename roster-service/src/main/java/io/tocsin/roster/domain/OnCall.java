package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Duty.Nobody;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Duty.Why;
import java.time.Instant;
import java.util.List;

/**
 * Who is on call.
 *
 * @param schedules in the order of the document; the first of a post that has somebody answers
 */
public record OnCall(List<Schedule> schedules) {

  public OnCall {
    schedules = List.copyOf(schedules);
  }

  /**
   * Who holds {@code post} in {@code role} at {@code instant}; a substitute is never the primary.
   */
  public Duty holderAt(String post, OnCallRole role, Instant instant) {
    Duty duty = byLayers(post, role, instant);
    if (role == OnCallRole.SUBSTITUTE
        && duty instanceof OnDuty substitute
        && byLayers(post, OnCallRole.PRIMARY, instant) instanceof OnDuty primary
        && primary.personId().equals(substitute.personId())) {
      return new Nobody(Why.SAME_AS_PRIMARY, substitute.schedule(), null, primary.personId());
    }
    return duty;
  }

  private Duty byLayers(String post, OnCallRole role, Instant instant) {
    Nobody nobody = Nobody.because(Why.NO_SCHEDULE);
    for (Schedule schedule : schedules) {
      if (!schedule.post().equals(post)) {
        continue;
      }
      switch (inSchedule(schedule, role, instant)) {
        case OnDuty found -> {
          return found;
        }
        case Nobody none -> nobody = moreTelling(nobody, none);
      }
    }
    return nobody;
  }

  private static Nobody moreTelling(Nobody one, Nobody other) {
    return other.why().compareTo(one.why()) > 0 ? other : one;
  }

  /** Overrides, leave and swaps belong before the layers: they beat every one of them. */
  private static Duty inSchedule(Schedule schedule, OnCallRole role, Instant instant) {
    Instant replacedAt = Instant.MAX;
    for (Layer layer : schedule.layers().reversed()) {
      if (layer.role() != role) {
        continue;
      }
      Rotation.Turn turn = layer.rotation().at(instant, schedule.zone());
      if (turn != null) {
        Instant until = turn.until().isBefore(replacedAt) ? turn.until() : replacedAt;
        return new OnDuty(
            turn.personId(), schedule.id(), layer.name(), turn.number(), turn.from(), until);
      }
      Instant begins = layer.rotation().begins(schedule.zone());
      replacedAt = begins.isBefore(replacedAt) ? begins : replacedAt;
    }
    return replacedAt.equals(Instant.MAX)
        ? new Nobody(Why.NO_LAYER_FOR_ROLE, schedule.id(), null, null)
        : new Nobody(Why.NOT_BEGUN, schedule.id(), replacedAt, null);
  }
}
