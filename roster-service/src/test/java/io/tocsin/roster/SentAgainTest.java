package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is sent again with its idempotency key, because the answer was lost, is there once. */
class SentAgainTest extends ServiceTest {

  private static TopicProbe told;

  @BeforeAll
  static void listen() {
    told = new TopicProbe(Topics.ROSTER);
  }

  @AfterAll
  static void hangUp() {
    told.close();
  }

  @Test
  void an_override_that_is_sent_again_with_its_key_is_entered_and_told_once() {
    String path = "/api/v1/schedules/bz-duty/overrides";
    Instant from = Instant.now().plus(Duration.ofDays(60)).truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> wanted =
        Map.of(
            "personId",
            "chu-wei",
            "from",
            from.toString(),
            "until",
            from.plusSeconds(3600).toString(),
            "reason",
            "断网重发");

    JsonNode first = keyed(admin, path, "key-1", wanted);
    assertThat(keyed(admin, path, "key-1", wanted)).isEqualTo(first);
    assertThat(keyed(roster.as("zheng-yan~DUTY_LEAD"), path, "key-1", wanted).path("id"))
        .as("another caller's key is another one")
        .isNotEqualTo(first.path("id"));
    assertThat(keyed(admin, path, "key-2", wanted).path("id")).isNotEqualTo(first.path("id"));

    refusedContent(admin, path, "key-1", with(wanted, "personId", "wei-na"))
        .contains("personId chu-wei", "personId wei-na");

    List<String> entered = get(admin, path).path("items").findValuesAsString("id");
    assertThat(entered).containsOnlyOnce(first.path("id").asString());
    assertThat(told.messagesTo("chu-wei"))
        .filteredOn(m -> m.text().contains("断网重发") && m.text().contains("安排您值班"))
        .hasSize(3);
    String own = path + "/" + first.path("id").asString();
    admin.delete().uri(own).exchange().expectStatus().isNoContent();
    send(admin, path, "key-1", wanted).expectStatus().isEqualTo(409);
    assertThat(get(admin, path).path("items").findValuesAsString("id"))
        .as("one that was taken back stays so")
        .hasSize(entered.size() - 1);
    refusedKey(admin, path, wanted);
  }

  @Test
  void an_override_that_ended_early_is_answered_as_it_is_when_it_is_sent_again() {
    String path = "/api/v1/schedules/bz-duty/overrides";
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> wanted =
        Map.of(
            "personId",
            "chu-wei",
            "role",
            "TRAINEE",
            "from",
            now.minusSeconds(3600).toString(),
            "until",
            now.plusSeconds(3600).toString(),
            "reason",
            "断网补发");
    JsonNode first = keyed(admin, path, "under-way", wanted);
    String own = path + "/" + first.path("id").asString();
    admin.delete().uri(own).exchange().expectStatus().isNoContent();

    JsonNode late = keyed(admin, path, "under-way", wanted);

    assertThat(late.path("id")).isEqualTo(first.path("id"));
    assertThat(Instant.parse(late.path("until").asString())).isBefore(now.plusSeconds(3600));
    refusedContent(admin, path, "under-way", with(wanted, "until", late.path("until").asString()));
  }

  @Test
  void a_handover_that_is_sent_again_with_its_key_is_written_once() {
    String giver =
        get(admin, "/api/v1/on-call?post=NW").path("primary").path("personId").asString();
    WebTestClient from = roster.as(giver + "~RESPONDER");
    String path = "/api/v1/schedules/nw-duty/handovers";
    Map<String, Object> wanted = Map.of("to", "wei-na", "note", "断网重发");

    JsonNode first = keyed(from, path, "key-1", wanted);
    assertThat(keyed(from, path, "key-1", wanted)).isEqualTo(first);
    refusedContent(from, path, "key-1", with(wanted, "note", "断网又重发"))
        .contains("note 断网重发", "note 断网又重发");

    assertThat(get(admin, path).path("items").findValuesAsString("note")).containsOnlyOnce("断网重发");
    assertThat(told.messagesTo("wei-na")).filteredOn(m -> m.subject().equals("交接班待签字")).hasSize(1);
    assertThat(keyed(from, path, "key-2", wanted).path("id")).isNotEqualTo(first.path("id"));

    post(roster.as("wei-na~RESPONDER"), signature(path, first), Map.of());
    assertThat(keyed(from, path, "key-1", wanted).path("complete").asBoolean())
        .as("it is answered as it stands, signed by both")
        .isTrue();
    refusedContent(from, path, "key-1", with(wanted, "role", "SUBSTITUTE"))
        .contains("role PRIMARY", "role SUBSTITUTE");
  }

  private static String signature(String path, JsonNode handover) {
    return path + "/" + handover.path("id").asString() + "/signature";
  }

  @Test
  void a_swap_that_is_sent_again_with_its_key_is_proposed_and_told_once() {
    String path = "/api/v1/schedules/db-duty/swaps";
    WebTestClient wang = roster.as("wang-ming~RESPONDER");
    Instant from = Instant.now().plus(Duration.ofDays(90)).truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> wanted = swap("sun-qian", from);

    JsonNode first = keyed(wang, path, "key-1", wanted);
    assertThat(keyed(wang, path, "key-1", wanted)).isEqualTo(first);
    String id = first.path("id").asString();
    String others = keyed(admin, path, "key-1", wanted).path("id").asString();
    String another = keyed(wang, path, "key-2", wanted).path("id").asString();

    assertThat(get(admin, path).path("items").findValuesAsString("id"))
        .as("another caller's key is another one")
        .containsOnlyOnce(id, others, another);
    assertThat(told.messagesTo("sun-qian")).filteredOn(m -> m.text().contains("申请与您调班")).hasSize(3);
    for (String proposed : List.of(id, others, another)) {
      post(wang, path + "/" + proposed + "/withdraw", Map.of());
    }
    JsonNode late = keyed(wang, path, "key-1", wanted);
    assertThat(late.path("id").asString()).isEqualTo(id);
    assertThat(late.path("state").asString())
        .as("one that was withdrawn stays so")
        .isEqualTo("WITHDRAWN");
    assertThat(told.messagesTo("sun-qian"))
        .filteredOn(m -> m.text().contains("撤回了调班申请"))
        .as("and nobody hears of it again")
        .hasSize(3);
    refusedContent(wang, path, "key-1", with(wanted, "reason", "另有安排"))
        .contains("reason (empty)", "reason 另有安排");
    refusedKey(wang, path, wanted);
  }

