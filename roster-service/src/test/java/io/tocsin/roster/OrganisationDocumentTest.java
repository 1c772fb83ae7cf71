package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.directory.Directory;
import io.tocsin.roster.TopicProbe.Seen;
import io.tocsin.testkit.Thorough;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

/** The set-up as one document, and entry by entry. */
class OrganisationDocumentTest extends ServiceTest {

  /** Two pages of them, so that a list has a next page. */
  private static final int PEOPLE = Thorough.times(2_000, 10_000);

  private static TopicProbe directory;

  @BeforeAll
  static void listen() {
    directory = new TopicProbe(Topics.DIRECTORY);
  }

  @AfterAll
  static void hangUp() {
    directory.close();
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
  void an_organisation_of_a_thousand_units_and_thousands_of_people_is_applied() {
    long revision = applied(large());

    await().until(() -> roster.bean(Directory.class).current().revision() == revision);
    assertThat(roster.bean(Directory.class).current().people()).hasSize(PEOPLE);
    assertThat(roster.bean(Directory.class).current().units()).hasSize(1_000);
    assertThat(applied(exported(YAML))).isEqualTo(revision);

    BodyContentSpec first = get("/api/v1/people?limit=1000").expectBody();
    first.jsonPath("$.items.length()").isEqualTo(1000).jsonPath("$.next").isNotEmpty();
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
  void holes_of_the_policies_are_named_in_the_answer_also_of_a_dry_run() {
    String hole =
        demo.replaceAll("(?s)  - id: nw-duty.*?(?=  - id: )", "")
            .replaceFirst(
                "targets: \\[\\{posts: \\[AP, DB\\], role: PRIMARY\\}\\]",
                "targets: [{posts: [NW]}]");
    assertThat(hole).contains("posts: [NW]").doesNotContain("nw-duty");

    admin
        .put()
        .uri(ORGANISATION + "?dryRun=true")
        .header("Accept-Language", "zh")
        .contentType(YAML)
        .bodyValue(hole)
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .jsonPath("$.warnings[0].kind")
        .isEqualTo("EMPTY_TARGET")
        .jsonPath("$.warnings[0].level")
        .isEqualTo(1)
        .jsonPath("$.warnings[0].message")
        .isEqualTo("策略 regional-severe 第1级：岗位 NW 的值班表中没有主班或替班");
    put(admin, demo).expectStatus().isOk().expectBody().jsonPath("$.warnings").isEmpty();
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

  private static String large() {
    StringBuilder yaml = new StringBuilder("name: 大单位\ntimeZone: Asia/Shanghai\nunits:\n");
    for (int i = 0; i < 1_000; i++) {
      yaml.append(
          "  - {code: u%d, name: 第%d局%s}\n"
              .formatted(i, i, i == 0 ? "" : ", parent: u" + (i - 1) / 30));
    }
    yaml.append("people:\n");
    for (int i = 0; i < PEOPLE; i++) {
      yaml.append(
          "  - {id: p%d, name: 人员%d, unit: u%d, contacts: [{channel: SMS, to: \"+86138%08d\"}, {channel: EMAIL, to: p%d@example.cn}]}\n"
              .formatted(i, i, i % 1_000, i, i));
    }
    return yaml.toString();
  }
}
