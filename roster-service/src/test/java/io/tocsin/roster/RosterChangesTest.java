package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.Degree;
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
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.contracts.Topics;
import io.tocsin.roster.TopicProbe.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What people change in the roster while the service runs, and what then is answered and told. */
class RosterChangesTest {

  private static final MediaType YAML = MediaType.parseMediaType("application/yaml");
  private static final String DB = "/api/v1/schedules/db-duty";
  private static final Pattern CODE = Pattern.compile("(\\d{6})");

  private static RunningRoster roster;
  private static WebTestClient admin;
  private static TopicProbe told;
  private static String demo;

  @BeforeAll
  static void start() throws IOException {
    demo = Files.readString(Path.of("../docs/examples/organisation.yaml"));
    roster = RunningRoster.start("roster_changes");
    admin = roster.as("ADMIN");
    told = new TopicProbe(Topics.ROSTER);
    apply(demo);
  }

  @AfterAll
  static void stop() {
    roster.close();
    told.close();
  }

  @Test
  void an_override_is_answered_at_once_and_paged_and_revoked() throws IOException {
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
      Envelope<PageRequestedV1> page = page();
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
  void another_instance_knows_of_it_within_a_moment() {
    try (RunningRoster other = RunningRoster.start("roster_changes")) {
      Instant from = Instant.now().minusSeconds(60);
      post(
          admin,
          "/api/v1/schedules/cm-duty/overrides",
          Map.of(
              "personId",
              "wu-gang",
              "from",
              from.toString(),
              "until",
              from.plusSeconds(3600).toString(),
              "reason",
              "x"));
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() ->
              other
                  .as("ADMIN")
                  .get()
                  .uri("/api/v1/on-call?post=CM")
                  .exchange()
                  .expectBody()
                  .jsonPath("$.primary.personId")
                  .isEqualTo("wu-gang"));
    }
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

    assertThat(messagesTo("zhao-lei")).anyMatch(m -> m.text().contains("申请与您调班"));
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
  void a_handover_lists_what_is_open_and_is_signed_by_both() {
    IncidentFacts facts = facts("i-open", IncidentState.ACTIVE);
    try (TopicProbe incidents = new TopicProbe(Topics.INCIDENTS)) {
      incidents.write(
          "i-open",
          new Envelope<>(
              TopicProbe.id(),
              Instant.now(),
              null,
              new IncidentOpenedV1(1, facts, new LocalText("x", "x"), Actor.SYSTEM, "r-1", null)));
    }
    WebTestClient wang = roster.as("wang-ming~RESPONDER");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(
                    post(wang, DB + "/handovers", Map.of("to", "li-fang"))
                        .path("incidents")
                        .path(0)
                        .path("number")
                        .asString(""))
                .isEqualTo("2026-0042"));
    String id =
        post(wang, DB + "/handovers", Map.of("to", "li-fang", "note", "换了两块盘"))
            .path("id")
            .asString();

    roster
        .as("sun-qian~RESPONDER")
        .post()
        .uri(DB + "/handovers/" + id + "/signature")
        .exchange()
        .expectStatus()
        .isEqualTo(409);
    roster
        .as("li-fang~RESPONDER")
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
  }

