package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.RosterEvent.PersonMessageRequestedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.roster.ical.CalendarServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

  @Test
  void a_schedule_that_comes_again_reads_its_calendar_anew_though_that_is_unchanged() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    server.gives("/again.ics", calendar(now, "卫娜"), "\"same\"");
    String fed =
        demo.replace(
            "  - id: nw-duty\n",
            "  - {id: fed-duty, post: SE, layers: [{name: again, calendar: \"%s\"}]}\n  - id: nw-duty\n"
                .formatted(server.address("/again.ics")));
    applied(fed);
    awaitOnDuty("wei-na", now);

    applied(demo);
    applied(fed);

    awaitOnDuty("wei-na", now);
  }

  @Test
  void what_is_shown_of_a_schedule_can_be_put_back_and_its_calendars_stay_what_they_are() {
    String path = "/api/v1/schedules/shown-duty";
    String address = server.address("/shown.ics");
    applied(
        demo.replace(
            "  - id: nw-duty\n",
            """
              - id: shown-duty
                post: SE
                layers:
                  - {name: fetched, calendar: "%s"}
                  - {name: by-hand, calendar: true, only: [{on: [WORKDAY], from: "08:00", to: "18:00"}]}
                  - {name: turns, rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [wu-gang]}}
              - id: nw-duty
            """
                .formatted(address)));

    JsonNode shown = get(admin, path);
    JsonNode again =
        JsonMapper.shared()
            .readTree(
                Objects.requireNonNull(
                    admin
                        .put()
                        .uri(path)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(shown.toString())
                        .exchange()
                        .expectStatus()
                        .isOk()
                        .expectBody()
                        .returnResult()
                        .getResponseBody()));

    assertThat(again.path("details")).isEmpty();
    assertThat(again.path("changed")).isEmpty();
    JsonNode layers = get(admin, path).path("layers");
    assertThat(layers.path(0).path("calendar").asString()).isEqualTo(address);
    assertThat(layers.path(1).path("calendar").asBoolean()).isTrue();
    assertThat(layers.path(2).path("calendar").asBoolean()).isFalse();
    JsonNode toOthers = get(roster.as("wu-gang~RESPONDER"), path).path("layers").path(0);
    assertThat(toOthers.path("calendar").isBoolean()).as("an address may have a secret").isTrue();
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
