package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.RosterEvent.PersonMessageRequestedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.roster.ical.CalendarServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A layer that is filled from the address of somebody else's calendar. */
class CalendarFeedsTest extends ServiceTest {

  private static final String STATE = "/api/v1/schedules/fed-duty/layers/ext/calendar";

  private static CalendarServer server;
  private static TopicProbe told;

  @BeforeAll
  static void start() {
    server = CalendarServer.start();
    told = new TopicProbe(Topics.ROSTER);
  }

  @AfterAll
  static void stop() {
    server.close();
    told.close();
  }

  @Test
  void the_calendar_fills_the_layer_and_what_it_had_stays_when_it_fails() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    server.gives("/duty.ics", calendar(now, "吴刚"), "\"1\"");
    applied(
        demo.replace(
            "  - id: nw-duty\n",
            "  - {id: fed-duty, post: SE, owner: qin-feng, layers: [{name: ext, calendar: \"%s\"}]}\n  - id: nw-duty\n"
                .formatted(server.address("/duty.ics"))));

    awaitOnDuty("wu-gang", now);
    JsonNode state = get(admin, STATE);
    assertThat(state.path("address").asString()).isEqualTo(server.address("/duty.ics"));
    assertThat(state.path("shifts").asInt()).isEqualTo(1);
    assertThat(state.path("failingSince").isNull()).isTrue();
    assertThat(get(roster.as("wu-gang~RESPONDER"), STATE).path("address").isNull()).isTrue();
    await("a look that finds the calendar unchanged")
        .atMost(Duration.ofMinutes(1))
        .until(() -> server.asked().contains("/duty.ics \"1\""));

    server.gives("/duty.ics", calendar(now, "某人"), "\"2\"");
    await("a calendar of somebody unknown")
        .atMost(Duration.ofMinutes(1))
        .until(() -> get(admin, STATE).path("failure").asString("").contains("fit nobody"));
    awaitOnDuty("wu-gang", now);
    await("a warning to the owner of the schedule")
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() ->
            assertThat(told.messagesTo("qin-feng"))
                .filteredOn(m -> m.subject().contains("外部日历无法读取"))
                .singleElement()
                .extracting(PersonMessageRequestedV1::text)
                .asString()
                .contains("沿用上次内容"));

    server.gives("/duty.ics", calendar(now, "孙倩"), "\"3\"");
    awaitOnDuty("sun-qian", now);
    assertThat(get(admin, STATE).path("failingSince").isNull()).isTrue();
    admin
        .put()
        .uri(STATE)
        .header("Content-Type", "text/calendar")
        .bodyValue(calendar(now, "吴刚"))
        .exchange()
        .expectStatus()
        .isEqualTo(409);
  }

  private static void awaitOnDuty(String person, Instant now) {
    await(person + " on duty")
        .atMost(Duration.ofMinutes(1))
        .until(() ->
            get(
                    admin,
                    "/api/v1/schedules/fed-duty/shifts?role=PRIMARY&from=%s&to=%s"
                        .formatted(now, now.plus(Duration.ofHours(1))))
                .path("items")
                .path(0)
                .path("personId")
                .asString("")
                .equals(person));
  }

  private static String calendar(Instant from, String person) {
    String time = from.toString().replace("-", "").replace(":", "");
    return String.join(
        "\r\n",
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//x//y//EN",
        "BEGIN:VEVENT",
        "UID:1",
        "DTSTAMP:" + time,
        "DTSTART:" + time,
        "DURATION:PT8H",
        "SUMMARY:" + person,
        "END:VEVENT",
        "END:VCALENDAR",
        "");
  }
}
