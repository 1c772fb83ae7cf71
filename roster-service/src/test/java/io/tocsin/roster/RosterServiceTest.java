package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.AssignmentEvent.AssignmentsWithdrawnV1;
import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.AssignmentEvent.PageUnstaffedV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.Degree;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.directory.Directory;
import io.tocsin.roster.TopicProbe.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** The service as it runs: its API, the directory's topic, pages in and assignments out. */
class RosterServiceTest {

  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");
  private static final String ORGANISATION = "/api/v1/organisation";

  private static RunningRoster roster;
  private static WebTestClient admin;
  private static TopicProbe directory;
  private static TopicProbe pages;
  private static TopicProbe assignments;
  private static String demo;

  @BeforeAll
  static void start() throws IOException {
    demo = Files.readString(Path.of("../docs/examples/organisation.yaml"));
    roster = RunningRoster.start("roster_it");
    admin = roster.as("ADMIN");
    directory = new TopicProbe(Topics.DIRECTORY);
    pages = new TopicProbe(Topics.PAGES);
    assignments = new TopicProbe(Topics.ASSIGNMENTS);
  }

  @AfterAll
  static void stop() {
    roster.close();
    directory.close();
    pages.close();
    assignments.close();
  }

  @Test
  void the_demo_is_applied_once_and_applied_again_changes_nothing() {
    long revision = applied(demo);
    int announced = directory.seen().size();

    put(admin, demo)
        .expectStatus()
        .isOk()
        .expectHeader()
        .valueEquals("ETag", "\"" + revision + "\"")
        .expectBody()
        .jsonPath("$.revision")
        .isEqualTo(revision)
        .jsonPath("$.added")
        .isEmpty()
        .jsonPath("$.changed")
        .isEmpty()
        .jsonPath("$.removed")
        .isEmpty();
    assertThat(directory.seen()).hasSize(announced);
  }

  @Test
  void the_export_is_applied_without_a_change_as_yaml_and_as_json() {
    long revision = applied(demo);
    String yaml = exported(YAML);
    String json = exported(MediaType.APPLICATION_JSON);

    assertThat(applied(yaml)).isEqualTo(revision);
    admin
        .put()
        .uri(ORGANISATION)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(json)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.revision")
        .isEqualTo(revision);
    admin
        .get()
        .uri(ORGANISATION)
        .header("If-None-Match", "\"" + revision + "\"")
        .exchange()
        .expectStatus()
        .isNotModified();
  }

  @Test
  void a_change_is_announced_with_its_removals_and_the_new_revision_last() {
    long revision = applied(demo);
    int before = directory.seen().size();
    String changed =
        demo.replace("name: 云溪县局", "name: 云溪新局")
            .replaceAll("(?m)^vendors:[\\s\\S]*", "")
            .replace(
                "every: P1W, handoff: \"2026-01-05T08:30\", people: [wu-gang]",
                "every: P1D, handoff: \"2026-01-05T08:30\", people: [wu-gang]");

    put(admin, changed)
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.changed")
        .isEqualTo(List.of("unit/yunxi", "schedule/nw-duty"))
        .jsonPath("$.removed")
        .isEqualTo(List.of("vendor/db-vendor"));

    List<Seen> announced = directory.seen().subList(before, directory.seen().size());
    assertThat(announced)
        .extracting(Seen::key)
        .containsExactly("unit/yunxi", "vendor/db-vendor", "organisation/this");
    assertThat(announced.get(1).envelope()).isNull();
    assertThat(Objects.requireNonNull(announced.getLast().envelope()).data())
        .isInstanceOfSatisfying(
            OrganisationV1.class, o -> assertThat(o.revision()).isEqualTo(revision + 1));
  }

  @Test
  void a_dry_run_shows_the_difference_and_applies_nothing() {
    long revision = applied(demo);

    admin
        .put()
        .uri(ORGANISATION + "?dryRun=true")
        .contentType(YAML)
        .bodyValue(demo.replace("name: 云溪县局", "name: 云溪新局"))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.revision")
        .isEqualTo(revision)
        .jsonPath("$.dryRun")
        .isEqualTo(true)
        .jsonPath("$.changed[0]")
        .isEqualTo("unit/yunxi");
    assertThat(applied(demo)).isEqualTo(revision);
  }

