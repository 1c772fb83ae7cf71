package io.tocsin.escalation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.AssignmentEvent.PageUnstaffedV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DeliveryEvent.Recipient;
import io.tocsin.contracts.DeliveryState;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentAcknowledgedV1;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentEvent.IncidentPromotedV1;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentEvent.StepOpenedV1;
import io.tocsin.contracts.IncidentEvent.StepOverdueV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.contracts.NotificationEvent.PageAcknowledgedV1;
import io.tocsin.contracts.PageEvent.EscalationExhaustedV1;
import io.tocsin.contracts.PageEvent.EscalationStartedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** The service as it runs: incidents, assignments and notifications in, pages out. */
class EscalationServiceTest extends OnTopics {

  private static RunningEscalation service;

  @BeforeAll
  static void start() {
    service = RunningEscalation.start("esc_shared", clock);
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void nobody_acknowledges_so_the_substitute_and_then_the_deputy_are_paged_on_the_minute() {
    opened();
    awaitPages("09:10 DB PRIMARY");

    clock.set(begin.plus(Duration.ofMinutes(5)));
    awaitPages("09:10 DB PRIMARY", "09:15 DB SUBSTITUTE");

    clock.set(begin.plus(Duration.ofMinutes(10)));
    awaitPages("09:10 DB PRIMARY", "09:15 DB SUBSTITUTE", "09:20 LD SUBSTITUTE");

    PageRequestedV1 second = requested().get(1);
    assertThat(second.reason())
        .isEqualTo(new LocalText("第2级：5分钟内无人确认", "level 2: not acknowledged within 5 min"));
    assertThat(second.acknowledgeWithin()).isEqualTo(Duration.ofMinutes(5));
    assertThat(second.incident().number()).isEqualTo("2026-0001");
    assertThat(told().getFirst()).isInstanceOf(EscalationStartedV1.class);
    service
        .http()
        .get()
        .uri("/api/v1/escalations?incident=" + incident)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.items[0].policyId")
        .isEqualTo("severe")
        .jsonPath("$.items[0].phase")
        .isEqualTo("PAGING")
        .jsonPath("$.items[0].level")
        .isEqualTo(3)
        .jsonPath("$.items[0].dueAt")
        .isEqualTo(begin.plus(Duration.ofMinutes(15)).toString())
        .jsonPath("$.items[0].levels[1].dueAt")
        .isEqualTo(begin.plus(Duration.ofMinutes(5)).toString())
        .jsonPath("$.items[0].levels[1].paged")
        .isEqualTo(1)
        .jsonPath("$.items[0].moments[3].targets[0]")
        .isEqualTo("post:LD:SUBSTITUTE")
        .jsonPath("$.items[0].moments[0].event")
        .isEqualTo("started");
    service
        .http()
        .get()
        .uri("/api/v1/escalation-policies")
        .exchange()
        .expectBody()
        .jsonPath("$.items[2].id")
        .isEqualTo("severe")
        .jsonPath("$.items[2].name")
        .isEmpty()
        .jsonPath("$.items[?(@.id == 'rest')].name")
        .isEqualTo("其他情况")
        .jsonPath("$.items[?(@.id == 'rest')].englishName")
        .isEqualTo("Everything else")
        .jsonPath("$.items[0].invalid")
        .isNotEmpty()
        .jsonPath("$.warnings[0].kind")
        .isEqualTo("NO_LEADER");
  }

  @Test
  void a_policy_that_cannot_be_run_gives_way_to_the_built_in_one_and_steps_tell_their_posts() {
    IncidentFacts facts = facts(incident, Scope.REGIONAL, IncidentState.NEW, "broken");
    write(incidents, new IncidentOpenedV1(1, facts, REASON, Actor.SYSTEM, "r", null));
    awaitPages("09:10 AP PRIMARY", "09:10 DB PRIMARY");
    assertThat(((EscalationStartedV1) told().getFirst()).reason().en())
        .endsWith("policy broken is not valid, the built-in one applies");
    assertThat(requested().get(1).before()).containsExactly(requested().get(0).target());

    LocalText title = new LocalText("故障切换", "fail over");
    write(
        incidents,
        new StepOpenedV1(
            2,
            facts,
            REASON,
            Actor.SYSTEM,
            "s-3",
            title,
            List.of("ST"),
            DutyRole.PRIMARY,
            begin.plus(Duration.ofMinutes(15))));
    awaitPages("09:10 AP PRIMARY", "09:10 DB PRIMARY", "09:10 ST PRIMARY");
    assertThat(requested().get(2).task()).isEqualTo(title);

    clock.set(begin.plus(Duration.ofMinutes(15)));
    write(
        incidents,
        new StepOverdueV1(
            3,
            facts,
            REASON,
            Actor.SYSTEM,
            "s-3",
            title,
            List.of("ST"),
            DutyRole.PRIMARY,
            clock.instant()));
    await().until(() -> requested().size() == 5);
    clock.set(begin.plus(Duration.ofMinutes(20)));
    await().until(() -> requested().size() == 6);
    assertThat(lines()).endsWith("09:25 ST PRIMARY", "09:25 ST SUBSTITUTE", "09:30 LD PRIMARY");
    awaitState(service, "PAGING");
  }

  @Test
  void one_document_that_cannot_be_read_keeps_no_other_incident_from_its_next_level() {
    new StoredEscalations("esc_shared").leaveUnreadable(TopicProbe.id(), Instant.EPOCH);
    opened();
    awaitPages("09:10 DB PRIMARY");

    clock.set(begin.plus(Duration.ofMinutes(5)));

    awaitPages("09:10 DB PRIMARY", "09:15 DB SUBSTITUTE");
    awaitState(service, "PAGING");
  }

  @Test
  void a_reply_stops_the_paging_and_withdraws_what_is_out() {
    opened();
    awaitPages("09:10 DB PRIMARY");
    String page = requested().getFirst().pageId();

    write(
        notifications,
        new PageAcknowledgedV1(incident, page, "wang-ming", "王明", Channel.SMS, clock.instant()));
    await().until(() -> told().stream().anyMatch(PagesWithdrawnV1.class::isInstance));
    // The incident says the same of the same reply; it changes nothing more.
    write(
        incidents,
        new IncidentAcknowledgedV1(
            2,
            facts(Scope.GLOBAL, IncidentState.NEW),
            REASON,
            new Actor("wang-ming", "王明"),
            page,
            Channel.SMS));
    clock.advance(Duration.ofHours(2));

    awaitState(service, "ACKNOWLEDGED");
    assertThat(told().getLast())
        .isEqualTo(
            new PagesWithdrawnV1(
                incident, List.of(page), new LocalText("王明 已确认", "acknowledged by 王明")));
    assertThat(requested()).hasSize(1);
  }

  @Test
  void a_reply_that_is_read_before_the_incident_is_not_forgotten() {
    write(
        notifications,
        new PageAcknowledgedV1(incident, "p", "wang-ming", "王明", Channel.SMS, clock.instant()));
    awaitState(service, "AWAITED");

    opened();

    awaitState(service, "ACKNOWLEDGED");
    assertThat(requested()).isEmpty();
  }

  @Test
  void a_level_that_nobody_staffs_and_one_whose_messages_are_lost_are_passed_over_at_once() {
    opened();
    awaitPages("09:10 DB PRIMARY");

    write(assignments, new PageUnstaffedV1(requested().getFirst(), REASON));
    awaitPages("09:10 DB PRIMARY", "09:10 DB SUBSTITUTE");

    PageRequestedV1 second = requested().get(1);
    for (Channel channel : List.of(Channel.SMS, Channel.EMAIL)) {
      write(
          notifications,
          new DeliveryStateChangedV1(
              "d-" + channel,
              incident,
              second.pageId(),
              null,
              new Recipient(Recipient.Kind.PERSON, "li-fang", "李芳", "+8613800000004"),
              channel,
              DeliveryState.FAILED_PERMANENT,
              "smpp",
              1,
              null));
    }
    write(
        assignments,
        new PageAssignedV1(
            second,
            List.of(
                new Assignee(
                    "li-fang",
                    "李芳",
                    "DB",
                    DutyRole.SUBSTITUTE,
                    List.of(new ContactPoint(Channel.SMS, "+8613800000004")),
                    "zh-CN",
                    REASON))));

    awaitPages("09:10 DB PRIMARY", "09:10 DB SUBSTITUTE", "09:10 LD SUBSTITUTE");
    assertThat(requested().get(1).reason().zh()).isEqualTo("第2级：第1级无人值守");
    assertThat(requested().get(2).reason().zh()).isEqualTo("第3级：第2级人员均无法送达");
    awaitState(service, "PAGING");
  }

  @Test
  void a_promotion_starts_the_fitting_policy_and_an_end_stops_it() {
    write(
        incidents,
        new IncidentOpenedV1(
            1, facts(Scope.REGIONAL, IncidentState.NEW), REASON, Actor.SYSTEM, "r", null));
    awaitPages("09:10 AP PRIMARY");

    clock.advance(Duration.ofMinutes(2));
    write(
        incidents,
        new IncidentPromotedV1(
            2, facts(Scope.GLOBAL, IncidentState.NEW), REASON, Actor.SYSTEM, List.of()));
    awaitPages("09:10 AP PRIMARY", "09:12 DB PRIMARY");

    write(
        incidents,
        new IncidentTransitionedV1(
            3,
            facts(Scope.GLOBAL, IncidentState.FALSE_ALARM),
            REASON,
            Actor.SYSTEM,
            IncidentState.NEW,
            IncidentState.FALSE_ALARM));
    awaitState(service, "ENDED");
    assertThat(told().getLast())
        .isInstanceOfSatisfying(PagesWithdrawnV1.class, w -> assertThat(w.pageIds()).hasSize(2));
  }

  @Test
  void when_nobody_ever_answers_all_leaders_are_paged_and_the_alarm_is_raised() {
    opened();
    awaitPages("09:10 DB PRIMARY");

    clock.advance(Duration.ofHours(2));

    await().until(() -> told().stream().anyMatch(EscalationExhaustedV1.class::isInstance));
    await().until(() -> requested().size() == 3);
    assertThat(lines())
        .containsExactly("09:10 DB PRIMARY", "11:10 LD PRIMARY", "11:10 LD SUBSTITUTE");
    awaitState(service, "EXHAUSTED");
  }

  @Test
  void people_take_turns_from_incident_to_incident_and_a_simulation_names_the_next() {
    String second = TopicProbe.id();
    write(incidents, turnsOpened(incident));
    await().until(() -> requested().size() == 1);
    assertThat(requested().getFirst().target().personId()).isEqualTo("wang-ming");

    service
        .http()
        .post()
        .uri("/api/v1/escalations/simulate")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"system\": \"turns\", \"scope\": \"REGIONAL\", \"severity\": \"SEV4\"}")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.open[0].target.personId")
        .isEqualTo("li-fang");

    incidents.write(second, envelope(turnsOpened(second)));
    await()
        .untilAsserted(() ->
            assertThat(pages.of(second))
                .extracting(Envelope::data)
                .filteredOn(PageRequestedV1.class::isInstance)
                .extracting(page -> ((PageRequestedV1) page).target().personId())
                .containsExactly("li-fang"));
  }

