package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.RosterEvent.GapKind;
import io.tocsin.contracts.RosterEvent.PersonMessageRequestedV1;
import io.tocsin.contracts.RosterEvent.RosterGapFoundV1;
import io.tocsin.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people change in the shifts while the service runs, and what then is answered and told. */
class ShiftChangesTest extends ServiceTest {

  private static final String DB = "/api/v1/schedules/db-duty";
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
  void an_override_is_answered_at_once_and_paged_and_revoked() {
    Instant from = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
    String id =
        post(
                admin,
                "/api/v1/schedules/ap-duty/overrides",
                Map.of(
                    "personId",
                    "wu-gang",
                    "from",
                    from.toString(),
                    "until",
                    from.plusSeconds(3600).toString(),
                    "reason",
                    "考试"))
            .path("id")
            .asString();

    onCall("AP")
        .jsonPath("$.primary.personId")
        .isEqualTo("wu-gang")
        .jsonPath("$.primary.until")
        .isEqualTo(from.plusSeconds(3600).toString())
        .jsonPath("$.primary.reason")
        .value(String.class, reason -> assertThat(reason).contains("override", "考试"));
    try (TopicProbe pages = new TopicProbe(Topics.PAGES);
        TopicProbe assignments = new TopicProbe(Topics.ASSIGNMENTS)) {
      Envelope<PageRequestedV1> page =
          Samples.page("i-9", new PageTarget("AP", DutyRole.PRIMARY, null), List.of());
      pages.write("i-9", page);
      await()
          .untilAsserted(() ->
              assertThat(assignments.of("i-9"))
                  .filteredOn(e -> page.id().equals(e.cause()))
                  .singleElement()
                  .extracting(Envelope::data)
                  .isInstanceOfSatisfying(
                      PageAssignedV1.class,
                      a -> {
                        assertThat(a.assignees().getFirst().personId()).isEqualTo("wu-gang");
                        assertThat(a.assignees().getFirst().reason().zh()).contains("临时替换");
                      }));
    }
    admin
        .delete()
        .uri("/api/v1/schedules/ap-duty/overrides/" + id)
        .exchange()
        .expectStatus()
        .isNoContent();
    onCall("AP")
        .jsonPath("$.primary.personId")
        .value(String.class, p -> assertThat(p).isNotEqualTo("wu-gang"));
  }

  @Test
  void who_is_on_leave_is_replaced_by_the_substitute_everywhere() {
    WebTestClient own = roster.as("zhu-lin~RESPONDER");
    Instant from = Instant.now().minusSeconds(60);
    String id =
        post(
                own,
                "/api/v1/leave",
                Map.of("from", from.toString(), "until", from.plusSeconds(7200).toString()))
            .path("id")
            .asString();

    onCall("BZ")
        .jsonPath("$.primary.personId")
        .isEqualTo("qin-feng")
        .jsonPath("$.substitute")
        .isEqualTo(null);
    admin
        .get()
        .uri("/api/v1/people/qin-feng")
        .exchange()
        .expectBody()
        .jsonPath("$.posts[?(@.role == 'PRIMARY')].onShift")
        .isEqualTo(true);
    roster
        .as("qin-feng~RESPONDER")
        .delete()
        .uri("/api/v1/leave/" + id)
        .exchange()
        .expectStatus()
        .isForbidden();
    own.delete().uri("/api/v1/leave/" + id).exchange().expectStatus().isNoContent();
    onCall("BZ").jsonPath("$.primary.personId").isEqualTo("zhu-lin");
  }

  @Test
  void leave_is_taken_back_in_a_schedule_that_shows_it_and_in_no_other() {
    WebTestClient own = roster.as("you-jia~RESPONDER");
    Instant from = Instant.now().plus(Duration.ofDays(50));
    String id =
        post(
                own,
                "/api/v1/schedules/cm-duty/leave",
                Map.of("from", from.toString(), "until", from.plusSeconds(7200).toString()))
            .path("id")
            .asString();

    for (String other : List.of("db-duty", "no-such-duty")) {
      own.delete()
          .uri("/api/v1/schedules/" + other + "/leave/" + id)
          .exchange()
          .expectStatus()
          .isNotFound();
    }
    String shown = "/api/v1/schedules/cm-duty/leave";
    assertThat(get(own, shown).path("items").findValuesAsString("id")).contains(id);
    own.delete().uri(shown + "/" + id).exchange().expectStatus().isNoContent();
    assertThat(get(own, shown).path("items").findValuesAsString("id")).doesNotContain(id);
  }

