package io.tocsin.roster.organisation;

import io.tocsin.roster.domain.EnteredTimes;
import io.tocsin.roster.domain.HolidayCalendar;
import io.tocsin.roster.domain.HolidayCalendar.Day;
import io.tocsin.roster.domain.HolidayCalendar.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statutory holidays and make-up days; the Chinese ones unless the document brings its own. */
final class HolidayFields {

  private static final String SHIPPED_FILE = "holidays-cn.yaml";
  private static final int LONGEST = 31;

  /** What holds where the document says nothing. */
  static final HolidayCalendar SHIPPED = shipped();

  private HolidayFields() {}

  /** An empty list is a decision too: no day is out of the ordinary. */
  static HolidayCalendar read(Field holidays) {
    if (!holidays.present()) {
      return SHIPPED;
    }
    List<Day> days = new ArrayList<>();
    for (Field item : holidays.items()) {
      days.addAll(days(item));
    }
    return new HolidayCalendar(days);
  }

  private static List<Day> days(Field item) {
    item.only("date", "to", "name", "kind");
    item.field("date").text();
    item.field("kind").text();
    LocalDate first = date(item.field("date"), LocalDate.EPOCH);
    Field to = item.field("to");
    LocalDate last = to.present() ? date(to, first) : first;
    if (last.isBefore(first) || first.plusDays(LONGEST).isBefore(last)) {
      to.expected("应不早于 date 且不超过 31 天", "a day not before date and within 31 days");
      last = first;
    }
    String name = item.field("name").text();
    Kind kind = item.field("kind").oneOf(Kind.class, Kind.HOLIDAY);
    return first.datesUntil(last.plusDays(1)).map(day -> new Day(day, name, kind)).toList();
  }

  private static LocalDate date(Field field, LocalDate otherwise) {
    return field.value(
        otherwise,
        "应为 %s 至 %s 之间的日期，如 2026-10-01".formatted(EnteredTimes.FIRST, EnteredTimes.LAST),
        "a date from %s to %s such as 2026-10-01".formatted(EnteredTimes.FIRST, EnteredTimes.LAST),
        text -> {
          LocalDate date = LocalDate.parse(text);
          if (!EnteredTimes.within(date)) {
            throw new IllegalArgumentException("out of range");
          }
          return date;
        });
  }

  private static HolidayCalendar shipped() {
    try (@Nullable InputStream file = HolidayFields.class.getResourceAsStream(SHIPPED_FILE)) {
      if (file == null) {
        throw new IllegalStateException(
            "Expected the resource " + SHIPPED_FILE + ", but there is none");
      }
      String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      Field document = Field.root(YamlTree.read(text));
      HolidayCalendar read = read(document);
      if (!document.errors().isEmpty()) {
        throw new IllegalStateException(SHIPPED_FILE + ": " + document.errors());
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