  @Test
  void a_swap_that_was_agreed_to_meanwhile_is_answered_so_and_another_by_its_key_is_refused() {
    String path = "/api/v1/schedules/db-duty/swaps";
    WebTestClient wang = roster.as("wang-ming~RESPONDER");
    Instant from = Instant.now().plus(Duration.ofDays(91)).truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> wanted = swap("li-fang", from);
    String id = keyed(wang, path, "agreed", wanted).path("id").asString();
    post(roster.as("li-fang~RESPONDER"), path + "/" + id + "/consent", Map.of());

    JsonNode late = keyed(wang, path, "agreed", wanted);

    assertThat(late.path("id").asString()).isEqualTo(id);
    assertThat(late.path("state").asString()).isEqualTo("EFFECTIVE");
    refusedContent(wang, path, "agreed", swap("li-fang", from.plusSeconds(86_400)))
        .contains("give.from " + from, "give.from " + from.plusSeconds(86_400));
    assertThat(get(admin, path).path("items").findValuesAsString("id")).containsOnlyOnce(id);
  }

  private static Map<String, Object> swap(String with, Instant from) {
    return Map.of(
        "proposer",
        "wang-ming",
        "counterpart",
        with,
        "give",
        Map.of("from", from.toString(), "until", from.plusSeconds(3600).toString()));
  }

  @Test
  void leave_that_is_sent_again_with_its_key_is_entered_once() {
    String path = "/api/v1/leave";
    String ofSchedule = "/api/v1/schedules/cm-duty/leave";
    WebTestClient you = roster.as("you-jia~DUTY_LEAD");
    Instant from = Instant.now().plus(Duration.ofDays(100)).truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> wanted = leave("you-jia", from);

    JsonNode first = keyed(you, path, "key-1", wanted);
    assertThat(keyed(you, path, "key-1", wanted)).isEqualTo(first);
    assertThat(keyed(you, ofSchedule, "key-1", wanted))
        .as("it is the same leave, wherever it is entered")
        .isEqualTo(first);
    refusedContent(you, ofSchedule, "key-1", with(wanted, "from", from.minusSeconds(60).toString()))
        .contains("from " + from, "from " + from.minusSeconds(60))
        .doesNotContain("until", "reason");
    send(you, path, "key-2", wanted).expectStatus().isEqualTo(409);
    String id = first.path("id").asString();
    String next =
        keyed(admin, path, "key-1", leave("you-jia", from.plusSeconds(7200))).path("id").asString();
    String others = keyed(you, path, "key-1", leave("xu-ning", from)).path("id").asString();

    assertThat(get(admin, path).path("items").findValuesAsString("id"))
        .as("another caller's key is another one, and so is one for another person")
        .containsOnlyOnce(id, next, others);
    for (String entered : List.of(id, next, others)) {
      admin.delete().uri(path + "/" + entered).exchange().expectStatus().isNoContent();
    }
    send(you, path, "key-1", wanted).expectStatus().isEqualTo(409);
    assertThat(get(admin, path).path("items").findValuesAsString("id"))
        .as("what was taken back stays so")
        .doesNotContain(id);
    refusedKey(you, path, wanted);
    refusedKey(you, ofSchedule, wanted);
  }

  private static Map<String, Object> leave(String person, Instant from) {
    return Map.of(
        "personId", person, "from", from.toString(), "until", from.plusSeconds(3600).toString());
  }

  private static JsonNode keyed(
      WebTestClient client, String path, String key, Map<String, Object> body) {
    byte[] answer =
        send(client, path, key, body)
            .expectStatus()
            .isCreated()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return JsonMapper.shared().readTree(Objects.requireNonNull(answer));
  }

  private static ResponseSpec send(
      WebTestClient client, String path, String key, Map<String, Object> body) {
    return client
        .post()
        .uri(path)
        .header("Idempotency-Key", key)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  private static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
    Map<String, Object> other = new HashMap<>(body);
    other.put(field, value);
    return other;
  }

  /** What is said of a key that comes with another body. */
  private static AbstractStringAssert<?> refusedContent(
      WebTestClient client, String path, String key, Map<String, Object> body) {
    byte[] answer =
        send(client, path, key, body)
            .expectStatus()
            .isEqualTo(422)
            .expectHeader()
            .contentType(MediaType.APPLICATION_PROBLEM_JSON)
            .expectBody()
            .returnResult()
            .getResponseBody();
    JsonNode problem = JsonMapper.shared().readTree(Objects.requireNonNull(answer));
    assertThat(problem.path("type").asString()).endsWith("idempotency-key-reused");
    return assertThat(problem.path("detail").asString());
  }

  private static void refusedKey(WebTestClient client, String path, Map<String, Object> body) {
    send(client, path, "x".repeat(201), body)
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].field")
        .isEqualTo("Idempotency-Key");
  }
}
