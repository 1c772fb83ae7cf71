package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** Calendars out by a secret link, and in as a layer. */
class CalendarsTest extends ServiceTest {

  private static final String DB = "/api/v1/schedules/db-duty";

  @Test
  void a_calendar_opens_with_its_link_until_the_link_is_revoked() {
    String path = post(admin, DB + "/calendar-link", Map.of()).path("path").asString();
    WebTestClient nobody = roster.as("");

    String calendar =
        Objects.requireNonNull(
            nobody
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/calendar;charset=UTF-8")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());

    assertThat(calendar).startsWith("BEGIN:VCALENDAR").contains("SUMMARY:DB 主班: 王明");
    nobody.get().uri(DB + "/calendar.ics?key=wrong").exchange().expectStatus().isNotFound();
    nobody.get().uri(DB + "/calendar.ics").exchange().expectStatus().isNotFound();
    admin.delete().uri(DB + "/calendar-link").exchange().expectStatus().isNoContent();
    nobody.get().uri(path).exchange().expectStatus().isNotFound();
  }

  @Test
  void a_calendar_that_is_brought_in_fills_its_layer() {
    applied(
        demo.replace(
            "  - id: nw-duty\n",
            "  - {id: vendor-duty, post: SE, layers: [{name: ext, calendar: true}]}\n  - id: nw-duty\n"));
    Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    String time = now.toString().replace("-", "").replace(":", "");
    String ics =
        String.join(
            "\r\n",
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//x//y//EN",
            "BEGIN:VEVENT",
            "UID:1",
            "DTSTAMP:" + time,
            "DTSTART:" + time,
            "DURATION:PT2H",
            "RRULE:FREQ=DAILY;COUNT=3",
            "SUMMARY:吴刚",
            "END:VEVENT",
            "END:VCALENDAR",
            "");
    String layer = "/api/v1/schedules/vendor-duty/layers/ext/calendar";
    bring(layer, ics).expectStatus().isOk().expectBody().jsonPath("$.shifts").isEqualTo(3);
    bring(layer, ics.replace("吴刚", "某人"))
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors.length()")
        .isEqualTo(1);
    bring(layer, "no calendar").expectStatus().isBadRequest();
    admin
        .get()
        .uri(
            "/api/v1/schedules/vendor-duty/shifts?role=PRIMARY&from=%s&to=%s"
                .formatted(now, now.plus(Duration.ofHours(2))))
        .exchange()
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(1)
        .jsonPath("$.items[0].personId")
        .isEqualTo("wu-gang");
  }

  private static ResponseSpec bring(String layer, String ics) {
    return admin
        .put()
        .uri(layer)
        .contentType(MediaType.parseMediaType("text/calendar"))
        .bodyValue(ics)
        .exchange();
  }
}
