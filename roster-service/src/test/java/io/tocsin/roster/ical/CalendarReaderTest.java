package io.tocsin.roster.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.roster.domain.ImportedShift;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose shifts a calendar has, and when they are. */
class CalendarReaderTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final List<PersonV1> PEOPLE =
      List.of(
          person("wu-gang", "吴刚", "Wu Gang"),
          person("planner", "何平", "He Ping"),
          person("wang-wei", "王伟", "Wang Wei"),
          person("wang-wei-2", "王伟", "Wang Wei (2)"));

  private static final String MORNING = "DTSTART:20260310T003000Z|DTEND:20260310T083000Z|";

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SUMMARY:吴刚; wu-gang",
        "SUMMARY:Wu Gang; wu-gang",
        "SUMMARY:DB on call|ATTENDEE:mailto:Wu-Gang@example.cn; wu-gang",
        "SUMMARY:吴刚|ATTENDEE:MAILTO:wu-gang@example.cn; wu-gang",
        "SUMMARY:吴刚|ORGANIZER:mailto:planner@example.cn; wu-gang",
        "SUMMARY:night|ATTENDEE:mailto:wu-gang@example.cn|ORGANIZER:mailto:planner@example.cn; wu-gang",
        "ORGANIZER:mailto:planner@example.cn; planner",
        "SUMMARY:wang-wei-2; wang-wei-2",
      })
  void a_shift_is_of_its_attendee_else_of_its_summary_else_of_its_organiser(
      String lines, String person) {
    assertThat(read(calendar(MORNING + lines)))
        .containsExactly(new ImportedShift(person, at("2026-03-10T08:30"), at("2026-03-10T16:30")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "SUMMARY:某人; no \"某人\"",
        "SUMMARY:某人|ORGANIZER:mailto:planner@example.cn; no \"某人\"",
        "SUMMARY:night|ATTENDEE:mailto:a@b.cn|ORGANIZER:mailto:planner@example.cn; no \"a@b.cn\"",
        "SUMMARY:吴刚|ATTENDEE:mailto:a@b.cn; no \"a@b.cn\"",
        "SUMMARY:night|ATTENDEE:mailto:wu-gang@example.cn|ATTENDEE:mailto:a@b.cn; no \"a@b.cn\"",
        "SUMMARY:night|ATTENDEE:mailto:wu-gang@example.cn|ATTENDEE:mailto:planner@example.cn; names wu-gang@example.cn, planner@example.cn",
        "SUMMARY:吴刚|ATTENDEE:mailto:planner@example.cn; names planner@example.cn, 吴刚",
        "SUMMARY:王伟; it is wang-wei, wang-wei-2",
        "LOCATION:here; there is none",
      })
  void what_is_not_one_person_refuses_the_calendar_and_says_why(String lines, String why) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(calendar(MORNING + "SUMMARY:吴刚", MORNING + lines)))
        .satisfies(e ->
            assertThat(e.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.message().en()).contains(why)));
  }

  @Test
  void a_time_zone_of_the_calendars_own_counts_also_where_the_clocks_change() {
    String zone =
        """
        BEGIN:VTIMEZONE
        TZID:Headquarters
        BEGIN:STANDARD
        DTSTART:19701101T020000
        RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
        TZOFFSETFROM:-0400
        TZOFFSETTO:-0500
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:19700308T020000
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0400
        END:DAYLIGHT
        END:VTIMEZONE
        """;

    List<ImportedShift> shifts =
        read(
            calendar(
                    "SUMMARY:吴刚|DTSTART;TZID=Headquarters:20260307T080000|DTEND;TZID=Headquarters:20260307T160000|RRULE:FREQ=DAILY;COUNT=2")
                .replace("BEGIN:VEVENT", zone.strip().replace("\n", "\r\n") + "\r\nBEGIN:VEVENT"));

    assertThat(shifts)
        .extracting(ImportedShift::from)
        .containsExactly(
            Instant.parse("2026-03-07T13:00:00Z"), Instant.parse("2026-03-08T12:00:00Z"));
  }

  @Test
  void a_time_of_no_zone_is_by_the_clock_of_the_schedule() {
    assertThat(read(calendar("SUMMARY:吴刚|DTSTART:20260310T083000|DTEND:20260310T203000")))
        .containsExactly(
            new ImportedShift("wu-gang", at("2026-03-10T08:30"), at("2026-03-10T20:30")));
  }

  @Test
  void a_day_that_is_taken_out_of_a_repetition_is_no_shift() {
    assertThat(
            read(
                calendar(
                    "SUMMARY:吴刚|DTSTART;TZID=Asia/Shanghai:20260310T083000|DURATION:PT8H|RRULE:FREQ=DAILY;COUNT=4|EXDATE;TZID=Asia/Shanghai:20260311T083000,20260312T083000")))
        .extracting(ImportedShift::from)
        .containsExactly(at("2026-03-10T08:30"), at("2026-03-13T08:30"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "DTSTART;TZID=Asia/Shanghai:20260310T083000! EXDATE:20260311T003000Z",
        "DTSTART;TZID=Asia/Shanghai:20260310T083000! EXDATE;TZID=Asia/Tokyo:20260311T093000",
        "DTSTART;TZID=Asia/Shanghai:20260310T083000! EXDATE:20260311T083000",
        "DTSTART;TZID=Asia/Shanghai:20260310T083000! EXDATE;VALUE=DATE:20260311",
        "DTSTART:20260310T003000Z! EXDATE;TZID=Asia/Shanghai:20260311T083000",
        "DTSTART:20260310T083000! EXDATE:20260311T003000Z",
      })
  void a_day_is_taken_out_in_whatever_words_it_is_named(String start, String exception) {
    assertThat(
            read(
                calendar(
                    "SUMMARY:吴刚|"
                        + start
                        + "|DURATION:PT8H|RRULE:FREQ=DAILY;COUNT=3|"
                        + exception)))
        .extracting(ImportedShift::from)
        .containsExactly(at("2026-03-10T08:30"), at("2026-03-12T08:30"));
  }

  @Test
  void a_day_without_hours_is_taken_out_by_its_midnight_too() {
    assertThat(
            read(
                calendar(
                    "SUMMARY:吴刚|DTSTART;VALUE=DATE:20260310|RRULE:FREQ=DAILY;COUNT=3|EXDATE:20260311T000000")))
        .extracting(ImportedShift::from)
        .containsExactly(at("2026-03-10T00:00"), at("2026-03-12T00:00"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RECURRENCE-ID:20260311T003000Z",
        "RECURRENCE-ID:20260311T083000",
        "RECURRENCE-ID;VALUE=DATE:20260311",
      })
  void a_moved_instance_leaves_its_place_in_whatever_words_that_is_named(String id) {
    assertThat(
            read(
                calendar(
                    "UID:same|SUMMARY:吴刚|DTSTART;TZID=Asia/Shanghai:20260310T083000|DURATION:PT8H|RRULE:FREQ=DAILY;COUNT=2",
                    "UID:same|SUMMARY:何平|" + id + "|DTSTART:20260311T120000|DURATION:PT8H")))
        .extracting(ImportedShift::from)
        .containsExactly(at("2026-03-10T08:30"), at("2026-03-11T12:00"));
  }

  @Test
  void an_instance_that_was_moved_or_given_to_somebody_else_or_cancelled_counts_as_it_is_now() {
    String all =
        "DTSTART;TZID=Asia/Shanghai:20260310T083000|DURATION:PT8H|RRULE:FREQ=DAILY;COUNT=3";

    assertThat(
            read(
                calendar(
                    "UID:same|SUMMARY:吴刚|" + all,
                    "UID:same|SUMMARY:何平|RECURRENCE-ID;TZID=Asia/Shanghai:20260311T083000|DTSTART;TZID=Asia/Shanghai:20260311T120000|DURATION:PT8H",
                    "UID:same|SUMMARY:吴刚|STATUS:CANCELLED|RECURRENCE-ID;TZID=Asia/Shanghai:20260312T083000|DTSTART;TZID=Asia/Shanghai:20260312T083000|DURATION:PT8H")))
        .containsExactly(
            new ImportedShift("wu-gang", at("2026-03-10T08:30"), at("2026-03-10T16:30")),
            new ImportedShift("planner", at("2026-03-11T12:00"), at("2026-03-11T20:00")));
  }

  /** Taken for one instance, all that follow would silently be left to whoever had them before. */
  @Test
  void a_change_of_all_instances_from_one_on_is_refused() {
    refused(
        "RANGE=THISANDFUTURE",
        "UID:same|SUMMARY:吴刚|DTSTART;TZID=Asia/Shanghai:20260310T083000|DURATION:PT8H|RRULE:FREQ=DAILY;COUNT=4",
        "UID:same|SUMMARY:何平|RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Asia/Shanghai:20260311T083000|DTSTART;TZID=Asia/Shanghai:20260311T083000|DURATION:PT8H");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DTSTART;TZID=Nowhere/Land:20260310T083000|DURATION:PT8H",
        "DTSTART;TZID=Nowhere/Land:20260310T083000|DURATION:PT8H|RRULE:FREQ=DAILY;COUNT=2",
        "DTSTART:20260310T083000Z|DURATION:PT8H|RRULE:FREQ=DAILY;COUNT=2|EXDATE;TZID=Nowhere/Land:20260310T083000",
        "DTSTART:20260310T083000Z|DURATION:PT8H|RECURRENCE-ID;TZID=Nowhere/Land:20260310T083000",
      })
  void a_zone_that_nobody_knows_is_refused_by_its_name(String lines) {
    refused("night: Unknown time-zone ID: Nowhere/Land", "UID:night|SUMMARY:吴刚|" + lines);
  }

  private static void refused(String why, String... events) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(calendar(events)))
        .satisfies(e -> {
          assertThat(e.status()).isEqualTo(400);
          assertThat(e.detail().en()).contains(why);
        });
  }

  private static List<ImportedShift> read(String calendar) {
    return CalendarReader.at(at("2026-03-09T09:00"), PEOPLE, SHANGHAI).read(calendar);
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
  }

  private static PersonV1 person(String id, String name, String englishName) {
    return new PersonV1(
        id,
        name,
        englishName,
        "centre",
        List.of(new ContactPoint(Channel.EMAIL, id + "@example.cn")),
        null);
  }

  /** Events with their lines parted by bars. */
  private static String calendar(String... events) {
    StringBuilder text = new StringBuilder("BEGIN:VCALENDAR|VERSION:2.0|PRODID:-//x//y//EN|");
    for (int n = 0; n < events.length; n++) {
      text.append("BEGIN:VEVENT|");
      if (!events[n].contains("UID:")) {
        text.append("UID:").append(n).append('|');
      }
      text.append("DTSTAMP:20260301T000000Z|").append(events[n]).append("|END:VEVENT|");
    }
    return text.append("END:VCALENDAR|").toString().replace("|", "\r\n");
  }
}