  @Test
  void a_swap_waits_for_the_other_one() {
    WebTestClient wang = roster.as("wang-ming~RESPONDER");
    WebTestClient li = roster.as("li-fang~RESPONDER");
    Instant from = Instant.now().plus(Duration.ofDays(20)).truncatedTo(ChronoUnit.SECONDS);
    Map<String, Object> piece =
        Map.of("from", from.toString(), "until", from.plusSeconds(3600).toString());
    String id =
        post(wang, DB + "/swaps", Map.of("counterpart", "zhao-lei", "give", piece))
            .path("id")
            .asString();

    assertThat(told.messagesTo("zhao-lei")).anyMatch(m -> m.text().contains("申请与您调班"));
    li.post()
        .uri(DB + "/swaps/" + id + "/consent")
        .exchange()
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.missing[0]")
        .isEqualTo("zhao-lei");
    roster
        .as("zhao-lei~RESPONDER")
        .post()
        .uri(DB + "/swaps/" + id + "/consent")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.state")
        .isEqualTo("EFFECTIVE");
    admin
        .get()
        .uri(DB + "/shifts?role=PRIMARY&from=%s&to=%s".formatted(from, from.plusSeconds(3600)))
        .exchange()
        .expectBody()
        .jsonPath("$.items[0].personId")
        .isEqualTo("zhao-lei");
    li.post()
        .uri(DB + "/swaps")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(Map.of("counterpart", "zhao-lei", "give", piece))
        .exchange()
        .expectStatus()
        .isEqualTo(409);
  }

  @Test
  void both_hear_that_their_swap_goes_with_the_override_that_it_acted_on() {
    Instant from = Instant.now().plus(Duration.ofDays(70)).truncatedTo(ChronoUnit.SECONDS);
    String override = override("pw-duty", "han-xue", from, from.plusSeconds(3600));
    String path = "/api/v1/schedules/pw-duty/swaps";
    Map<String, Object> given = piece(from.toString(), from.plusSeconds(3600).toString());
    Map<String, Object> taken =
        piece(from.plusSeconds(86_400).toString(), from.plusSeconds(90_000).toString());
    String id =
        post(
                roster.as("han-xue~RESPONDER"),
                path,
                Map.of("counterpart", "jiang-bo", "give", given, "take", taken))
            .path("id")
            .asString();
    post(roster.as("jiang-bo~RESPONDER"), path + "/" + id + "/consent", Map.of());

    admin
        .delete()
        .uri("/api/v1/schedules/pw-duty/overrides/" + override)
        .exchange()
        .expectStatus()
        .isNoContent();

    assertThat(get(admin, path).path("items").valueStream())
        .filteredOn(s -> s.path("id").asString().equals(id))
        .singleElement()
        .satisfies(s -> assertThat(s.path("state").asString()).isEqualTo("REVOKED"));
    for (String person : List.of("han-xue", "jiang-bo")) {
      assertThat(told.messagesTo(person))
          .filteredOn(m -> m.text().contains("某人撤销了替班，您的调班随之失效"))
          .hasSize(1);
    }
  }

  @Test
  void a_handover_lists_what_is_open_and_is_signed_by_both() {
    open(Samples.facts("i-open", IncidentState.ACTIVE));
    open(Samples.drill("i-drill"));
    String giver =
        get(admin, "/api/v1/on-call?post=DB").path("primary").path("personId").asString();
    String taker = giver.equals("wang-ming") ? "li-fang" : "wang-ming";
    WebTestClient from = roster.as(giver + "~RESPONDER");
    await()
        .untilAsserted(() -> {
          JsonNode incidents = post(from, DB + "/handovers", Map.of("to", taker)).path("incidents");
          assertThat(incidents.findValuesAsString("id")).contains("i-open", "i-drill");
          assertThat(incidents)
              .allSatisfy(i ->
                  assertThat(i.path("exercise").asBoolean())
                      .isEqualTo(i.path("id").asString().equals("i-drill")));
        });
    JsonNode written = post(from, DB + "/handovers", Map.of("to", taker, "note", "换了两块盘"));
    String id = written.path("id").asString();

    assertThat(written.path("open").asInt()).isEqualTo(written.path("incidents").size());
    refused(roster.as("sun-qian~RESPONDER"), DB + "/handovers", Map.of("from", giver, "to", taker));
    refused(from, DB + "/handovers", Map.of("from", taker, "to", giver, "role", "THIRD_LINE"));
    refused(roster.as("sun-qian~RESPONDER"), DB + "/handovers/" + id + "/signature", Map.of());
    roster
        .as(taker + "~RESPONDER")
        .post()
        .uri(DB + "/handovers/" + id + "/signature")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.complete")
        .isEqualTo(true)
        .jsonPath("$.signatures.length()")
        .isEqualTo(2);
    JsonNode newest = get(admin, DB + "/handovers?limit=1");
    assertThat(newest.path("items").path(0).path("id").asString()).isEqualTo(id);
    JsonNode older = get(admin, DB + "/handovers?limit=1&cursor=" + newest.path("next").asString());
    assertThat(older.path("items").path(0).path("id").asString()).isNotEqualTo(id).isNotEmpty();
  }

