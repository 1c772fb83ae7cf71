package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.e2e.Sandbox.Sms;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Scenario 11: nobody has storage duty on Saturday from midnight to eight. */
@ExtendWith(LogsOnFailure.class)
class RosterGapIT {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

  private final Platform platform = Platform.up();

  @Test
  void the_gap_is_shown_and_its_owner_is_warned_a_week_before() {
    replaceHours(
        """
        [{"days": ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"]},
        {"days": ["SATURDAY"], "from": "08:00", "to": "00:00"}]\
        """);
    Instant now = Instant.now();

    JsonNode gap =
        platform
            .read("/roster/gaps?post=ST")
            .path("items")
            .valueStream()
            .filter(item -> item.path("kind").asString().equals("UNSTAFFED"))
            .findFirst()
            .orElseThrow();

    ZonedDateTime until = Instant.parse(gap.path("until").asString()).atZone(SHANGHAI);
    assertThat(until.getDayOfWeek().name()).isEqualTo("SATURDAY");
    assertThat(until.toLocalTime()).isEqualTo(LocalTime.of(8, 0));
    assertThat(Instant.parse(gap.path("from").asString()))
        .as("it may have begun: this test runs on Saturdays too")
        .isBetween(now.minus(Duration.ofHours(8)), now.plus(Duration.ofDays(7)));
    String owner = platform.organisation.address("he-deputy", "SMS");
    await("a warning to the owner of the schedule")
        .atMost(Platform.PATIENCE)
        .untilAsserted(() ->
            assertThat(platform.sandbox.sms(owner))
                .extracting(Sms::text)
                .anyMatch(text -> text.contains("st-duty") && text.contains("无人值班")));
  }

  @Test
  void a_page_in_the_gap_goes_straight_up_and_an_override_closes_the_gap() {
    ZonedDateTime later = ZonedDateTime.now(SHANGHAI).plusHours(2);
    replaceHours(
        """
        [{"from": "%tR", "to": "%tR"}]\
        """
            .formatted(later, later.plusHours(1)));
    Instant reported = Instant.now();

    IncidentScript incident = platform.report("archive", "yunxi");
    Sms page = incident.expectSms("zhou-leader", "档案系统");
    assertThat(Duration.between(reported, page.at()))
        .as("the next level would be due after 30 min")
        .isLessThan(Duration.ofMinutes(1));
    incident.expectOnTimeline("incident.response-noted", "st-duty");
    incident.reply("zhou-leader", page.code());
    incident.expectOnTimeline("incident.acknowledged", "zhou-leader");

    platform
        .post(
            "/schedules/st-duty/overrides",
            """
            {"personId": "sun-qian", "from": "%s", "until": "%s", "reason": "补班"}\
            """
                .formatted(reported.minusSeconds(60), reported.plusSeconds(3600)),
            platform.token("zhou-leader"))
        .expect(201);
    JsonNode onCall = platform.read("/on-call?post=ST");
    assertThat(onCall.path("primary").path("personId").asString()).isEqualTo("sun-qian");
    assertThat(onCall.path("reason").asString()).contains("补班");
    List<JsonNode> gaps =
        platform
            .read("/roster/gaps?post=ST")
            .path("items")
            .valueStream()
            .filter(item -> item.path("kind").asString().equals("UNSTAFFED"))
            .filter(item -> item.path("role").asString().equals("PRIMARY"))
            .filter(item -> Instant.parse(item.path("from").asString()).isBefore(Instant.now()))
            .toList();
    assertThat(gaps).isEmpty();
  }

  /** Replaces the hours of the one layer; the rest stays as in the set-up. */
  private void replaceHours(String only) {
    String schedule =
        """
        {"post": "ST", "owner": "he-deputy", "layers": [{"role": "PRIMARY", "only": %s,
        "rotation": {"every": "P1W", "handoff": "2026-01-05T08:30", "people": ["li-fang"]}}]}\
        """
            .formatted(only);
    platform
        .http
        .send(
            Http.request(platform.url("/schedules/st-duty"), platform.token("admin"))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(schedule))
                .build())
        .expect(200);
  }
}
