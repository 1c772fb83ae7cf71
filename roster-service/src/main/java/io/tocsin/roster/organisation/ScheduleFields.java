package io.tocsin.roster.organisation;

import io.tocsin.roster.domain.DayKind;
import io.tocsin.roster.domain.Layer;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.domain.Rotation;
import io.tocsin.roster.domain.Schedule;
import io.tocsin.roster.domain.TurnLength;
import io.tocsin.roster.domain.Window;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Schedules with their layers. */
record ScheduleFields(Names names, ZoneId organisationZone) {

  private static final TurnLength ONE_DAY = new TurnLength(0, Duration.ofDays(1));

  /** A mistyped PT1S would be 604,800 shifts a week. */
  private static final Duration SHORTEST_TURN = Duration.ofMinutes(15);

  /** Beyond some millions of years no clock can be read, and every page of the post would fail. */
  private static final int LONGEST_TURN_YEARS = 10;

  List<Schedule> read(Field schedules) {
    List<Field> items = schedules.items();
    Names.check(items, "id");
    return items.stream().map(this::schedule).toList();
  }

  private Schedule schedule(Field schedule) {
    schedule.only("id", "post", "unit", "owner", "announce", "timeZone", "layers");
    List<Layer> layers = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Field layer : schedule.field("layers").someItems()) {
      Layer read = layer(layer, layers.size() + 1);
      if (!taken.add(read.name())) {
        layer
            .field("name")
            .expected("每层应有自己的名称", "a name of its own for each layer", "重名", "it comes again");
      }
      layers.add(read);
    }
    Field unit = schedule.field("unit");
    Field owner = schedule.field("owner");
    return new Schedule(
        schedule.field("id").text(),
        schedule.field("post").reference(names.posts(), "岗位编码", "post"),
        unit.present() ? unit.reference(names.units(), "单位编码", "unit") : null,
        owner.present() ? owner.reference(names.people(), "人员 id", "person") : null,
        truth(schedule.field("announce"), true),
        TimeFields.zone(schedule.field("timeZone"), organisationZone),
        layers);
  }

  private static boolean truth(Field field, boolean otherwise) {
    return field.value(
        otherwise,
        "应为 true 或 false",
        "true or false",
        text ->
            switch (text) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("neither true nor false");
            });
  }

  private Layer layer(Field layer, int number) {
    layer.only("name", "role", "rotation", "calendar", "only");
    String name = layer.field("name").optionalText();
    return new Layer(
        name == null ? String.valueOf(number) : name,
        role(layer.field("role")),
        source(layer),
        layer.field("only").items().stream().map(ScheduleFields::window).toList(),
        address(layer));
  }

  private static OnCallRole role(Field role) {
    return role.value(
        OnCallRole.PRIMARY,
        "应为角色，如 PRIMARY、SUBSTITUTE、THIRD_LINE",
        "a role such as PRIMARY, SUBSTITUTE or THIRD_LINE",
        OnCallRole::new);
  }

  private static Window window(Field window) {
    window.only("days", "on", "from", "to");
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    window.field("days").items().forEach(d -> days.add(d.oneOf(DayOfWeek.class, DayOfWeek.MONDAY)));
    Set<DayKind> on = EnumSet.noneOf(DayKind.class);
    window.field("on").items().forEach(d -> on.add(d.oneOf(DayKind.class, DayKind.WORKDAY)));
    return new Window(days, on, time(window.field("from")), time(window.field("to")));
  }

  /** Midnight when it is left out: without either the whole day. */
  private static LocalTime time(Field field) {
    return field.value(
        LocalTime.MIDNIGHT,
        "应为时刻，如 \"08:00\"",
        "a time of day such as \"08:00\"",
        LocalTime::parse);
  }

  /** Null for a layer whose shifts are brought in from a calendar. */
  private @Nullable Rotation source(Field layer) {
    Field rotation = layer.field("rotation");
    Field calendar = layer.field("calendar");
    if (!filled(calendar)) {
      return rotation(rotation);
    }
    if (rotation.present()) {
      calendar.expected(
          "应为轮换设置或 calendar 之一", "either a rotation or a calendar", "两者都有", "there are both");
    }
    return null;
  }

  private static boolean filled(Field calendar) {
    return calendar.present() && !"false".equals(calendar.peek());
  }

  /** Null for a calendar that is brought in by hand, and where there is none. */
  private static @Nullable String address(Field layer) {
    Field calendar = layer.field("calendar");
    if (!filled(calendar) || "true".equals(calendar.peek())) {
      return null;
    }
    String address =
        calendar.value(
            "",
            "应为 true 或日历地址，如 https://calendar.example.cn/duty.ics",
            "true or the address of a calendar such as https://calendar.example.cn/duty.ics",
            ScheduleFields::address);
    return address.isEmpty() ? null : address;
  }

  private static String address(String text) {
    URI uri = URI.create(text);
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException("Expected an address of the web, but got another");
    }
    return text;
  }

  private static TurnLength turn(String text) {
    TurnLength length = TurnLength.parse(text);
    boolean tooShort = length.months() == 0 && length.time().compareTo(SHORTEST_TURN) < 0;
    if (tooShort
        || length.months() > LONGEST_TURN_YEARS * 12
        || length.time().compareTo(Duration.ofDays(LONGEST_TURN_YEARS * 366L)) > 0) {
      throw new IllegalArgumentException("not within " + SHORTEST_TURN + " and ten years");
    }
    return length;
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
            "应为 15 分钟至 10 年的轮换周期，如 P1W、P1D、P1M、PT12H",
            "the length of a turn from 15 minutes to 10 years such as P1W, P1D, P1M or PT12H",
            every.holds() ? TurnLength::parse : ScheduleFields::turn),
        handoff.value(
            LocalDateTime.MIN,
            "应为不带时区的日期时间，如 \"2026-01-05T08:30\"",
            "a local date and time such as \"2026-01-05T08:30\"",
            LocalDateTime::parse),
        people.isEmpty() ? List.of("") : people);
  }
}
