package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Duty.OnDuty;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small rosters for tests: post DB in Shanghai, weeks that begin on Monday at 08:30. */
final class Rosters {

  static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  static final Instant MONDAY = at("2026-03-09T09:02");

  private Rosters() {}

  /** By the clock of Shanghai. */
  static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
  }

  static Layer layer(String name, OnCallRole role, String... people) {
    return turns(name, role, "P1W", "2026-01-05T08:30", people);
  }

  static Layer turns(String name, OnCallRole role, String every, String handoff, String... people) {
    return new Layer(
        name,
        role,
        new Rotation(TurnLength.parse(every), LocalDateTime.parse(handoff), List.of(people)));
  }

  static Schedule schedule(Layer... layers) {
    return new Schedule("db-duty", "DB", SHANGHAI, List.of(layers));
  }

  static ShiftPlan plan(Schedule schedule) {
    return plan(schedule, ScheduleBook.empty(schedule.id()));
  }

  static ShiftPlan plan(Schedule schedule, ScheduleBook book, Leave... leave) {
    return new ShiftPlan(schedule, book, byPerson(leave), HolidayCalendar.NONE.lookup());
  }

  static Map<String, List<Leave>> byPerson(Leave... leave) {
    Map<String, List<Leave>> byPerson = new HashMap<>();
    for (Leave l : leave) {
      byPerson.computeIfAbsent(l.personId(), p -> new ArrayList<>()).add(l);
    }
    return byPerson;
  }

  static Leave leave(String person, String from, String until) {
    return new Leave("leave-" + person, person, at(from), at(until), "annual leave", "leader");
  }

  static ShiftOverride override(String person, String from, String until) {
    return new ShiftOverride(
        "o-" + person + from,
        OnCallRole.PRIMARY,
        person,
        at(from),
        at(until),
        "exam",
        "leader",
        MONDAY);
  }

  static @Nullable String person(Duty duty) {
    return duty instanceof OnDuty d ? d.personId() : null;
  }
}
