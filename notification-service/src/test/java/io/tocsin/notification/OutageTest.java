package io.tocsin.notification;

import static io.tocsin.notification.world.World.digits;
import static io.tocsin.notification.world.World.incident;
import static io.tocsin.notification.world.World.number;
import static io.tocsin.notification.world.World.page;
import static io.tocsin.notification.world.World.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.notification.world.Centre.Manner;
import io.tocsin.notification.world.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** What happens while something is away, and when the service itself goes and comes back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OutageTest {

  /** Long enough for a mail to overtake it on a machine with other work to do. */
  private static final Duration ANSWER = Duration.ofSeconds(6);

  private static final World world =
      new World(
          "tocsin.smpp.answer-within=" + ANSWER.toSeconds() + "s",
          "tocsin.sending.answer-within=" + ANSWER.plusSeconds(2).toSeconds() + "s");

  private final IncidentFacts incident = incident(UUID.randomUUID().toString(), "2026-0077", false);

  @BeforeAll
  static void start() {
    world.start();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void theCentreIsThere() {
    world.centre.start();
  }

  private static ContactPoint sms(String number) {
    return new ContactPoint(Channel.SMS, number);
  }

  private List<String> states(PageRequestedV1 page, String channel) {
    return world.deliveries("page=" + page.pageId() + "&channel=" + channel + "&limit=200").stream()
        .map(d -> d.path("state").asString())
        .toList();
  }

  private void awaitStates(PageRequestedV1 page, String channel, String state, int count) {
    Supplier<List<String>> found = () -> states(page, channel);
    await().untilAsserted(() -> assertThat(found.get()).hasSize(count).containsOnly(state));
  }

  @Test
  void whileTheCentreIsAwayNothingIsLostAndEverythingArrivesOnceItIsBack() {
    world.centre.stop();
    List<String> numbers = IntStream.range(0, 40).mapToObj(i -> number()).toList();
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    world.assign(page, people(numbers));
    awaitStates(page, "SMS", "FAILED_TEMPORARY", 40);
    JsonNode one = world.deliveries("page=" + page.pageId()).getFirst();
    assertThat(one.path("attempts")).as("no attempt without a line").isEmpty();
    assertThat(one.path("reason").path("en").asString()).contains("No session");

    world.centre.start();

    awaitStates(page, "SMS", "DELIVERED", 40);
    assertThat(numbers).allSatisfy(n -> assertThat(world.centre.texts(digits(n))).hasSize(1));
  }

  private static io.tocsin.contracts.AssignmentEvent.Assignee[] people(List<String> numbers) {
    List<io.tocsin.contracts.AssignmentEvent.Assignee> people = new ArrayList<>();
    for (String number : numbers) {
      people.add(person("person-" + number, "某人", "zh-CN", sms(number)));
    }
    return people.toArray(io.tocsin.contracts.AssignmentEvent.Assignee[]::new);
  }

  @Test
  void aWithdrawnPageThatWasStillWaitingNeverGoesOut() {
    world.centre.stop();
    String number = number();
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    world.assign(page, person("wang-ming", "王明", "zh-CN", sms(number)));
    awaitStates(page, "SMS", "FAILED_TEMPORARY", 1);

    world.withdraw(page);

    awaitStates(page, "SMS", "SUPERSEDED", 1);
    assertThat(world.deliveries("page=" + page.pageId()).getFirst().path("reason").path("zh"))
        .hasToString("\"王明已确认\"");
    world.centre.start();
    PageRequestedV1 next = page(incident, 1, Channel.SMS);
    world.assign(next, person("wang-ming", "王明", "zh-CN", sms(number)));
    awaitStates(next, "SMS", "DELIVERED", 1);
    assertThat(world.centre.texts(digits(number))).hasSize(1);
  }

  @Test
  void afterAStallOneCurrentPageGoesOutAndTheOlderOnesDoNot() {
    world.centre.stop();
    String number = number();
    List<PageRequestedV1> rounds = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      PageRequestedV1 page = page(incident, round, Channel.SMS);
      rounds.add(page);
      world.assign(page, person("li-fang", "李芳", "zh-CN", sms(number)));
      awaitStates(page, "SMS", "FAILED_TEMPORARY", 1);
    }

    world.centre.start();

    awaitStates(rounds.get(2), "SMS", "DELIVERED", 1);
    awaitStates(rounds.get(0), "SMS", "SUPERSEDED", 1);
    awaitStates(rounds.get(1), "SMS", "SUPERSEDED", 1);
    assertThat(world.centre.texts(digits(number))).hasSize(1);
  }

  /** The last one: so much silence makes the sender pause, which the others would wait for. */
  @Test
  @Order(Integer.MAX_VALUE)
  void aCentreThatNeverAnswersHoldsUpNoMail() throws Exception {
    List<String> silent = IntStream.range(0, 60).mapToObj(i -> number()).toList();
    silent.forEach(n -> world.centre.treat(digits(n), Manner.SILENT));
    PageRequestedV1 stuck = page(incident, 0, Channel.SMS);
    world.assign(stuck, people(silent));
    await().until(() -> silent.stream().anyMatch(n -> !world.centre.texts(digits(n)).isEmpty()));
    int before = world.mailbox.getReceivedMessages().length;
    Instant began = Instant.now();

    PageRequestedV1 page = page(incident, 0, Channel.EMAIL);
    world.assign(
        page,
        person(
            "zhao-lei",
            "赵磊",
            "zh-CN",
            new ContactPoint(Channel.EMAIL, "zhao-lei@province.example.cn")));

    await().until(() -> world.mailbox.getReceivedMessages().length == before + 1);
    assertThat(Duration.between(began, Instant.now()))
        .as("less than the centre is given to answer")
        .isLessThan(ANSWER);
    await().untilAsserted(() -> assertThat(states(stuck, "SMS")).contains("UNKNOWN"));
    assertThat(silent)
        .allSatisfy(n -> assertThat(world.centre.texts(digits(n)).size()).isLessThan(2));
  }

  @Test
  void whileTheMailServerIsAwayMailsWaitAndThenArriveOnce() throws Exception {
    world.mailbox.stop();
    PageRequestedV1 page = page(incident, 0, Channel.EMAIL);
    world.assign(
        page,
        person(
            "sun-qian",
            "孙倩",
            "zh-CN",
            new ContactPoint(Channel.EMAIL, "sun-qian@province.example.cn")));
    awaitStates(page, "EMAIL", "FAILED_TEMPORARY", 1);

    world.anotherMailServer();

    awaitStates(page, "EMAIL", "HANDED_OFF", 1);
    assertThat(world.mailbox.getReceivedMessages()).hasSize(1);
  }

  @Test
  void anAttemptThatTheServiceDidNotSurviveIsUnknownAndNeverMadeAgain() {
    String number = number();
    world.centre.treat(digits(number), Manner.SILENT);
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    world.assign(page, person("wu-gang", "吴刚", "zh-CN", sms(number)));
    await().until(() -> !world.centre.texts(digits(number)).isEmpty());

    world.stopWithoutGoodbye();
    world.start();

    awaitStates(page, "SMS", "UNKNOWN", 1);
    JsonNode delivery = world.deliveries("page=" + page.pageId()).getFirst();
    assertThat(delivery.path("reason").path("en").asString()).contains("not sent again");
    assertThat(world.centre.texts(digits(number))).hasSize(1);
  }

  @Test
  void whatWasQueuedWhenTheServiceStoppedGoesOutOnceWhenItIsBack() {
    world.centre.stop();
    List<String> numbers = IntStream.range(0, 20).mapToObj(i -> number()).toList();
    PageRequestedV1 page = page(incident, 0, Channel.SMS);
    world.assign(page, people(numbers));
    awaitStates(page, "SMS", "FAILED_TEMPORARY", 20);

    world.stop();
    world.centre.start();
    world.start();

    awaitStates(page, "SMS", "DELIVERED", 20);
    assertThat(numbers).allSatisfy(n -> assertThat(world.centre.texts(digits(n))).hasSize(1));
  }
}
