package io.tocsin.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.Event;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/**
 * The topics around the service, one incident and a clock of the test. Each test is a day later
 * than the one before it, so that tests may share an instance: its clock never goes back.
 */
abstract class OnTopics {

  static final LocalText REASON = new LocalText("测试", "test");

  /** Monday 09:10 in Shanghai. */
  private static final Instant FIRST = Instant.parse("2026-03-09T01:10:00Z");

  private static final AtomicInteger DAYS = new AtomicInteger();

  static final HandClock clock = new HandClock(FIRST);

  static TopicProbe incidents;
  static TopicProbe assignments;
  static TopicProbe notifications;
  static TopicProbe pages;

  /** 09:10 in Shanghai. */
  final Instant begin = FIRST.plus(Duration.ofDays(DAYS.getAndIncrement()));

  final String incident = TopicProbe.id();

  @BeforeAll
  static void listen() {
    incidents = new TopicProbe(Topics.INCIDENTS);
    assignments = new TopicProbe(Topics.ASSIGNMENTS);
    notifications = new TopicProbe(Topics.NOTIFICATIONS);
    pages = new TopicProbe(Topics.PAGES);
  }

  @AfterAll
  static void hangUp() {
    incidents.close();
    assignments.close();
    notifications.close();
    pages.close();
  }

  @BeforeEach
  void theNextDay() {
    clock.set(begin);
  }

  final void opened() {
    write(
        incidents,
        new IncidentOpenedV1(
            1, facts(Scope.GLOBAL, IncidentState.NEW), REASON, Actor.SYSTEM, "r", null));
  }

  final void write(TopicProbe topic, Event event) {
    topic.write(incident, envelope(event));
  }

  final Envelope<?> envelope(Event event) {
    return new Envelope<>(TopicProbe.id(), clock.instant(), null, event);
  }

  final void awaitPages(String... lines) {
    await().untilAsserted(() -> assertThat(lines()).containsExactly(lines));
  }

  final void awaitState(RunningEscalation service, String state) {
    await()
        .untilAsserted(() ->
            service
                .http()
                .get()
                .uri("/api/v1/escalations?incident=" + incident)
                .exchange()
                .expectBody()
                .jsonPath("$.items[0].phase")
                .isEqualTo(state));
  }

  final List<Event> told() {
    return pages.of(incident).stream().<Event>map(Envelope::data).toList();
  }

  final List<PageRequestedV1> requested() {
    return told().stream()
        .filter(PageRequestedV1.class::isInstance)
        .map(PageRequestedV1.class::cast)
        .toList();
  }

  /** {@code 09:15 DB SUBSTITUTE} for each page, by the clock on the wall in Shanghai. */
  final List<String> lines() {
    return requested().stream()
        .map(p ->
            p.requestedAt().atZone(java.time.ZoneId.of("Asia/Shanghai")).toLocalTime()
                + " "
                + p.target().post()
                + " "
                + p.target().role())
        .toList();
  }

  final IncidentFacts facts(Scope scope, IncidentState state) {
    return facts(incident, scope, state);
  }

  IncidentFacts facts(String id, Scope scope, IncidentState state) {
    return facts(id, scope, state, "payment");
  }

  IncidentFacts facts(String id, Scope scope, IncidentState state, String system) {
    return new IncidentFacts(
        id,
        "2026-0001",
        system,
        scope,
        scope == Scope.GLOBAL ? Severity.SEV1 : Severity.SEV4,
        Degree.FULL_STOP,
        state,
        ServiceState.DEGRADED,
        "UNKNOWN",
        false,
        List.of(),
        2,
        begin,
        null);
  }
}