  @Test
  void a_wrong_document_is_refused_as_a_whole_with_its_places() {
    long revision = applied(demo);

    put(
            admin,
            demo.replace("parent: province", "parent: nowhere").replace("name: 办公系统", "name: 新名"))
        .expectStatus()
        .isBadRequest()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.errors.length()")
        .isEqualTo(18)
        .jsonPath("$.errors[0].field")
        .isEqualTo("units[1].parent")
        .jsonPath("$.type")
        .exists();
    assertThat(applied(demo)).isEqualTo(revision);
  }

  @Test
  void only_an_administrator_applies_and_only_an_auditor_besides_exports() {
    put(roster.as(""), demo).expectStatus().isUnauthorized();
    put(roster.as("LEADER"), demo).expectStatus().isForbidden();
    roster.as("RESPONDER").get().uri(ORGANISATION).exchange().expectStatus().isForbidden();
    applied(demo);
    roster.as("AUDITOR").get().uri(ORGANISATION).exchange().expectStatus().isOk();
  }

  @Test
  void what_is_too_large_or_of_another_type_or_no_utf8_or_stale_is_refused() {
    put(admin, "#" + "x".repeat(4 * 1024 * 1024)).expectStatus().isEqualTo(413);
    admin
        .put()
        .uri(ORGANISATION)
        .contentType(MediaType.APPLICATION_PDF)
        .bodyValue(new byte[] {1})
        .exchange()
        .expectStatus()
        .isEqualTo(415);
    admin
        .put()
        .uri(ORGANISATION)
        .contentType(YAML)
        .bodyValue(new byte[] {'a', ':', ' ', (byte) 0xff})
        .exchange()
        .expectStatus()
        .isBadRequest();
    put(admin, "").expectStatus().isBadRequest();
    admin
        .put()
        .uri(ORGANISATION)
        .header("If-Match", "\"999999\"")
        .contentType(YAML)
        .bodyValue(demo)
        .exchange()
        .expectStatus()
        .isEqualTo(412);
  }

  @Test
  void an_organisation_of_a_thousand_units_and_ten_thousand_people_is_applied() {
    long revision = applied(large());

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> roster.bean(Directory.class).current().revision() == revision);
    assertThat(roster.bean(Directory.class).current().people()).hasSize(10_000);
    assertThat(roster.bean(Directory.class).current().units()).hasSize(1_000);
    assertThat(applied(exported(YAML))).isEqualTo(revision);