  private static void open(IncidentFacts facts) {
    try (TopicProbe incidents = new TopicProbe(Topics.INCIDENTS)) {
      incidents.write(
          facts.id(),
          new Envelope<>(
              TopicProbe.id(),
              Instant.now(),
              null,
              new IncidentOpenedV1(1, facts, new LocalText("x", "x"), Actor.SYSTEM, "r-1", null)));
    }
  }

  private static void refused(WebTestClient caller, String path, Map<String, String> body) {
    caller.post().uri(path).bodyValue(body).exchange().expectStatus().isEqualTo(409);
  }

  @Test
  void who_comes_on_duty_and_who_goes_off_are_told_unless_the_schedule_wants_it_quiet() {
    applied(demo.replace("  - id: pw-duty\n", "  - id: pw-duty\n    announce: false\n"));
    Instant from = Instant.now().minusSeconds(60);
    AtomicInteger turns = new AtomicInteger();
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(() -> {
          // The first look only takes note; each override after it is a change of shift.
          String person = List.of("wu-gang", "zhao-lei").get(turns.getAndIncrement() % 2);
          Instant until = Instant.now().plusSeconds(600);
          override("pw-duty", person, from, until);
          override("ho-duty", person, from, until);
          assertThat(told.messagesTo("wu-gang"))
              .anyMatch(m -> m.text().contains("您已上班：岗位 HO 主班"))
              .anyMatch(m -> m.text().contains("您已下班：岗位 HO 主班"));
        });
    assertThat(told.events(PersonMessageRequestedV1.class))
        .noneMatch(m -> m.text().matches("您已[上下]班：岗位 PW .*"));
  }

  private static String override(String schedule, String person, Instant from, Instant until) {
    return post(
            admin,
            "/api/v1/schedules/" + schedule + "/overrides",
            Map.of(
                "personId",
                person,
                "from",
                from.toString(),
                "until",
                until.toString(),
                "reason",
                "培训"))
        .path("id")
        .asString();
  }

  @Test
  void whoever_others_put_on_duty_hears_of_it_before_it_begins_and_when_it_is_taken_back() {
    Instant from = Instant.now().plus(Duration.ofDays(40)).truncatedTo(ChronoUnit.SECONDS);
    String id = override("bz-duty", "feng-tao", from, from.plusSeconds(3600));
    String own = "/api/v1/schedules/bz-duty/overrides";
    post(
        roster.as("chen-jing~DUTY_LEAD"),
        own,
        Map.of(
            "personId",
            "chen-jing",
            "from",
            from.plusSeconds(3600).toString(),
            "until",
            from.plusSeconds(7200).toString(),
            "reason",
            "x"));

    assertThat(told.messagesTo("feng-tao"))
        .filteredOn(m -> m.text().contains("安排您值班：岗位 BZ 主班"))
        .singleElement()
        .satisfies(m -> assertThat(m.text()).contains("某人", "培训"));
    assertThat(told.messagesTo("chen-jing")).noneMatch(m -> m.text().contains("安排您值班"));
    admin.delete().uri(own + "/" + id).exchange().expectStatus().isNoContent();
    assertThat(told.messagesTo("feng-tao")).anyMatch(m -> m.text().contains("取消了您的值班：岗位 BZ"));
  }

