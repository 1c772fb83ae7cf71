package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.AssignmentEvent.AssignmentsWithdrawnV1;
import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.AssignmentEvent.PageUnstaffedV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/** Pages in, assignments out. */
class PagingTest extends ServiceTest {

  private static TopicProbe pages;
  private static TopicProbe assignments;

  @BeforeAll
  static void listen() {
    pages = new TopicProbe(Topics.PAGES);
    assignments = new TopicProbe(Topics.ASSIGNMENTS);
  }

  @AfterAll
  static void hangUp() {
    pages.close();
    assignments.close();
  }

  @Test
  void a_page_is_answered_with_who_is_on_shift() {
    Envelope<PageRequestedV1> page =
        Samples.page("i-1", new PageTarget("DB", DutyRole.PRIMARY, null), List.of());

    pages.write("i-1", page);

    Envelope<?> answer = answer(page);
    assertThat(answer.cause()).isEqualTo(page.id());
    assertThat(answer.data())
        .isInstanceOfSatisfying(
            PageAssignedV1.class,
            a -> {
              assertThat(a.page()).isEqualTo(page.data());
              Assignee assignee = a.assignees().getFirst();
              assertThat(assignee.personId()).isEqualTo("wang-ming");
              assertThat(assignee.post()).isEqualTo("DB");
              assertThat(assignee.role()).isEqualTo(DutyRole.PRIMARY);
              assertThat(assignee.contacts())
                  .extracting(c -> c.channel())
                  .containsExactly(Channel.SMS, Channel.EMAIL);
              assertThat(assignee.locale()).isEqualTo("zh-CN");
              assertThat(assignee.reason().zh()).startsWith("值班表 db-duty");
            });
  }

  @Test
  void a_page_that_comes_twice_is_answered_under_one_id() {
    Envelope<PageRequestedV1> page =
        Samples.page("i-1", new PageTarget("AP", DutyRole.PRIMARY, null), List.of());
    Envelope<PageRequestedV1> end =
        Samples.page("i-1", new PageTarget("AP", DutyRole.PRIMARY, null), List.of());

    pages.write("i-1", page);
    await().until(() -> !answers(page).isEmpty());
    pages.write("i-1", page);
    pages.write("i-1", end);

    await().until(() -> !answers(end).isEmpty());
    assertThat(answers(page)).extracting(Envelope::id).containsOnly(answers(page).getFirst().id());
  }

  @Test
  void a_post_that_nobody_holds_is_said_to_be_unstaffed() {
    applied(demo.replaceAll("(?s)  - id: db-duty.*?(?=  - id: ap-duty)", ""));
    Envelope<PageRequestedV1> page =
        Samples.page("i-1", new PageTarget("DB", DutyRole.PRIMARY, null), List.of());

    pages.write("i-1", page);

    assertThat(answer(page).data())
        .isInstanceOfSatisfying(
            PageUnstaffedV1.class,
            u ->
                assertThat(u.reason())
                    .isEqualTo(new LocalText("岗位 DB 没有值班表", "post DB has no schedule")));
  }

  @Test
  void who_acknowledged_already_is_not_assigned_and_the_post_is_not_unstaffed() {
    Envelope<PageRequestedV1> excluded =
        Samples.page("i-1", new PageTarget("DB", DutyRole.PRIMARY, null), List.of("wang-ming"));
    Envelope<PageRequestedV1> after =
        Samples.page("i-1", new PageTarget("LD", null, null), List.of("zhou-leader"));

    pages.write("i-1", excluded);
    pages.write("i-1", after);

    assertThat(answer(after).data())
        .isInstanceOfSatisfying(
            PageAssignedV1.class,
            a ->
                assertThat(a.assignees())
                    .extracting(Assignee::personId)
                    .containsExactly("he-deputy"));
    assertThat(answers(excluded)).isEmpty();
  }

