package io.tocsin.notification;

import static io.tocsin.notification.world.World.digits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.DirectoryEvent.Liaison;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.notification.world.Centre.Manner;
import io.tocsin.notification.world.World;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A notice to hundreds at a centre that takes them one after the other. */
class FanOutTest {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final World WORLD =
      new World(
          "tocsin.notices.lease=3s",
          "resilience4j.ratelimiter.configs.sms-bulk.limit-for-period=15",
          "resilience4j.ratelimiter.configs.sms-bulk.limit-refresh-period=100ms",
          "resilience4j.ratelimiter.configs.sms-bulk.timeout-duration=0");
  private static final List<String> NUMBERS =
      IntStream.range(0, 400).mapToObj(i -> World.number()).toList();

  /** Without a parent, so that no notice to all units goes to them. */
  @BeforeAll
  static void start() {
    WORLD.directory(
        IntStream.range(0, NUMBERS.size())
            .mapToObj(i ->
                new UnitV1(
                    "fan-" + i,
                    "县局" + i,
                    null,
                    null,
                    new Liaison("联络员", List.of(new ContactPoint(Channel.SMS, NUMBERS.get(i))))))
            .toArray(DirectoryEvent[]::new));
    WORLD.directory(World.organisation());
    WORLD.start();
  }

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  @Test
  void killedInTheMiddleItGoesOnAndNobodyGetsTheNoticeTwice() {
    List<String> numbers = NUMBERS.subList(0, 250);
    String notice = posted("今晚维护", 0, 250);
    await().atMost(SOON).until(() -> reached(numbers, "今晚维护") >= 60);

    WORLD.stopWithoutGoodbye();
    WORLD.start();

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          Map<String, Integer> states = states(notice);
          assertThat(states.values().stream().mapToInt(n -> n).sum()).isEqualTo(250);
          // A receipt that met the dying service comes no second time from this centre.
          assertThat(states.keySet()).isSubsetOf("DELIVERED", "HANDED_OFF", "UNKNOWN");
        });
    assertThat(numbers).allSatisfy(n -> assertThat(got(n, "今晚维护")).isLessThanOrEqualTo(1));
    assertThat(250 - reached(numbers, "今晚维护"))
        .as("only of those whose answer was lost is it unknown whether they have it")
        .isLessThanOrEqualTo(states(notice).getOrDefault("UNKNOWN", 0));
  }

  @Test
  void whatACentreThatFallsSilentDoesNotTakeQueuesAndIsSupersededWhenItIsTakenBack() {
    List<String> numbers = NUMBERS.subList(250, 400);
    numbers.forEach(n -> WORLD.centre.treat(digits(n), Manner.SILENT));
    String notice = posted("午后维护", 250, 400);
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(states(notice).values().stream().mapToInt(n -> n).sum()).isEqualTo(150));

    WORLD
        .api("LEADER")
        .post()
        .uri("/api/v1/notices/" + notice + "/withdraw")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"reason\":\"改期\"}")
        .exchange()
        .expectStatus()
        .is2xxSuccessful();

    await()
        .atMost(SOON)
        .untilAsserted(() -> {
          Map<String, Integer> states = states(notice);
          assertThat(states).containsOnlyKeys("UNKNOWN", "SUPERSEDED");
          assertThat(states.get("SUPERSEDED")).isEqualTo(150 - reached(numbers, "午后维护"));
        });
  }

  @Test
  void aSuspensionForOneUnitDoesNotWaitForAGreetingToHundreds() {
    List<String> numbers = NUMBERS.subList(0, 240);
    posted("节日安排", 0, 240);
    await().atMost(SOON).until(() -> reached(numbers, "节日安排") > 0);

    posted("SUSPENSION", "支付暂停", 245, 246);

    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(SOON)
        .until(() -> got(NUMBERS.get(245), "支付暂停") == 1);
    assertThat(reached(numbers, "节日安排")).isLessThan(240);
    await().atMost(SOON).until(() -> reached(numbers, "节日安排") == 240);
  }

  @Test
  void aRestorationComesBeforeItsSuspensionToNobody() {
    List<String> numbers = NUMBERS.subList(0, 240);
    String suspension = posted("SUSPENSION", "税务暂停", 0, 240);
    ObjectNode draft = draft("RESTORATION", "税务恢复").put("refersTo", suspension);
    IntStream.range(0, 240).forEach(i -> draft.withArray("audience").add("fan-" + (239 - i)));

    WORLD.posted(draft);

    await().atMost(SOON).until(() -> reached(numbers, "税务恢复") == 240);
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(states(suspension).keySet())
                .isSubsetOf("DELIVERED", "HANDED_OFF", "SUPERSEDED"));
    assertThat(numbers)
        .allSatisfy(number ->
            assertThat(WORLD.centre.texts(digits(number)))
                .filteredOn(text -> text.contains("税务"))
                .last()
                .asString()
                .contains("税务恢复"));
  }

  @Test
  void eachMessageCanBeLookedUpWhileItLeavesWithOthers() {
    String notice = posted("夜间升级", 0, 240);
    await().atMost(SOON).until(() -> reached(NUMBERS, "夜间升级") >= 20);

    JsonNode items = read("/api/v1/deliveries?limit=200&notice=" + notice).path("items");

    assertThat(items.size()).isPositive();
    JsonNode sent =
        items
            .valueStream()
            .filter(item -> !item.path("attempts").isEmpty())
            .findFirst()
            .orElseThrow(() -> new AssertionError("Expected one that left, but got " + items));
    JsonNode alone = read("/api/v1/deliveries/" + sent.path("id").asString());
    assertThat(alone.path("recipient")).isEqualTo(sent.path("recipient"));
    assertThat(states(notice).values().stream().mapToInt(n -> n).sum()).isLessThanOrEqualTo(240);
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(states(notice)).isEqualTo(Map.of("DELIVERED", 240)));
    assertThat(NUMBERS.subList(0, 240)).allSatisfy(n -> assertThat(got(n, "夜间升级")).isEqualTo(1));
  }

  private static JsonNode read(String path) {
    byte[] answer =
        WORLD
            .api("LEADER")
            .get()
            .uri(path)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return JsonMapper.shared().readTree(answer);
  }

  private static String posted(String body, int from, int to) {
    return posted("GENERAL", body, from, to);
  }

  private static String posted(String type, String body, int from, int to) {
    ObjectNode draft = draft(type, body);
    IntStream.range(from, to).forEach(i -> draft.withArray("audience").add("fan-" + i));
    return WORLD.posted(draft);
  }

  private static ObjectNode draft(String type, String body) {
    ObjectNode draft = JsonMapper.shared().createObjectNode();
    draft.put("type", type).put("title", "通知").put("body", body);
    draft.putArray("channels").add("SMS");
    return draft;
  }

  /** How many deliveries of it are in which state. */
  private static Map<String, Integer> states(String notice) {
    JsonNode counts = read("/api/v1/notices/" + notice).path("deliveries").path("SMS");
    return counts
        .propertyStream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().asInt()));
  }

  private static int reached(List<String> numbers, String body) {
    return (int) numbers.stream().filter(n -> got(n, body) > 0).count();
  }

  private static int got(String number, String body) {
    return (int)
        WORLD.centre.texts(digits(number)).stream().filter(text -> text.contains(body)).count();
  }
}