  @Test
  void times_that_run_backwards_or_are_beyond_all_years_are_answered_with_their_field() {
    WebTestClient wang = roster.as("wang-ming~RESPONDER");
    Map<String, Object> backwards = piece("2099-03-11T09:00:00Z", "2099-03-10T09:00:00Z");
    Map<String, Object> absurd = piece("+999999999-01-01T00:00:00Z", "+999999999-01-02T00:00:00Z");

    for (String entered : List.of(DB + "/overrides", "/api/v1/leave")) {
      assertThat(wrong(admin, entered, with(backwards, "personId", "wang-ming")))
          .isEqualTo(
              "until: Expected an end after the beginning and within 366 days, but got"
                  + " 2099-03-11T09:00:00Z to 2099-03-10T09:00:00Z");
      assertThat(wrong(admin, entered, with(absurd, "personId", "wang-ming")))
          .isEqualTo(
              "from: Expected a time from 1900-01-01 to 9998-12-31, but got"
                  + " +999999999-01-01T00:00:00Z");
    }
    assertThat(wrong(wang, DB + "/swaps", Map.of("counterpart", "zhao-lei", "give", backwards)))
        .startsWith("give.until: ");
    assertThat(wrong(wang, DB + "/swaps", Map.of("counterpart", "zhao-lei", "give", absurd)))
        .startsWith("give.from: ");
    assertThat(
            wrong(
                admin,
                DB + "/overrides/copy",
                Map.of("from", "2026-03-09", "to", "2026-03-16", "into", "+999999999-12-31")))
        .startsWith("into: ");
  }

  @Test
  void words_without_end_are_answered_with_their_field_wherever_people_write_some() {
    WebTestClient wang = roster.as("wang-ming~RESPONDER");
    Map<String, Object> span = piece("2099-03-10T09:00:00Z", "2099-03-11T09:00:00Z");
    String reason = "reason: Expected at most 500 characters, but got 501";
    Map<String, Object> endless = new HashMap<>(span);
    endless.put("personId", "wang-ming");
    endless.put("reason", "x".repeat(501));

    assertThat(wrong(admin, DB + "/overrides", endless)).isEqualTo(reason);
    assertThat(wrong(admin, "/api/v1/leave", endless)).isEqualTo(reason);
    assertThat(
            wrong(
                wang,
                DB + "/swaps",
                Map.of("counterpart", "zhao-lei", "give", span, "reason", "x".repeat(501))))
        .isEqualTo(reason);
    assertThat(wrong(wang, DB + "/swaps/any/refuse", Map.of("reason", "x".repeat(501))))
        .isEqualTo(reason);
    assertThat(wrong(wang, DB + "/handovers", Map.of("to", "zhao-lei", "note", "x".repeat(4_001))))
        .isEqualTo("note: Expected at most 4000 characters, but got 4001");
  }

  private static Map<String, Object> piece(String from, String until) {
    return Map.of("from", from, "until", until);
  }

  private static Map<String, Object> with(Map<String, Object> body, String name, String value) {
    Map<String, Object> more = new HashMap<>(body);
    more.put(name, value);
    more.put("reason", "x");
    return more;
  }

  /** The first of the fields that a request is refused for with 400, and why. */
  private static String wrong(WebTestClient client, String path, Map<String, Object> body) {
    byte[] answer =
        client
            .post()
            .uri(path)
            .bodyValue(body)
            .exchange()
            .expectStatus()
            .isBadRequest()
            .expectBody()
            .returnResult()
            .getResponseBody();
    JsonNode error =
        JsonMapper.shared().readTree(Objects.requireNonNull(answer)).path("errors").path(0);
    return error.path("field").asString() + ": " + error.path("message").asString();
  }

