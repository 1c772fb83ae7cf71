package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.AssignmentEvent.PageUnstaffedV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DeliveryEvent.Recipient;
import io.tocsin.contracts.DeliveryState;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.IncidentAcknowledgedV1;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentEvent.NoticeWithdrawnV1;
import io.tocsin.contracts.IncidentEvent.PeoplePagedV1;
import io.tocsin.contracts.IncidentEvent.ResponseNotedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NotificationEvent.CallDueV1;
import io.tocsin.contracts.NotificationEvent.DeliveryStateChangedV1;
import io.tocsin.contracts.NotificationEvent.PageAcknowledgedV1;
import io.tocsin.contracts.PageEvent.EscalationStartedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class ResponseTest extends ServiceTest {

  private static final LocalText WHY = new LocalText("缘由", "reason");
  private static final Instant AT = Instant.parse("2026-03-09T01:10:00Z");

  private final WebTestClient responder = service().as("wang-ming", List.of("RESPONDER"));
  private final WebTestClient dutyLead =
      service().as("zhao-lei", List.of("RESPONDER", "DUTY_LEAD"));

  @Test
  void what_the_other_services_say_stands_on_the_timeline_once_however_often_it_comes() {
    String id = incidentOf(report("sys30", "baita", "FULL_STOP"));
    PageRequestedV1 page = page(events(id).getLast().incident());
    List<Envelope<?>> assignments =
        List.of(
            envelope("a-1-" + id, new PageAssignedV1(page, List.of(wangMing()))),
            envelope("a-2-" + id, new PageUnstaffedV1(page, WHY)));
    List<Envelope<?>> pages =
        List.of(
            envelope(
                "p-1-" + id,
                new EscalationStartedV1(id, "global-severe", new LocalText("策略", "policy"))));
    List<Envelope<?>> notifications =
        List.of(
            envelope("n-1-" + id, delivery(id, "d-1", Channel.SMS, DeliveryState.QUEUED, null)),
            envelope("n-2-" + id, delivery(id, "d-1", Channel.SMS, DeliveryState.HANDED_OFF, null)),
            envelope("n-3-" + id, delivery(id, "d-1", Channel.SMS, DeliveryState.DELIVERED, null)),
            envelope(
                "n-4-" + id,
                delivery(
                    id, "d-2", Channel.EMAIL, DeliveryState.FAILED_PERMANENT, "550 no such box")),
            envelope("n-6-" + id, callDue(id)),
            envelope(
                "n-5-" + id,
                new PageAcknowledgedV1(id, "page-1", "wang-ming", "王明", Channel.SMS, AT)));

    for (int twice = 0; twice < 2; twice++) {
      TestTopics.publishEnvelopes(Topics.PAGES, id, pages);
      TestTopics.publishEnvelopes(Topics.ASSIGNMENTS, id, assignments);
      TestTopics.publishEnvelopes(Topics.NOTIFICATIONS, id, notifications);
    }
    // Something new behind the repeats tells that they have been read.
    TestTopics.publishEnvelopes(
        Topics.PAGES, id, List.of(envelope("p-9-" + id, new EscalationStartedV1(id, "last", WHY))));
    TestTopics.publishEnvelopes(
        Topics.ASSIGNMENTS, id, List.of(envelope("a-9-" + id, new PageUnstaffedV1(page, WHY))));
    TestTopics.publishEnvelopes(
        Topics.NOTIFICATIONS,
        id,
        List.of(
            envelope(
                "n-9-" + id, delivery(id, "d-9", Channel.VOICE, DeliveryState.UNKNOWN, null))));

    List<IncidentEvent> events =
        await("all that was said")
            .until(
                () -> events(id),
                all ->
                    notes(all, "escalation.started").size() >= 2
                        && notes(all, "assignment.unstaffed").size() >= 2
                        && notes(all, "delivery.unknown").size() >= 1);

    assertThat(
            events.stream().filter(PeoplePagedV1.class::isInstance).map(PeoplePagedV1.class::cast))
        .singleElement()
        .satisfies(paged -> {
          assertThat(paged.people())
              .extracting(IncidentEvent.Actor::id)
              .containsExactly("wang-ming");
          assertThat(paged.post()).isEqualTo("DB");
          assertThat(paged.channels()).containsExactly(Channel.SMS, Channel.EMAIL);
          assertThat(paged.reason().zh()).contains("DB主班", "王明", "缘由");
        });
    assertThat(
            events.stream()
                .filter(IncidentAcknowledgedV1.class::isInstance)
                .map(IncidentAcknowledgedV1.class::cast))
        .singleElement()
        .satisfies(ack -> {
          assertThat(ack.actor().id()).isEqualTo("wang-ming");
          assertThat(ack.pageId()).isEqualTo("page-1");
          assertThat(ack.channel()).isEqualTo(Channel.SMS);
        });
    assertThat(notes(events, "delivery.delivered"))
        .singleElement()
        .satisfies(n -> assertThat(n.reason().zh()).isEqualTo("已送达：短信 → 王明。"));
    assertThat(notes(events, "delivery.failed"))
        .singleElement()
        .satisfies(n -> assertThat(n.reason().en()).contains("e-mail to 王明", "550 no such box"));
    assertThat(notes(events, "delivery.call-due"))
        .singleElement()
        .satisfies(n ->
            assertThat(n.reason())
                .isEqualTo(
                    new LocalText(
                        "待电话通知：石桥区局。短信未送达；请电话通知",
                        "Call due: 石桥区局. Not reached by SMS; somebody has to telephone")));
    assertThat(notes(events, "escalation.started")).hasSize(2);
    assertThat(notes(events, "assignment.unstaffed")).hasSize(2);
    assertThat(events)
        .extracting(IncidentEvent::seq)
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, events.size()).mapToObj(i -> (long) i).toList());
    assertThat(incident(id).path("acknowledgedAt").asString()).isEqualTo(AT.toString());
  }

  @Test
  void
      a_page_to_a_role_that_only_some_schedules_have_is_told_by_its_name_and_why_pages_are_taken_back() {
    String id = incidentOf(report("sys52", "baita", "FULL_STOP"));
    PageTarget target = new PageTarget("DB", null, null, null, null, null, null, "THIRD_LINE");
    PageRequestedV1 page = page(events(id).getLast().incident(), target);

    TestTopics.publishEnvelopes(
        Topics.ASSIGNMENTS,
        id,
        List.of(envelope("a-3-" + id, new PageAssignedV1(page, List.of(wangMing())))));
    TestTopics.publishEnvelopes(
        Topics.PAGES,
        id,
        List.of(
            envelope(
                "p-3-" + id,
                new PagesWithdrawnV1(
                    id, List.of("page-1"), new LocalText("王明 已确认", "acknowledged by 王明")))));

    PeoplePagedV1 paged =
        await("the page of the third line")
            .until(
                () ->
                    events(id).stream()
                        .filter(PeoplePagedV1.class::isInstance)
                        .map(PeoplePagedV1.class::cast)
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(paged.reason().en()).isEqualTo("Level 1, call 1, paged DB THIRD_LINE: 王明. Reason");
    assertThat(paged.reason().zh()).endsWith("：王明。缘由");
    assertThat(
            await("that pages are taken back")
                .until(() -> notes(events(id), "page.withdrawn"), notes -> !notes.isEmpty()))
        .singleElement()
        .satisfies(n ->
            assertThat(n.reason())
                .isEqualTo(new LocalText("呼叫撤回：王明 已确认", "Pages taken back: acknowledged by 王明")));
  }

  @Test
  void an_acknowledgement_through_the_api_counts_once_for_a_person() {
    String id = incidentOf(report("sys31", "baita", "DEGRADED"));

    JsonNode once = json(act(responder, id, "acknowledge", null), 200);
    JsonNode twice = json(act(responder, id, "acknowledge", null), 200);

    assertThat(twice).isEqualTo(once);
    assertThat(once.path("acknowledgements").path(0).path("id").asString()).isEqualTo("wang-ming");
    assertThat(events(id)).filteredOn(IncidentAcknowledgedV1.class::isInstance).hasSize(1);
  }

  @Test
  void an_act_on_a_version_that_is_no_longer_current_is_refused() {
    String id = incidentOf(report("sys32", "baita", "DEGRADED"));

    JsonNode problem =
        json(act(responder, id, "acknowledge", null).header(HttpHeaders.IF_MATCH, "\"999\""), 412);

    assertThat(problem.path("detail").asString()).contains("Expected version 999");
    assertThat(incident(id).path("acknowledgedAt").isNull()).isTrue();
  }

  @Test
  void who_only_reports_acknowledges_nothing() {
    String id = incidentOf(report("sys33", "baita", "DEGRADED"));

    json(act(service().reporter(), id, "acknowledge", null), 403);
    json(act(responder, id, "false-alarm", Map.of("reason", "x")), 403);
    json(act(responder, "none", "acknowledge", null), 404);
  }

  @Test
  void a_comment_stands_on_the_timeline_with_its_author() {
    String id = incidentOf(report("sys34", "baita", "DEGRADED"));

    json(act(responder, id, "comment", Map.of("text", "正在查看交换机")), 200);

    assertThat(notes(events(id), "comment"))
        .singleElement()
        .satisfies(n -> {
          assertThat(n.reason().zh()).isEqualTo("正在查看交换机");
          assertThat(n.actor().id()).isEqualTo("wang-ming");
        });
    json(act(responder, id, "comment", Map.of("text", " ")), 400);
  }

  @Test
  void a_false_alarm_ends_the_incident_and_the_next_report_opens_another() {
    String id = incidentOf(report("sys35", "baita", "DEGRADED"));

    JsonNode after = json(act(dutyLead, id, "false-alarm", Map.of("reason", "测试误发")), 200);

    assertThat(after.path("state").asString()).isEqualTo("FALSE_ALARM");
    assertThat(events(id))
        .filteredOn(IncidentTransitionedV1.class::isInstance)
        .singleElement()
        .satisfies(e -> {
          IncidentTransitionedV1 t = (IncidentTransitionedV1) e;
          assertThat(t.from()).isEqualTo(IncidentState.NEW);
          assertThat(t.to()).isEqualTo(IncidentState.FALSE_ALARM);
          assertThat(t.reason().zh()).isEqualTo("测试误发");
        });
    assertThat(events(id).getLast()).isInstanceOf(NoticeWithdrawnV1.class);
    JsonNode refused = json(act(responder, id, "acknowledge", null), 409);
    assertThat(refused.path("missing").path(0).asString()).isEqualTo("open incident");
    assertThat(refused.path("detail").asString()).contains("FALSE_ALARM");

    assertThat(incidentOf(report("sys35", "baita", "DEGRADED"))).isNotEqualTo(id);
  }

  @Test
  void a_reply_that_comes_after_the_end_is_written_down_all_the_same() {
    String id = incidentOf(report("sys36", "baita", "DEGRADED"));
    json(act(dutyLead, id, "false-alarm", Map.of("reason", "测试误发")), 200);

    TestTopics.publishEnvelopes(
        Topics.NOTIFICATIONS,
        id,
        List.of(
            envelope(
                "late-" + id,
                new PageAcknowledgedV1(id, "page-1", "wang-ming", "王明", Channel.SMS, AT))));

    ResponseNotedV1 note =
        await("the late reply")
            .until(() -> notes(events(id), "page.acknowledged"), notes -> !notes.isEmpty())
            .getFirst();
    assertThat(note.actor().id()).isEqualTo("wang-ming");
    assertThat(note.reference()).isEqualTo("page-1");
    assertThat(note.reason().zh()).contains("王明回复SMS", "误报");
  }

  private static List<ResponseNotedV1> notes(List<IncidentEvent> events, String about) {
    List<ResponseNotedV1> notes = new ArrayList<>();
    for (IncidentEvent event : events) {
      if (event instanceof ResponseNotedV1 note && note.about().equals(about)) {
        notes.add(note);
      }
    }
    return notes;
  }

  private static WebTestClient.RequestHeadersSpec<?> act(
      WebTestClient client, String id, String act, @Nullable Map<String, String> body) {
    WebTestClient.RequestBodySpec request =
        client.post().uri("/api/v1/incidents/" + id + "/" + act);
    return body == null
        ? request
        : request.contentType(MediaType.APPLICATION_JSON).bodyValue(JSON.writeValueAsString(body));
  }

  private static Envelope<?> envelope(String id, io.tocsin.contracts.Event event) {
    return new Envelope<>(id, AT, null, event);
  }

  private static PageRequestedV1 page(IncidentFacts facts) {
    return page(facts, new PageTarget("DB", DutyRole.PRIMARY, null));
  }

  private static PageRequestedV1 page(IncidentFacts facts, PageTarget target) {
    return new PageRequestedV1(
        "page-1",
        facts,
        "global-severe",
        1,
        0,
        target,
        List.of(Channel.SMS, Channel.EMAIL),
        Duration.ofMinutes(5),
        new LocalText("第1级：缘由", "level 1: reason"),
        AT,
        List.of());
  }

  private static Assignee wangMing() {
    return new Assignee(
        "wang-ming", "王明", "DB", DutyRole.PRIMARY, List.of(), "zh-CN", new LocalText("值班", "duty"));
  }

  private static CallDueV1 callDue(String incidentId) {
    return new CallDueV1(
        "d-3",
        incidentId,
        null,
        "notice-1",
        new Recipient(Recipient.Kind.UNIT, "shiqiao", "石桥区局", "+8613800000019"),
        Channel.SMS,
        new LocalText("短信未送达；请电话通知", "Not reached by SMS; somebody has to telephone"));
  }

  private static DeliveryStateChangedV1 delivery(
      String incidentId,
      String deliveryId,
      Channel channel,
      DeliveryState state,
      @Nullable String detail) {
    return new DeliveryStateChangedV1(
        deliveryId,
        incidentId,
        "page-1",
        null,
        new Recipient(Recipient.Kind.PERSON, "wang-ming", "王明", "+8613800000003"),
        channel,
        state,
        "smpp:primary",
        1,
        detail);
  }
}