    BodyContentSpec first = get("/api/v1/people?limit=1000").expectBody();
    first.jsonPath("$.items.length()").isEqualTo(1000).jsonPath("$.next").isNotEmpty();
    applied(demo);
  }

  @Test
  void on_call_says_who_and_why() {
    applied(demo);

    get("/api/v1/on-call?post=DB&at=2026-03-09T09:02:00+08:00")
        .expectBody()
        .jsonPath("$.at")
        .isEqualTo("2026-03-09T01:02:00Z")
        .jsonPath("$.primary.personId")
        .isEqualTo("wang-ming")
        .jsonPath("$.primary.name")
        .isEqualTo("王明")
        .jsonPath("$.primary.contacts[0].to")
        .isEqualTo("+8613800000003")
        .jsonPath("$.primary.from")
        .isEqualTo("2026-03-09T00:30:00Z")
        .jsonPath("$.primary.until")
        .isEqualTo("2026-03-16T00:30:00Z")
        .jsonPath("$.primary.reason")
        .isEqualTo("schedule db-duty, layer 1, turn 10: 2026-03-09 08:30 to 2026-03-16 08:30")
        .jsonPath("$.substitute.personId")
        .isEqualTo("li-fang");
    get("/api/v1/on-call?post=DB&at=2025-12-31T00:00:00Z")
        .expectBody()
        .jsonPath("$.primary")
        .isEqualTo(null)
        .jsonPath("$.reason")
        .value(
            String.class,
            reason ->
                assertThat(reason)
                    .startsWith(
                        "primary: the primary of schedule db-duty begins at 2026-01-05 08:30"));
    roster
        .as("REPORTER")
        .get()
        .uri("/api/v1/on-call?post=DB")
        .header("Accept-Language", "zh")
        .exchange()
        .expectBody()
        .jsonPath("$.primary.contacts")
        .isEqualTo(null)
        .jsonPath("$.primary.reason")
        .value(String.class, reason -> assertThat(reason).startsWith("值班表 db-duty,第1层,第"));
  }

  @Test
  void what_does_not_exist_or_is_no_time_is_refused() {
    applied(demo);

    admin.get().uri("/api/v1/on-call?post=XX").exchange().expectStatus().isNotFound();
    admin.get().uri("/api/v1/on-call?post=DB&unit=mars").exchange().expectStatus().isNotFound();
    admin.get().uri("/api/v1/on-call?post=DB&at=noon").exchange().expectStatus().isBadRequest();
    admin.get().uri("/api/v1/on-call").exchange().expectStatus().isBadRequest();
    admin.get().uri("/api/v1/people/nobody").exchange().expectStatus().isNotFound();
    admin.get().uri("/api/v1/units?limit=0").exchange().expectStatus().isBadRequest();
    admin.get().uri("/api/v1/units?cursor=made-up").exchange().expectStatus().isBadRequest();
  }

  @Test
  void people_are_shown_with_their_posts() {
    applied(demo);

    get("/api/v1/people/he-deputy")
        .expectBody()
        .jsonPath("$.name")
        .isEqualTo("何慧")
        .jsonPath("$.posts[0].post")
        .isEqualTo("LD")
        .jsonPath("$.posts[0].role")
        .isEqualTo("SUBSTITUTE")
        .jsonPath("$.posts[0].onShift")
        .isEqualTo(true);
    get("/api/v1/people?post=DB").expectBody().jsonPath("$.items.length()").isEqualTo(2);
    get("/api/v1/units")
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(19)
        .jsonPath("$.next")
        .isEqualTo(null);
    get("/api/v1/units/yunxi").expectBody().jsonPath("$.liaison.contacts.length()").isEqualTo(2);
    get("/api/v1/systems/payment").expectBody().jsonPath("$.correlation.window").isEqualTo("PT30M");
    get("/api/v1/posts").expectBody().jsonPath("$.items.length()").isEqualTo(10);
    get("/api/v1/vendors")
        .expectBody()
        .jsonPath("$.items[0].contractUntil")
        .isEqualTo("2027-12-31");
    get("/api/v1/schedules/db-duty")
        .expectBody()
        .jsonPath("$.layers[0].rotation.every")
        .isEqualTo("P1W");
  }

  @Test
  void a_page_is_answered_with_who_is_on_shift() {
    applied(demo);
    Envelope<PageRequestedV1> page = page(new PageTarget("DB", DutyRole.PRIMARY, null), List.of());

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
    applied(demo);
    Envelope<PageRequestedV1> page = page(new PageTarget("AP", DutyRole.PRIMARY, null), List.of());
    Envelope<PageRequestedV1> end = page(new PageTarget("AP", DutyRole.PRIMARY, null), List.of());

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
    Envelope<PageRequestedV1> page = page(new PageTarget("DB", DutyRole.PRIMARY, null), List.of());

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
    applied(demo);
    Envelope<PageRequestedV1> excluded =
        page(new PageTarget("DB", DutyRole.PRIMARY, null), List.of("wang-ming"));
    Envelope<PageRequestedV1> after =
        page(new PageTarget("LD", null, null), List.of("zhou-leader"));

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
    applied(demo);
    PageTarget liaison = new PageTarget("UL", null, null, null, "yunxi", null, null);
    PageTarget everyone = new PageTarget("DB", null, null, null, null, true, null);
    PageTarget third = new PageTarget("DB", null, null, null, null, true, 3);
    PageTarget primary = new PageTarget("DB", DutyRole.PRIMARY, null);
    List<Envelope<PageRequestedV1>> asked =
        List.of(
            page(liaison, List.of()),
            page(everyone, List.of()),
            page(third, List.of()),
            before(page(everyone, List.of()), primary),
            before(page(primary, List.of()), everyone));

    asked.forEach(page -> pages.write("i-1", page));

    assertThat(people(asked.get(0))).containsExactly("liaison:yunxi");
    assertThat(people(asked.get(1))).containsExactly("wang-ming", "li-fang");
    assertThat(people(asked.get(2))).containsExactly("li-fang");
    assertThat(people(asked.get(3))).containsExactly("li-fang");
    assertThat(answer(asked.get(4)).data())
        .isInstanceOfSatisfying(
            PageUnstaffedV1.class, u -> assertThat(u.reason().zh()).isEqualTo("王明 已由同一轮的另一呼叫通知"));
  }

  private static List<String> people(Envelope<PageRequestedV1> page) {
    return ((PageAssignedV1) answer(page).data())
        .assignees().stream().map(Assignee::personId).toList();
  }

  private static Envelope<PageRequestedV1> before(
      Envelope<PageRequestedV1> envelope, PageTarget before) {
    PageRequestedV1 p = envelope.data();
    return new Envelope<>(
        envelope.id(),
        envelope.at(),
        null,
        new PageRequestedV1(
            p.pageId(),
            p.incident(),
            p.policyId(),
            p.level(),
            p.round(),
            p.target(),
            p.channels(),
            p.acknowledgeWithin(),
            p.reason(),
            p.requestedAt(),
            p.excluding(),
            null,
            List.of(before)));
  }

  @Test
  void pages_can_be_resolved_without_telling_anybody() {
    applied(demo);
    PageRequestedV1 page = page(new PageTarget("LD", null, null), List.of()).data();

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

  @Test
  void another_instance_answers_by_the_new_schedule_as_soon_as_it_hears_of_the_revision() {
    applied(demo);
    try (RunningRoster other = RunningRoster.start("roster_it")) {
      long revision =
          applied(
              demo.replace("people: [wang-ming]", "people: [li-fang]")
                  .replaceFirst(
                      "(role: SUBSTITUTE.*)people: \\[li-fang\\]", "$1people: [wang-ming]"));
      await().until(() -> other.bean(Directory.class).current().revision() == revision);

      other
          .as("ADMIN")
          .get()
          .uri("/api/v1/on-call?post=DB")
          .exchange()
          .expectBody()
          .jsonPath("$.primary.personId")
          .isEqualTo("li-fang");
    }
  }

  /** As a client does: a 503 is asked again, which changes nothing twice. */
  private static long applied(String document) {
    AtomicLong revision = new AtomicLong();
    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(() -> {
          Revision applied =
              put(admin, document)
                  .expectStatus()
                  .isOk()
                  .expectBody(Revision.class)
                  .returnResult()
                  .getResponseBody();
          revision.set(Objects.requireNonNull(applied).revision());
        });
    return revision.get();
  }

  record Revision(long revision) {}

  private static ResponseSpec put(WebTestClient client, String document) {
    return client.put().uri(ORGANISATION).contentType(YAML).bodyValue(document).exchange();
  }

  private static ResponseSpec get(String uri) {
    return admin.get().uri(uri).exchange().expectStatus().isOk();
  }

  private static String exported(MediaType type) {
    return Objects.requireNonNull(
        admin
            .get()
            .uri(ORGANISATION)
            .accept(type)
            .exchange()
            .expectStatus()
            .isOk()
            .expectBody(String.class)
            .returnResult()
            .getResponseBody());
  }

  private static Envelope<?> answer(Envelope<PageRequestedV1> page) {
    await().until(() -> !answers(page).isEmpty());
    return answers(page).getFirst();
  }

  private static List<Envelope<?>> answers(Envelope<PageRequestedV1> page) {
    return assignments.of("i-1").stream().filter(e -> page.id().equals(e.cause())).toList();
  }

  private static Envelope<PageRequestedV1> page(PageTarget target, List<String> excluding) {
    IncidentFacts incident =
        new IncidentFacts(
            "i-1",
            "2026-0001",
            "payment",
            Scope.GLOBAL,
            Severity.SEV1,
            Degree.FULL_STOP,
            IncidentState.NEW,
            ServiceState.DEGRADED,
            "UNKNOWN",
            false,
            List.of(),
            2,
            Instant.now(),
            null);
    PageRequestedV1 page =
        new PageRequestedV1(
            TopicProbe.id(),
            incident,
            "global-severe",
            1,
            0,
            target,
            List.of(Channel.SMS, Channel.EMAIL),
            Duration.ofMinutes(5),
            new LocalText("第1级", "level 1"),
            Instant.now(),
            excluding);
    return new Envelope<>(TopicProbe.id(), Instant.now(), null, page);
  }

  private static String large() {
    StringBuilder yaml = new StringBuilder("name: 大单位\ntimeZone: Asia/Shanghai\nunits:\n");
    for (int i = 0; i < 1_000; i++) {
      yaml.append(
          "  - {code: u%d, name: 第%d局%s}\n"
              .formatted(i, i, i == 0 ? "" : ", parent: u" + (i - 1) / 30));
    }
    yaml.append("people:\n");
    for (int i = 0; i < 10_000; i++) {
      yaml.append(
          "  - {id: p%d, name: 人员%d, unit: u%d, contacts: [{channel: SMS, to: \"+86138%08d\"}, {channel: EMAIL, to: p%d@example.cn}]}\n"
              .formatted(i, i, i % 1_000, i, i));
    }
    return yaml.toString();
  }
}
