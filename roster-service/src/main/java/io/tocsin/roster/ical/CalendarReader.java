package io.tocsin.roster.ical;

import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.domain.ImportedShift;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.Parameter;
import net.fortuna.ical4j.model.Period;
import net.fortuna.ical4j.model.Property;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.property.DtEnd;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.RRule;
import net.fortuna.ical4j.model.property.RecurrenceId;
import net.fortuna.ical4j.transform.recurrence.Frequency;

/**
 * Reads the shifts out of somebody else's calendar. A repeating event is written out; an instance
 * that was moved counts where it was moved to. An event that does not name one person of the set-up
 * refuses the whole calendar: a shift that is silently left out is a gap, and one that is silently
 * given to somebody else is worse.
 *
 * @param zone of times that name none
 */
record CalendarReader(List<PersonV1> people, ZoneId zone, Instant from, Instant to) {

  private static final Duration BACK = Duration.ofDays(30);
  private static final Duration AHEAD = Duration.ofDays(400);
  private static final int MOST_SHIFTS = 5_000;
  private static final int MOST_ERRORS = 50;

  /** Takes what lies a month back and a year ahead. */
  static CalendarReader at(Instant now, List<PersonV1> people, ZoneId zone) {
    return new CalendarReader(people, zone, now.minus(BACK), now.plus(AHEAD));
  }

  /**
   * In their order.
   *
   * @throws io.tocsin.kit.web.ProblemException 400 for what is no calendar, and naming the events
   *     that do not name one person of the set-up
   */
  List<ImportedShift> read(String text) {
    List<VEvent> events = parsed(text).getComponents(Component.VEVENT);
    CalendarNames names = new CalendarNames(people);
    Map<String, TakenOut> moved = moved(events);
    List<ImportedShift> shifts = new ArrayList<>();
    List<FieldError> errors = new ArrayList<>();
    for (VEvent event : events) {
      if (cancelled(event)) {
        continue;
      }
      String person;
      switch (names.of(event)) {
        case CalendarNames.One one -> person = one.personId();
        case CalendarNames.NotOne not -> {
          errors.add(new FieldError("VEVENT " + uid(event), not.why()));
          continue;
        }
      }
      boolean master = event.getProperty(Property.RECURRENCE_ID).isEmpty();
      TakenOut elsewhere = master ? moved.get(uid(event)) : null;
      TakenOut out = elsewhere == null ? TakenOut.none(zone) : elsewhere;
      shifts.addAll(dated(event, () -> occurrences(event, person, out)));
      if (shifts.size() > MOST_SHIFTS) {
        throw refused(
            "应不超过 " + MOST_SHIFTS + " 个班次",
            "Expected at most " + MOST_SHIFTS + " shifts, but there are more");
      }
    }
    if (!errors.isEmpty()) {
      throw Problems.badRequest(
          new LocalText(
              "日历中有 %d 个事件不能对应到唯一人员，未作更改".formatted(errors.size()),
              "%d event(s) of the calendar fit nobody, or not one person alone, and nothing was changed"
                  .formatted(errors.size())),
          errors.subList(0, Math.min(MOST_ERRORS, errors.size())));
    }
    shifts.sort(Comparator.comparing(ImportedShift::from).thenComparing(ImportedShift::personId));
    return List.copyOf(shifts);
  }

  /** By the name that an event shares with the instances of it that were moved. */
  private Map<String, TakenOut> moved(List<VEvent> events) {
    Map<String, TakenOut> moved = new HashMap<>();
    for (VEvent event : events) {
      Optional<RecurrenceId<Temporal>> instance = event.getProperty(Property.RECURRENCE_ID);
      instance.ifPresent(id -> {
        requireAlone(event, id);
        Temporal date = dated(event, id::getDate);
        moved.computeIfAbsent(uid(event), u -> TakenOut.none(zone)).take(date);
      });
    }
    return moved;
  }

  /** All that follows may have another length or rhythm too: to take one for all would be wrong. */
  private static void requireAlone(VEvent event, RecurrenceId<Temporal> id) {
    if (id.getParameter(Parameter.RANGE).isPresent()) {
      throw refused(
          "应逐次移动重复事件，或结束原事件后另建新事件，但 %s 含 RANGE=THISANDFUTURE".formatted(uid(event)),
          "Expected instances that are moved one by one, or a new event for what follows, but %s has RANGE=THISANDFUTURE"
              .formatted(uid(event)));
    }
  }

  /** A zone that nobody knows is met only when a time of it is asked for. */
  private static <T> T dated(VEvent event, Supplier<T> read) {
    try {
      return read.get();
    } catch (DateTimeException e) {
      throw refused(
          "应为可读的时间，但 %s：%s".formatted(uid(event), e.getMessage()),
          "Expected times that can be read, but %s: %s".formatted(uid(event), e.getMessage()));
    }
  }

