package io.tocsin.notification;

import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.number;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.notification.world.Centre.Manner;
import io.tocsin.notification.world.World;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pages about hundreds of incidents in one moment: their documents follow when all have left. */
class CrowdTest {

  private static final int PAGES = 300;
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Held for five seconds at most, for a receipt three, and taken up after fifteen. */
  private static final World WORLD = new World("tocsin.sending.answer-within=30s");

  private final List<String> numbers = IntStream.range(0, PAGES).mapToObj(i -> number()).toList();
  private final List<PageRequestedV1> pages =
      IntStream.range(0, PAGES)
          .mapToObj(i ->
              page(
                  incident(UUID.randomUUID().toString(), "2026-%04d".formatted(i), false),
                  0,
                  Channel.SMS))
          .toList();

  @BeforeAll
  static void start() {
    WORLD.directory(World.organisation());
    WORLD.start();
  }

  @AfterAll
  static void stop() {
    WORLD.close();
  }

  @Test
  void anAnswerAndItsReceiptAreOneStepOfTheDocument() {
    pageAll();

    awaitAll("DELIVERED");

    assertThat(deliveries())
        .filteredOn(d -> version(d) == 2)
        .as("the attempt, and all that came of it")
        .hasSizeGreaterThan(PAGES / 10);
    assertThat(numbers).allSatisfy(n -> assertThat(WORLD.centre.texts(digits(n))).hasSize(1));
    await().atMost(SOON).until(() -> notes() == 0);
  }

  @Test
  void whatIsLostAfterAllIsToldAtOnce() {
    PageRequestedV1 lost = pages.get(PAGES - 1);
    numbers.forEach(n -> WORLD.centre.treat(digits(n), Manner.NO_RECEIPT));
    WORLD.centre.treat(digits(numbers.get(PAGES - 1)), Manner.LOSE);
    pageAll();

    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(SOON)
        .until(() -> state(lost).equals("FAILED_PERMANENT"));
    assertThat(deliveries())
        .as("those that still wait for a receipt")
        .anyMatch(CrowdTest::isAttempted);
    awaitAll("HANDED_OFF", lost);
  }

  @Test
  void whatWasNotedOutlivesTheProcessThatNotedIt() {
    numbers.forEach(n -> WORLD.centre.treat(digits(n), Manner.NO_RECEIPT));
    pageAll();
    awaitAllAtTheCentre();
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(SOON)
        .until(() -> noted() + deliveries().stream().filter(d -> !isAttempted(d)).count() >= PAGES);
    assertThat(noted()).isPositive();
    PageRequestedV1 spoilt = spoilOne();

    WORLD.stopWithoutGoodbye();
    WORLD.start();

    awaitAll("HANDED_OFF", spoilt);
    assertThat(numbers).allSatisfy(n -> assertThat(WORLD.centre.texts(digits(n))).hasSize(1));
    await().atMost(SOON).until(() -> notes() == 1);
    Mono.from(database().getCollection("answer_notes").deleteMany(new Document())).block();
  }

  @Test
  void oneThatCannotBeReadKeepsNoOtherFromBeingTold() {
    numbers.forEach(n -> WORLD.centre.treat(digits(n), Manner.NO_RECEIPT));
    pageAll();
    awaitAllAtTheCentre();

    PageRequestedV1 spoilt = spoilOne();

    awaitAll("HANDED_OFF", spoilt);
    await("nobody is told again and again").atMost(SOON).until(() -> notes() == 0);
  }

  @Test
  void whatIsTakenBackMeanwhileIsToldAllTheSameThatItLeft() {
    numbers.forEach(n -> WORLD.centre.treat(digits(n), Manner.NO_RECEIPT));
    pageAll();
    awaitAllAtTheCentre();

    pages.forEach(WORLD::withdraw);

    awaitAll("HANDED_OFF");
    assertThat(deliveries())
        .filteredOn(d -> version(d) == 3)
        .as("taken back between the attempt and what came of it")
        .hasSizeGreaterThan(PAGES / 10);
  }

  /** Another build has written one that is held here. */
  private PageRequestedV1 spoilOne() {
    Document one = deliveries().stream().filter(CrowdTest::isAttempted).findFirst().orElseThrow();
    Mono.from(
            database()
                .getCollection("deliveries")
                .updateOne(
                    Filters.eq("_id", one.getString("_id")),
                    Updates.combine(
                        Updates.set("version", 99L), Updates.set("state.kind", "OfALaterBuild"))))
        .block();
    return pages.stream()
        .filter(page -> page.pageId().equals(one.getString("page")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whoeverEndsInOrderLeavesNothingBehind() {
    numbers.forEach(n -> WORLD.centre.treat(digits(n), Manner.NO_RECEIPT));
    pageAll();
    awaitAllAtTheCentre();

    WORLD.stop();
    WORLD.start();

    assertThat(notes()).isZero();
    awaitAll("HANDED_OFF");
  }

  /** While the service is away, so that all are there when it comes back. */
  private void pageAll() {
    WORLD.stop();
    for (int i = 0; i < PAGES; i++) {
      ContactPoint phone = new ContactPoint(Channel.SMS, numbers.get(i));
      WORLD.assign(pages.get(i), person("p-" + numbers.get(i), "值班" + i, "zh-CN", phone));
    }
    WORLD.start();
  }

  private void awaitAllAtTheCentre() {
    await()
        .pollInterval(Duration.ofMillis(5))
        .atMost(SOON)
        .until(() -> numbers.stream().noneMatch(n -> WORLD.centre.texts(digits(n)).isEmpty()));
  }

  /** The same for all of them, but one where it is given. */
  private void awaitAll(String state, PageRequestedV1... but) {
    List<String> left = Arrays.stream(but).map(PageRequestedV1::pageId).toList();
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(deliveries())
                .filteredOn(d -> !left.contains(d.getString("page")))
                .hasSize(PAGES - left.size())
                .allMatch(d -> d.getString("deliveryState").equals(state)));
  }

  private List<Document> deliveries() {
    List<String> ids = pages.stream().map(PageRequestedV1::pageId).toList();
    return Objects.requireNonNull(
        Flux.from(database().getCollection("deliveries").find(Filters.in("page", ids)))
            .collectList()
            .block());
  }

  private String state(PageRequestedV1 page) {
    return deliveries().stream()
        .filter(d -> d.getString("page").equals(page.pageId()))
        .map(d -> d.getString("deliveryState"))
        .collect(Collectors.joining());
  }

  private static long version(Document delivery) {
    return delivery.get("version", Number.class).longValue();
  }

  private static boolean isAttempted(Document delivery) {
    return delivery.getString("deliveryState").equals("QUEUED");
  }

  private static long notes() {
    return Objects.requireNonNull(
        Mono.from(database().getCollection("answer_notes").countDocuments()).block());
  }

  /** How many answers stand on the pages. */
  private static long noted() {
    return Objects.requireNonNull(
        Flux.from(database().getCollection("answer_notes").find())
            .map(page -> page.get("notes", Document.class).getList("notes", Document.class).size())
            .reduce(0, Integer::sum)
            .block());
  }

  private static MongoDatabase database() {
    return WORLD.bean(MongoDatabase.class);
  }
}