  @Test
  void a_role_that_only_schedules_have_is_paged_by_its_name_and_again_from_the_document() {
    IncidentFacts facts = facts(incident, Scope.REGIONAL, IncidentState.NEW, "third");
    write(incidents, new IncidentOpenedV1(1, facts, REASON, Actor.SYSTEM, "r", null));
    await().until(() -> requested().size() == 1);

    clock.set(begin.plus(Duration.ofMinutes(2)));
    await().until(() -> requested().size() == 2);

    assertThat(requested())
        .extracting(PageRequestedV1::target)
        .containsOnly(new PageTarget("DB", null, null, "db-duty", null, null, null, "THIRD_LINE"));
    service
        .http()
        .post()
        .uri("/api/v1/escalations/simulate")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"system\": \"third\", \"scope\": \"REGIONAL\", \"severity\": \"SEV4\"}")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.steps[1].target.otherRole")
        .isEqualTo("THIRD_LINE")
        .jsonPath("$.open[0].target.otherRole")
        .isEqualTo("THIRD_LINE");
  }

  private IncidentOpenedV1 turnsOpened(String id) {
    IncidentFacts facts = facts(id, Scope.REGIONAL, IncidentState.NEW, "turns");
    return new IncidentOpenedV1(1, facts, REASON, Actor.SYSTEM, "r", null);
  }

  @Test
  void a_simulation_names_what_has_to_be_asked_and_takes_the_answers() {
    String question =
        """
        {"system": "payment", "scope": "GLOBAL", "severity": "SEV1", "at": "2026-03-09T01:10:00Z",
         "answers": [%s]}\
        """;
    service
        .http()
        .post()
        .uri("/api/v1/escalations/simulate")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(question.formatted(""))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.policyId")
        .isEqualTo("severe")
        .jsonPath("$.open[0].target.post")
        .isEqualTo("DB")
        .jsonPath("$.open[1].requestedAt")
        .isEqualTo("2026-03-09T01:15:00Z");
    String nobody =
        """
        {"pageId": "1/1/0/post:DB:PRIMARY", "at": "2026-03-09T01:10:00Z", "result": "NOBODY",
         "people": [], "reason": "no schedule"}\
        """;
    service
        .http()
        .post()
        .uri("/api/v1/escalations/simulate")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(question.formatted(nobody))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.steps[1].nobody")
        .isEqualTo("no schedule")
        .jsonPath("$.steps[2].level")
        .isEqualTo(2)
        .jsonPath("$.steps[2].at")
        .isEqualTo("2026-03-09T01:10:00Z");
  }

  @Test
  void a_simulation_for_a_sub_office_is_one_for_the_bureau_that_the_incident_would_bear() {
    service
        .http()
        .post()
        .uri("/api/v1/escalations/simulate")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(
            """
            {"system": "payment", "scope": "REGIONAL", "severity": "SEV4", "unit": "hall"}\
            """)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.open[0].incident.units[0].unit")
        .isEqualTo("yunxi");
  }

  @Test
  void a_simulation_of_a_system_that_there_is_not_is_refused_by_name() {
    service
        .http()
        .post()
        .uri("/api/v1/escalations/simulate")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"system\": \"paymnt\", \"scope\": \"GLOBAL\", \"severity\": \"SEV1\"}")
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.errors[0].field")
        .isEqualTo("system");
  }

  @Test
  void a_simulation_at_the_end_of_time_is_refused_with_the_years_that_there_are() {
    service
        .http()
        .post()
        .uri("/api/v1/escalations/simulate")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(
            """
            {"system": "payment", "scope": "GLOBAL", "severity": "SEV1",
             "at": "+1000000000-12-31T23:59:59.999999999Z"}\
            """)
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].field")
        .isEqualTo("at")
        .jsonPath("$.detail")
        .value(String.class, detail -> assertThat(detail).contains("1900-01-01", "9999-01-01"));
  }
}