  private static Calendar parsed(String text) {
    try {
      return new CalendarBuilder().build(new StringReader(text));
    } catch (ParserException e) {
      throw refused(
          "应为 iCalendar 文本，但第 %d 行有误：%s".formatted(e.getLineNo(), e.getMessage()),
          "Expected iCalendar, but line %d is wrong: %s".formatted(e.getLineNo(), e.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw refused(
          "应为 iCalendar 文本，但：" + e.getMessage(), "Expected iCalendar, but: " + e.getMessage());
    }
  }

  private static String uid(VEvent event) {
    return event.getProperty(Property.UID).map(Property::getValue).orElse("");
  }

  private static boolean cancelled(VEvent event) {
    return event
        .getProperty(Property.STATUS)
        .map(Property::getValue)
        .filter("CANCELLED"::equalsIgnoreCase)
        .isPresent();
  }

  private List<ImportedShift> occurrences(VEvent event, String person, TakenOut elsewhere) {
    Optional<DtStart<Temporal>> start = event.getProperty(Property.DTSTART);
    if (start.isEmpty()) {
      throw refused(
          "事件应有 DTSTART，但 " + uid(event) + " 没有",
          "Expected a DTSTART in " + uid(event) + ", but there is none");
    }
    Optional<RRule<Temporal>> rule = event.getProperty(Property.RRULE);
    if (rule.isEmpty() && event.getProperty(Property.RDATE).isEmpty()) {
      Optional<DtEnd<Temporal>> end = event.getEndDate(true);
      Temporal begins = start.get().getDate();
      return shift(person, begins, end.map(DtEnd::getDate).orElse(begins))
          .map(List::of)
          .orElse(List.of());
    }
    rule.ifPresent(r -> requireSlow(r.getRecur().getFrequency()));
    List<ImportedShift> shifts = new ArrayList<>();
    TakenOut out = TakenOut.of(event, elsewhere);
    for (Period<Temporal> period : repeated(event, start.get().getDate())) {
      if (!out.has(period.getStart())) {
        shift(person, period.getStart(), period.getEnd()).ifPresent(shifts::add);
      }
    }
    return shifts;
  }

  private Set<Period<Temporal>> repeated(VEvent event, Temporal start) {
    try {
      return periods(event, start);
    } catch (DateTimeException | IllegalArgumentException e) {
      throw refused(
          "应为可展开的重复规则，但 %s：%s".formatted(uid(event), e.getMessage()),
          "Expected a repetition that can be written out, but %s: %s"
              .formatted(uid(event), e.getMessage()));
    }
  }

  /** The library compares times of one kind only, so it is asked in the kind of the event. */
  private Set<Period<Temporal>> periods(VEvent event, Temporal start) {
    ZonedDateTime begin = from.atZone(zone);
    ZonedDateTime end = to.atZone(zone);
    return switch (start) {
      case LocalDate _ ->
          event.calculateRecurrenceSet(new Period<>(begin.toLocalDate(), end.toLocalDate()));
      case LocalDateTime _ ->
          event.calculateRecurrenceSet(
              new Period<>(begin.toLocalDateTime(), end.toLocalDateTime()));
      case ZonedDateTime d ->
          event.calculateRecurrenceSet(
              new Period<>(
                  begin.withZoneSameInstant(d.getZone()), end.withZoneSameInstant(d.getZone())));
      default -> event.calculateRecurrenceSet(new Period<>(from, to));
    };
  }

  private static void requireSlow(Frequency frequency) {
    if (frequency == Frequency.SECONDLY || frequency == Frequency.MINUTELY) {
      throw refused(
          "应为每小时或更长的重复，但为 " + frequency,
          "Expected a repetition of an hour or more, but it is " + frequency);
    }
  }

  private Optional<ImportedShift> shift(String person, Temporal begins, Temporal ends) {
    Instant start = instant(begins);
    // An event of a day without an end is that day.
    Instant end =
        ends.equals(begins) && begins instanceof LocalDate day
            ? instant(day.plusDays(1))
            : instant(ends);
    return start.isBefore(end) && start.isBefore(to) && end.isAfter(from)
        ? Optional.of(new ImportedShift(person, start, end))
        : Optional.empty();
  }

  private Instant instant(Temporal temporal) {
    return TakenOut.instant(temporal, zone);
  }

  private static RuntimeException refused(String zh, String en) {
    return Problems.badRequest(new LocalText(zh, en), List.of());
  }
}
