package io.tocsin.roster.organisation;

import io.tocsin.roster.domain.Layer;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.domain.Rotation;
import io.tocsin.roster.domain.Schedule;
import io.tocsin.roster.domain.TurnLength;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** Schedules with their layers. */
record ScheduleFields(Names names, ZoneId organisationZone) {

  private static final TurnLength ONE_DAY = new TurnLength(0, Duration.ofDays(1));

  List<Schedule> read(Field schedules) {
    List<Field> items = schedules.items();
    Names.check(items, "id");
    return items.stream().map(this::schedule).toList();
  }

  private Schedule schedule(Field schedule) {
    schedule.only("id", "post", "timeZone", "layers");
    List<Layer> layers = new ArrayList<>();
    for (Field layer : schedule.field("layers").someItems()) {
      layers.add(layer(layer, layers.size() + 1));
    }
    return new Schedule(
        schedule.field("id").text(),
        schedule.field("post").reference(names.posts(), "岗位编码", "post"),
        TimeFields.zone(schedule.field("timeZone"), organisationZone),
        layers);
  }

  private Layer layer(Field layer, int number) {
    layer.only("name", "role", "rotation");
    String name = layer.field("name").optionalText();
    return new Layer(
        name == null ? String.valueOf(number) : name,
        layer.field("role").oneOf(OnCallRole.class, OnCallRole.PRIMARY),
        rotation(layer.field("rotation")));
  }

  private Rotation rotation(Field rotation) {
    if (!rotation.only("every", "handoff", "people").present()) {
      rotation.expected("应有轮换设置", "a rotation");
    }
    Field every = rotation.field("every");
    Field handoff = rotation.field("handoff");
    if (rotation.present()) {
      every.text();
      handoff.text();
    }
    List<String> people = new ArrayList<>();
    if (rotation.present()) {
      for (Field person : rotation.field("people").someItems()) {
        people.add(person.reference(names.people(), "人员 id", "person"));
      }
    }
    return new Rotation(
        every.value(
            ONE_DAY,
            "应为轮换周期,如 P1W、P1D、P1M、PT12H",
            "the length of a turn such as P1W, P1D, P1M or PT12H",
            TurnLength::parse),
        handoff.value(
            LocalDateTime.MIN,
            "应为不带时区的日期时间,如 \"2026-01-05T08:30\"",
            "a local date and time such as \"2026-01-05T08:30\"",
            LocalDateTime::parse),
        people.isEmpty() ? List.of("") : people);
  }
}