  @Test
  void a_liaison_everyone_of_a_post_one_in_turn_and_nobody_twice_in_a_round() {
    PageTarget liaison = new PageTarget("UL", null, null, null, "yunxi", null, null);
    PageTarget everyone = new PageTarget("DB", null, null, null, null, true, null);
    PageTarget third = new PageTarget("DB", null, null, null, null, true, 3);
    PageTarget primary = new PageTarget("DB", DutyRole.PRIMARY, null);
    IncidentFacts incident = Samples.facts("i-1", IncidentState.NEW);
    List<Envelope<PageRequestedV1>> asked =
        List.of(
            Samples.page("i-1", liaison, List.of()),
            Samples.page("i-1", everyone, List.of()),
            Samples.page("i-1", third, List.of()),
            Samples.page(incident, everyone, List.of(primary)),
            Samples.page(incident, primary, List.of(everyone)));

    asked.forEach(page -> pages.write("i-1", page));

    assertThat(people(asked.get(0))).containsExactly("liaison:yunxi");
    assertThat(people(asked.get(1))).containsExactly("wang-ming", "li-fang");
    assertThat(people(asked.get(2))).containsExactly("li-fang");
    assertThat(people(asked.get(3))).containsExactly("li-fang");
    assertThat(answer(asked.get(4)).data())
        .isInstanceOfSatisfying(
            PageUnstaffedV1.class, u -> assertThat(u.reason().zh()).isEqualTo("王明 已由同一轮的另一呼叫通知"));
  }

  @Test
  void everyone_of_one_schedule_leaves_out_who_stands_in_another_of_the_post() {
    applied(
        demo.replace(
            "schedules:",
            """
            schedules:
              - id: db-nights
                post: DB
                layers: [{role: PRIMARY, rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [wu-gang, li-fang]}}]
            """));
    PageTarget nights = new PageTarget("DB", null, null, "db-nights", null, true, null);
    Envelope<PageRequestedV1> page = Samples.page("i-1", nights, List.of());

    pages.write("i-1", page);

    assertThat(people(page)).containsExactlyInAnyOrder("wu-gang", "li-fang");
  }

  @Test
  void everyone_of_a_post_is_also_who_comes_on_by_an_override() {
    Instant soon = Instant.now().plus(Duration.ofDays(10)).truncatedTo(ChronoUnit.SECONDS);
    post(
        admin,
        "/api/v1/schedules/pw-duty/overrides",
        Map.of(
            "personId",
            "he-deputy",
            "from",
            soon.toString(),
            "until",
            soon.plusSeconds(3600).toString(),
            "reason",
            "x"));
    Envelope<PageRequestedV1> everyone =
        Samples.page("i-1", new PageTarget("PW", null, null, null, null, true, null), List.of());

    pages.write("i-1", everyone);

    assertThat(people(everyone)).contains("he-deputy").hasSizeGreaterThan(1);
  }

  @Test
  void a_fault_of_one_unit_reaches_who_answers_for_that_unit_alone() {
    applied(
        demo.replace(
            "  - id: ap-duty\n",
            """
              - id: ap-yunxi
                post: AP
                unit: yunxi
                layers:
                  - {role: PRIMARY, rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [qin-feng]}}
              - id: ap-duty
            """));
    PageTarget application = new PageTarget("AP", DutyRole.PRIMARY, null);
    Envelope<PageRequestedV1> own =
        Samples.page(Samples.regional("i-1", "yunxi"), application, null);
    Envelope<PageRequestedV1> others =
        Samples.page(Samples.regional("i-1", "linjiang"), application, null);

    pages.write("i-1", own);
    pages.write("i-1", others);

    assertThat(people(own)).containsExactly("qin-feng");
    assertThat(people(others)).containsExactly("zhao-lei");
  }