  @Test
  void a_gap_is_shown_told_once_and_its_owner_gets_a_message() {
    String gap =
        demo.replace(
            "  - id: nw-duty\n    post: NW\n",
            "  - id: nw-duty\n    post: NW\n    owner: he-deputy\n");
    assertThat(gap).isNotEqualTo(demo);
    apply(
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
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          assertThat(events(RosterGapFoundV1.class))
              .anyMatch(g -> g.post().equals("NW") && g.kind() == GapKind.UNSTAFFED);
          assertThat(messagesTo("he-deputy"))
              .anyMatch(m -> m.text().contains("nw-duty") && m.text().contains("无人值班"));
        });
    apply(demo);
  }

  @Test
  void a_contact_point_is_verified_by_the_code_that_comes_there() {
    WebTestClient own = roster.as("sun-qian~RESPONDER");
    String contacts = "/api/v1/people/sun-qian/contacts";
    own.get()
        .uri(contacts)
        .exchange()
        .expectBody()
        .jsonPath("$.items[0].verifiedAt")
        .isEqualTo(null);
    own.post().uri(contacts + "/1/verification").exchange().expectStatus().isAccepted();
    PersonMessageRequestedV1 message = messagesTo("sun-qian").getLast();
    assertThat(message.contacts())
        .singleElement()
        .extracting(c -> c.channel())
        .isEqualTo(Channel.SMS);
    Matcher code = CODE.matcher(message.text());
    assertThat(code.find()).isTrue();

    put(own, contacts + "/1/verification", Map.of("code", "nonsense"))
        .expectStatus()
        .isEqualTo(409);
    put(own, contacts + "/1/verification", Map.of("code", code.group(1)))
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.items[0].verifiedAt")
        .isNotEmpty();
    put(own, contacts + "/order", Map.of("channels", List.of("EMAIL", "SMS")))
        .expectStatus()
        .isOk();
    own.get()
        .uri("/api/v1/people/sun-qian")
        .exchange()
        .expectBody()
        .jsonPath("$.contacts[0].channel")
        .isEqualTo("EMAIL");
    roster.as("wu-gang~RESPONDER").get().uri(contacts).exchange().expectStatus().isForbidden();
  }

  @Test
  void a_calendar_opens_with_its_link_until_the_link_is_revoked() {
    String path = post(admin, DB + "/calendar-link", Map.of()).path("path").asString();
    WebTestClient nobody = roster.as("");

    String calendar =
        Objects.requireNonNull(
            nobody
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType("text/calendar;charset=UTF-8")
                .expectBody(String.class)
                .returnResult()
                .getResponseBody());

    assertThat(calendar).startsWith("BEGIN:VCALENDAR").contains("SUMMARY:DB 主班: 王明");
    nobody.get().uri(DB + "/calendar.ics?key=wrong").exchange().expectStatus().isNotFound();
    nobody.get().uri(DB + "/calendar.ics").exchange().expectStatus().isNotFound();
    admin.delete().uri(DB + "/calendar-link").exchange().expectStatus().isNoContent();
    nobody.get().uri(path).exchange().expectStatus().isNotFound();
  }

  @Test
  void a_calendar_that_is_brought_in_fills_its_layer() {
    apply(
        demo.replace(
            "  - id: nw-duty\n",
            "  - {id: vendor-duty, post: SE, layers: [{name: ext, calendar: true}]}\n  - id: nw-duty\n"));
    Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
    String time = now.toString().replace("-", "").replace(":", "");
    String ics =
        String.join(
            "\r\n",
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//x//y//EN",
            "BEGIN:VEVENT",
            "UID:1",
            "DTSTAMP:" + time,
            "DTSTART:" + time,
            "DURATION:PT2H",
            "RRULE:FREQ=DAILY;COUNT=3",
            "SUMMARY:吴刚",
            "END:VEVENT",
            "END:VCALENDAR",
            "");
    String layer = "/api/v1/schedules/vendor-duty/layers/ext/calendar";
    bring(layer, ics).expectStatus().isOk().expectBody().jsonPath("$.shifts").isEqualTo(3);
    bring(layer, ics.replace("吴刚", "某人"))
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors.length()")
        .isEqualTo(1);
    bring(layer, "no calendar").expectStatus().isBadRequest();
    admin
        .get()
        .uri(
            "/api/v1/schedules/vendor-duty/shifts?role=PRIMARY&from=%s&to=%s"
                .formatted(now, now.plus(Duration.ofHours(2))))
        .exchange()
        .expectBody()
        .jsonPath("$.items.length()")
        .isEqualTo(1)
        .jsonPath("$.items[0].personId")
        .isEqualTo("wu-gang");
    apply(demo);
  }

  @Test
  void one_entry_is_created_replaced_and_removed_by_the_rules_of_the_whole() {
    String path = "/api/v1/systems/ledger";
    put(admin, path + "?dryRun=true", Map.of("name", "总账系统"))
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.added[0]")
        .isEqualTo("system/ledger");
    put(admin, path, Map.of("name", "总账系统"))
        .expectStatus()
        .isCreated()
        .expectBody()
        .jsonPath("$.added[0]")
        .isEqualTo("system/ledger");
    put(admin, path, Map.of("name", "总账新系统"))
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.details[0].field")
        .isEqualTo("name")
        .jsonPath("$.details[0].from")
        .isEqualTo("总账系统")
        .jsonPath("$.details[0].to")
        .isEqualTo("总账新系统");
    admin.get().uri(path).exchange().expectBody().jsonPath("$.name").isEqualTo("总账新系统");
    put(admin, "/api/v1/people/new-one", Map.of("name", "新人", "unit", "nowhere"))
        .expectStatus()
        .isBadRequest()
        .expectBody()
        .jsonPath("$.errors[0].field")
        .isEqualTo("unit");
    admin
        .delete()
        .uri("/api/v1/people/wang-ming")
        .exchange()
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.missing[0]")
        .value(String.class, where -> assertThat(where).startsWith("schedules["));
    admin.delete().uri(path).exchange().expectStatus().isOk();
    admin.get().uri(path).exchange().expectStatus().isNotFound();
    put(roster.as("LEADER"), path, Map.of("name", "x")).expectStatus().isForbidden();
  }

  @Test
  void who_comes_on_duty_and_who_goes_off_are_told_where_the_schedule_says_so() {
    apply(demo.replace("  - id: ho-duty\n", "  - id: ho-duty\n    announce: true\n"));
    Instant from = Instant.now().minusSeconds(60);
    AtomicInteger turns = new AtomicInteger();
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofSeconds(2))
        .untilAsserted(() -> {
          // The first look only takes note; each override after it is a change of shift.
          String person = List.of("wu-gang", "zhao-lei").get(turns.getAndIncrement() % 2);
          post(
              admin,
              "/api/v1/schedules/ho-duty/overrides",
              Map.of(
                  "personId",
                  person,
                  "from",
                  from.toString(),
                  "until",
                  Instant.now().plusSeconds(600).toString(),
                  "reason",
                  "x"));
          assertThat(messagesTo("wu-gang")).anyMatch(m -> m.text().contains("您已上班"));
          assertThat(messagesTo("wu-gang")).anyMatch(m -> m.text().contains("您已下班"));
        });
    apply(demo);
  }

  @Test
  void a_unit_is_answered_for_by_its_liaison() {
    admin
        .get()
        .uri("/api/v1/on-call?post=UL&unit=yunxi")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.primary.name")
        .isEqualTo("云溪联络员")
        .jsonPath("$.liaison.contacts.length()")
        .isEqualTo(2);
    admin
        .get()
        .uri("/api/v1/on-call?post=DB&unit=yunxi")
        .exchange()
        .expectBody()
        .jsonPath("$.primary.personId")
        .isEqualTo("wang-ming")
        .jsonPath("$.liaison.name")
        .isEqualTo("云溪联络员");
  }

  @Test
  void fairness_counts_who_carries_what() {
    admin.get().uri("/api/v1/schedules/hand-made/fairness").exchange().expectStatus().isNotFound();
    admin
        .get()
        .uri(DB + "/fairness?from=2026-05-01T00:00:00+08:00&to=2026-05-08T00:00:00+08:00")
        .exchange()
        .expectBody()
        .jsonPath("$.items[0].personId")
        .isEqualTo("wang-ming")
        .jsonPath("$.items[0].hours")
        .isEqualTo(168.0)
        .jsonPath("$.items[0].holidays")
        .isEqualTo(5)
        .jsonPath("$.items[0].nights")
        .isEqualTo(8);
  }

  private static ResponseSpec bring(String layer, String ics) {
    return admin
        .put()
        .uri(layer)
        .contentType(MediaType.parseMediaType("text/calendar"))
        .bodyValue(ics)
        .exchange();
  }

  private static BodyContentSpec onCall(String post) {
    return admin
        .get()
        .uri("/api/v1/on-call?post=" + post)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody();
  }

  private static JsonNode post(WebTestClient client, String uri, Map<String, ?> body) {
    byte[] answer =
        client
            .post()
            .uri(uri)
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(body)
            .exchange()
            .expectStatus()
            .is2xxSuccessful()
            .expectBody()
            .returnResult()
            .getResponseBody();
    return JsonMapper.shared().readTree(Objects.requireNonNull(answer));
  }

  private static ResponseSpec put(WebTestClient client, String uri, Map<String, ?> body) {
    return client.put().uri(uri).contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
  }

  private static void apply(String document) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() ->
            admin
                .put()
                .uri("/api/v1/organisation")
                .contentType(YAML)
                .bodyValue(document)
                .exchange()
                .expectStatus()
                .isOk());
  }

  private static List<PersonMessageRequestedV1> messagesTo(String person) {
    return events(PersonMessageRequestedV1.class).stream()
        .filter(m -> m.personId().equals(person))
        .toList();
  }

  private static <T> List<T> events(Class<T> type) {
    List<T> found = new ArrayList<>();
    for (Seen seen : told.seen()) {
      Envelope<?> envelope = seen.envelope();
      if (envelope != null && type.isInstance(envelope.data())) {
        found.add(type.cast(envelope.data()));
      }
    }
    return found;
  }

  private static Envelope<PageRequestedV1> page() {
    PageRequestedV1 page =
        new PageRequestedV1(
            TopicProbe.id(),
            facts("i-9", IncidentState.NEW),
            "global-severe",
            1,
            0,
            new PageTarget("AP", DutyRole.PRIMARY, null),
            List.of(Channel.SMS),
            Duration.ofMinutes(5),
            new LocalText("第1级", "level 1"),
            Instant.now(),
            List.of());
    return new Envelope<>(TopicProbe.id(), Instant.now(), null, page);
  }

  private static IncidentFacts facts(String id, IncidentState state) {
    return new IncidentFacts(
        id,
        "2026-0042",
        "payment",
        Scope.GLOBAL,
        Severity.SEV1,
        Degree.FULL_STOP,
        state,
        ServiceState.DEGRADED,
        "UNKNOWN",
        false,
        List.of(),
        2,
        Instant.now(),
        null);
  }
}
