package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Duty.OnDuty;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the burden of a schedule is spread.
 *
 * @param night a duty that touches these hours counts as a night
 */
public record Fairness(ShiftPlan plan, HolidayCalendar.Lookup holidays, Night night) {

  /** Over midnight; counted for the day on which it begins. */
  public record Night(LocalTime from, LocalTime to) {}

  /**
   * What one person carries in one role.
   *
   * @param shifts stretches of duty, each for one reason
   * @param nights, {@code weekends}, {@code holidays}: nights and days that a duty touched, however
   *     briefly; make-up days are no weekend, and a weekend day within a holiday is a holiday
   */
  public record Burden(
      String personId,
      OnCallRole role,
      int shifts,
      Duration time,
      int nights,
      int weekends,
      int holidays) {}

  private static final class Tally {
    int shifts;
    Duration time = Duration.ZERO;
    final Set<LocalDate> nights = new HashSet<>();
    final Set<LocalDate> weekends = new HashSet<>();
    final Set<LocalDate> holidays = new HashSet<>();
  }

  /** By role, then in the order of their first shift. */
  public List<Burden> between(Instant from, Instant to) {
    List<Burden> burdens = new ArrayList<>();
    for (OnCallRole role : plan.roles()) {
      Map<String, Tally> tallies = new LinkedHashMap<>();
      for (Shift shift : plan.shifts(role, from, to)) {
        if (shift.duty() instanceof OnDuty duty) {
          add(tallies.computeIfAbsent(duty.personId(), p -> new Tally()), shift);
        }
      }
      tallies.forEach((person, t) ->
          burdens.add(
              new Burden(
                  person,
                  role,
                  t.shifts,
                  t.time,
                  t.nights.size(),
                  t.weekends.size(),
                  t.holidays.size())));
    }
    return List.copyOf(burdens);
  }

  private void add(Tally tally, Shift shift) {
    ZoneId zone = plan.schedule().zone();
    tally.shifts++;
    tally.time = tally.time.plus(Duration.between(shift.from(), shift.until()));
    LocalDate last = LocalDate.ofInstant(shift.until().minusNanos(1), zone);
    LocalDate first = LocalDate.ofInstant(shift.from(), zone);
    for (LocalDate day = first.minusDays(1); !day.isAfter(last); day = day.plusDays(1)) {
      Instant dusk = day.atTime(night.from()).atZone(zone).toInstant();
      Instant dawn = day.plusDays(1).atTime(night.to()).atZone(zone).toInstant();
      if (shift.from().isBefore(dawn) && shift.until().isAfter(dusk)) {
        tally.nights.add(day);
      }
      if (!day.isBefore(first)) {
        switch (holidays.of(day)) {
          case WEEKEND -> tally.weekends.add(day);
          case HOLIDAY -> tally.holidays.add(day);
          case WORKDAY -> {}
        }
      }
    }
  }
}