  @Test
  void
      a_role_that_a_schedule_has_besides_is_answered_by_who_holds_it_and_missed_where_nobody_does() {
    String layer =
        "      - {role: THIRD_LINE, rotation: {every: P1W, handoff: \"2026-01-05T08:30\", people: [%s]}}\n";
    applied(
        demo.replace("people: [li-fang]}}\n", "people: [li-fang]}}\n" + layer.formatted("qin-feng"))
            .replace(
                "people: [zheng-yan]}}\n", "people: [zheng-yan]}}\n" + layer.formatted("wu-gang"))
            .replace(
                "{after: PT60M, targets: [{posts: [LD], role: PRIMARY}]",
                "{after: PT60M, targets: [{posts: [DB, NW], role: THIRD_LINE}]"));
    Envelope<PageRequestedV1> held = Samples.page("i-1", third("DB"), List.of());
    Envelope<PageRequestedV1> twice = Samples.page("i-1", third("NW"), List.of());
    Envelope<PageRequestedV1> none = Samples.page("i-1", third("AP"), List.of());
    Envelope<PageRequestedV1> shift =
        Samples.page("i-1", new PageTarget("DB", null, null), List.of());

    List.of(held, twice, none, shift).forEach(page -> pages.write("i-1", page));

    assertThat(answer(held).data())
        .isInstanceOfSatisfying(
            PageAssignedV1.class,
            a ->
                assertThat(a.assignees())
                    .extracting(Assignee::personId, Assignee::role, Assignee::otherRole)
                    .containsExactly(tuple("qin-feng", null, "THIRD_LINE")));
    assertThat(reason(twice))
        .isEqualTo(
            new LocalText(
                "值班表 nw-duty 的THIRD_LINE 吴刚 同时已担任前面的角色",
                "the third line of schedule nw-duty is 吴刚, who holds a role before it at the same time"));
    assertThat(reason(none).en()).isEqualTo("schedule ap-duty has no layer for a third line");
    assertThat(people(shift)).containsExactly("wang-ming", "li-fang");
    admin
        .post()
        .uri("/api/v1/roster/resolve")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"pages\":[" + EventCodec.json().writeValueAsString(held.data()) + "]}")
        .exchange()
        .expectBody()
        .jsonPath("$.answers[0].people[0].role")
        .isEqualTo("THIRD_LINE");
    assertThat(get(admin, "/api/v1/roster/gaps?post=NW").path("items").valueStream())
        .filteredOn(gap -> gap.path("role").asString().equals("THIRD_LINE"))
        .extracting(gap -> gap.path("kind").asString())
        .containsExactly("SAME_PERSON");
  }

  private static PageTarget third(String post) {
    return new PageTarget(post, null, null, null, null, null, null, "THIRD_LINE");
  }

  private static LocalText reason(Envelope<PageRequestedV1> page) {
    return ((PageUnstaffedV1) answer(page).data()).reason();
  }

  @Test
  void an_exercise_reaches_its_participants_only() {
    applied(demo + "\ndrills: {participants: [li-fang, zhou-leader]}\n");
    PageTarget primary = new PageTarget("DB", DutyRole.PRIMARY, null);
    PageTarget both = new PageTarget("DB", null, null);
    PageTarget liaison = new PageTarget("UL", null, null, null, "yunxi", null, null);
    IncidentFacts drill = Samples.drill("i-1");
    Envelope<PageRequestedV1> real = Samples.page("i-1", primary, List.of());
    Envelope<PageRequestedV1> nobody = Samples.page(drill, primary, null);
    Envelope<PageRequestedV1> participant = Samples.page(drill, both, null);
    Envelope<PageRequestedV1> unit = Samples.page(drill, liaison, null);

    List.of(real, nobody, participant, unit).forEach(page -> pages.write("i-1", page));

    assertThat(people(real)).containsExactly("wang-ming");
    assertThat(answer(nobody).data())
        .isInstanceOfSatisfying(
            PageUnstaffedV1.class,
            u ->
                assertThat(u.reason())
                    .isEqualTo(new LocalText("王明 不参加演练", "王明 takes no part in exercises")));
    assertThat(people(participant)).containsExactly("li-fang");
    assertThat(people(unit)).containsExactly("liaison:yunxi");
  }

  @Test
  void pages_can_be_resolved_without_telling_anybody() {
    PageRequestedV1 page = Samples.page("i-1", new PageTarget("LD", null, null), List.of()).data();

    admin
        .post()
        .uri("/api/v1/roster/resolve")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"pages\":[" + EventCodec.json().writeValueAsString(page) + "]}")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.answers[0].result")
        .isEqualTo("STAFFED")
        .jsonPath("$.answers[0].pageId")
        .isEqualTo(page.pageId())
        .jsonPath("$.answers[0].people[1].personId")
        .isEqualTo("he-deputy")
        .jsonPath("$.answers[0].people[1].channels[0]")
        .isEqualTo("SMS");
  }

  @Test
  void a_withdrawal_is_passed_on_behind_the_pages() {
    PagesWithdrawnV1 withdrawn =
        new PagesWithdrawnV1("i-2", List.of("p-1"), new LocalText("已确认", "acknowledged"));

    pages.write("i-2", new Envelope<>(TopicProbe.id(), Instant.now(), null, withdrawn));

    await()
        .untilAsserted(() ->
            assertThat(assignments.of("i-2").stream().<Object>map(Envelope::data).toList())
                .containsExactly(
                    new AssignmentsWithdrawnV1("i-2", List.of("p-1"), withdrawn.reason())));
  }

  private static List<String> people(Envelope<PageRequestedV1> page) {
    return ((PageAssignedV1) answer(page).data())
        .assignees().stream().map(Assignee::personId).toList();
  }

  private static Envelope<?> answer(Envelope<PageRequestedV1> page) {
    await().until(() -> !answers(page).isEmpty());
    return answers(page).getFirst();
  }

  private static List<Envelope<?>> answers(Envelope<PageRequestedV1> page) {
    return assignments.of("i-1").stream().filter(e -> page.id().equals(e.cause())).toList();
  }
}