  @Test
  void a_schedule_that_was_removed_and_comes_again_has_nothing_of_what_was_entered_before() {
    String again =
        demo.replace(
            "  - id: nw-duty\n",
            """
              - id: again-duty
                post: SE
                layers: [{rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [wu-gang]}}]
              - id: nw-duty
            """);
    String path = "/api/v1/schedules/again-duty";
    applied(again);
    Instant from = Instant.now().plus(Duration.ofDays(80)).truncatedTo(ChronoUnit.SECONDS);
    String id = override("again-duty", "feng-tao", from, from.plusSeconds(3600));
    Map<String, Object> later =
        piece(from.plusSeconds(7200).toString(), from.plusSeconds(9000).toString());
    WebTestClient wu = roster.as("wu-gang~RESPONDER");
    post(wu, path + "/swaps", Map.of("counterpart", "zhao-lei", "give", later));
    String link = post(admin, path + "/calendar-link", Map.of()).path("path").asString();
    applied(again.replace("id: again-duty\n    post: SE", "id: again-duty\n    post: BZ"));
    assertThat(get(admin, path + "/overrides").path("items").findValuesAsString("id"))
        .as("one that is only changed keeps them")
        .containsExactly(id);

    applied(demo);
    applied(again);

    assertThat(get(admin, path + "/overrides").path("items")).isEmpty();
    assertThat(get(admin, path + "/swaps").path("items")).isEmpty();
    roster.as("").get().uri(link).exchange().expectStatus().isNotFound();
    String hour = "/shifts?role=PRIMARY&from=%s&to=%s".formatted(from, from.plusSeconds(3600));
    assertThat(get(admin, path + hour).path("items").findValuesAsString("personId"))
        .containsExactly("wu-gang");
    String anew = override("again-duty", "feng-tao", from, from.plusSeconds(3600));
    assertThat(get(admin, path + "/overrides").path("items").findValuesAsString("id"))
        .containsExactly(anew);
  }

  @Test
  void who_is_on_duty_and_cannot_be_reached_at_all_is_a_gap_also_when_out_of_the_set_up() {
    applied(
        demo.replace(
            "\npeople:\n",
            "\npeople:\n  - {id: new-hand, name: 新人, unit: province, contacts: []}\n"));
    Instant from = Instant.now().minusSeconds(60);
    String id = override("se-duty", "new-hand", from, from.plusSeconds(1800));

    assertThat(unverified("SE", "new-hand")).contains("has no contact point that can be verified");
    applied(demo);
    assertThat(unverified("SE", "new-hand")).contains("new-hand is not in the set-up any more");
    onCall("SE")
        .jsonPath("$.primary.personId")
        .isEqualTo("han-xue")
        .jsonPath("$.primary.reason")
        .value(
            String.class,
            reason -> assertThat(reason).contains("layer 1", "new-hand, who was to be on duty"));
    admin
        .delete()
        .uri("/api/v1/schedules/se-duty/overrides/" + id)
        .exchange()
        .expectStatus()
        .isNoContent();
  }

  private static String unverified(String post, String person) {
    return get(admin, "/api/v1/roster/gaps?post=" + post)
        .path("items")
        .valueStream()
        .filter(gap -> gap.path("kind").asString().equals("UNVERIFIED"))
        .filter(gap -> gap.path("personId").asString().equals(person))
        .map(gap -> gap.path("reason").asString())
        .findFirst()
        .orElse("");
  }

  @Test
  void a_gap_is_shown_told_once_and_its_owner_gets_a_message() {
    String gap =
        demo.replace(
            "  - id: nw-duty\n    post: NW\n",
            "  - id: nw-duty\n    post: NW\n    owner: he-deputy\n");
    assertThat(gap).isNotEqualTo(demo);
    applied(
        gap.replaceFirst(
            "(nw-duty[\\s\\S]*?)handoff: \"2026-01-05T08:30\"", "$1handoff: \"2099-01-05T08:30\""));

    admin
        .get()
        .uri("/api/v1/roster/gaps?post=NW")
        .exchange()
        .expectBody()
        .jsonPath("$.items[?(@.kind == 'UNSTAFFED' && @.role == 'PRIMARY')].schedule")
        .isEqualTo("nw-duty");
    await()
        .untilAsserted(() -> {
          assertThat(told.events(RosterGapFoundV1.class))
              .anyMatch(g -> g.post().equals("NW") && g.kind() == GapKind.UNSTAFFED);
          assertThat(told.messagesTo("he-deputy"))
              .anyMatch(m -> m.text().contains("nw-duty") && m.text().contains("无人值班"));
        });
  }

  @Test
  void whoever_leads_is_told_that_a_vendors_contract_ends_soon() {
    LocalDate end = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(20);
    applied(demo.replace("contractUntil: 2027-12-31", "contractUntil: " + end));

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            assertThat(told.messagesTo("zhou-leader"))
                .filteredOn(m -> m.subject().startsWith("厂商合同到期提醒"))
                .singleElement()
                .satisfies(
                    m -> assertThat(m.text()).contains("某数据库厂商", "将于 " + end + " 到期", "payment")));
    assertThat(told.messagesTo("he-deputy")).anyMatch(m -> m.subject().startsWith("厂商合同到期提醒"));
    applied(demo);
  }
}
