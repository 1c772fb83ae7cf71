package io.tocsin.roster.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.PolicyCondition;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.DirectoryEvent.Response;
import io.tocsin.contracts.DirectoryEvent.ResponseLimits;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.Severity;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.roster.domain.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrganisationReaderTest {

  private static final String SMALL =
      """
      name: 某局
      timeZone: Asia/Shanghai
      units:
        - {code: centre, name: 中心}
        - {code: east, name: 东局, parent: centre, liaison: {name: 联络员, contacts: [{channel: SMS, to: +8613900000001}]}}
      systems:
        - {code: payment, name: 支付}
      posts:
        - {code: LD, name: 组长}
        - {code: DB, name: 数据库}
      people:
        - {id: wang, name: 王, unit: centre, contacts: [{channel: EMAIL, to: wang@example.cn}]}
      schedules:
        - id: db
          post: DB
          layers:
            - {rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [wang]}}
      escalationPolicies:
        - {id: severe, when: {severity: [SEV1]}, levels: [{after: PT0S, targets: [{posts: [DB]}]}]}
        - {id: rest, levels: [{after: PT0S, targets: [{people: [wang]}]}, {after: PT5M, targets: [{posts: [LD], role: PRIMARY}]}]}
      vendors:
        - {id: v, name: 厂商, assets: [payment], phone: "+862100000000", contractUntil: 2027-12-31}
      """;

  @Test
  void the_demo_organisation_is_read_whole() throws IOException {
    Organisation demo = demo();

    assertThat(demo.units()).hasSize(19);
    assertThat(demo.people()).hasSize(20);
    assertThat(demo.posts()).hasSize(10);
    assertThat(demo.schedules()).hasSize(10);
    assertThat(demo.policies())
        .extracting(EscalationPolicyV1::id)
        .containsExactly(
            "global-severe",
            "global-serious",
            "global-minor",
            "regional-severe",
            "regional-serious",
            "everything-else");
    assertThat(demo.policies().getFirst().levels())
        .extracting(PolicyLevel::repeatEvery)
        .containsExactly(Duration.ofMinutes(2), null, null);
    assertThat(demo.systems().getFirst().criticalWindows().getFirst().monthDays())
        .containsExactly(28, 29, 30, 31);
  }

  @Test
  void a_critical_window_may_be_on_the_last_day_of_the_month() {
    String window = "{name: 月结, monthDays: [%s], from: '08:00', to: '20:00'}";
    String organisation =
        "{name: 某局, timeZone: Asia/Shanghai, systems: [{code: a, name: a, criticalWindows: ["
            + window
            + "]}]}";

    Organisation read = OrganisationReader.yaml(organisation.formatted("-1"));

    assertThat(read.systems().getFirst().criticalWindows().getFirst().monthDays())
        .containsExactly(-1);
    assertThatThrownBy(() -> OrganisationReader.yaml(organisation.formatted("0")))
        .hasMessageContaining("monthDays");
  }

  @Test
  void a_schedule_tells_of_its_changes_of_shift_unless_it_says_no() {
    Organisation left = OrganisationReader.yaml(SMALL);
    Organisation yes =
        OrganisationReader.yaml(SMALL.replace("post: DB", "post: DB\n    announce: true"));
    Organisation no =
        OrganisationReader.yaml(SMALL.replace("post: DB", "post: DB\n    announce: false"));

    assertThat(left.schedules().getFirst().announces()).isTrue();
    assertThat(yes).isEqualTo(left);
    assertThat(no.schedules().getFirst().announces()).isFalse();
    assertThat(OrganisationExport.yaml(left)).contains("announce: true");
    assertThat(OrganisationReader.yaml(OrganisationExport.yaml(no))).isEqualTo(no);
  }

  @Test
  void what_is_left_out_takes_its_default() {
    Organisation small = OrganisationReader.yaml("{name: 某局, timeZone: Asia/Shanghai}");

    assertThat(small.locale()).isEqualTo("zh-CN");
    assertThat(small.grading()).isEqualTo(Defaults.GRADING);
    assertThat(small.faultNotices()).isEqualTo(Defaults.FAULT_NOTICES);
    assertThat(small.posts()).hasSize(11);
    assertThat(small.policies())
        .extracting(EscalationPolicyV1::id)
        .containsExactly(
            "global-sev1-sev2",
            "global-sev3",
            "global-sev4",
            "regional-sev1-sev2",
            "regional-sev3",
            "everything-else");
    assertThat(small.policies().getLast().when()).isNull();
    assertThat(small.policies().get(1).when())
        .isEqualTo(
            new PolicyCondition(List.of(), List.of(Scope.GLOBAL), List.of(Severity.SEV3), null));
    assertThat(small.policies().get(1).levels())
        .extracting(PolicyLevel::after)
        .containsExactly(Duration.ZERO, Duration.ofMinutes(10), Duration.ofMinutes(20));
  }

  @Test
  void what_the_document_says_of_the_response_is_told_and_nothing_else() {
    Organisation read =
        OrganisationReader.yaml(
            """
            name: 某局
            timeZone: Asia/Shanghai
            response:
              observation: PT2S
              approvedNotices: [SUSPENSION]
              limits: [{severity: SEV1, decision: PT10M, finalReportDays: 3}]
            """);

    assertThat(OrganisationReader.yaml("{name: 某局, timeZone: UTC}").response()).isNull();
    assertThat(read.response())
        .isEqualTo(
            new Response(
                Duration.ofSeconds(2),
                null,
                List.of(NoticeType.SUSPENSION),
                List.of(
                    new ResponseLimits(
                        Severity.SEV1, null, Duration.ofMinutes(10), null, null, null, null, 3))));
    assertThat(OrganisationReader.yaml(OrganisationExport.yaml(read))).isEqualTo(read);
  }

  @Test
  void limits_that_stand_twice_for_a_severity_are_refused() {
    assertThatThrownBy(() ->
            OrganisationReader.yaml(
                "{name: 某局, timeZone: UTC, response: {limits: [{severity: SEV1}, {severity: SEV1}]}}"))
        .hasMessageContaining("response.limits[1].severity");
  }

  @Test
  void who_takes_part_in_exercises_is_read_exported_and_a_change_of_its_own() {
    Organisation read = OrganisationReader.yaml(SMALL + "drills: {participants: [wang]}\n");
    Organisation without = OrganisationReader.yaml(SMALL);

    assertThat(read.drills()).isEqualTo(new Organisation.Drills(List.of("wang")));
    assertThat(OrganisationReader.yaml(OrganisationExport.yaml(read))).isEqualTo(read);
    Difference difference = Difference.between(without, read);
    assertThat(difference.added()).containsExactly("organisation/drills");
    assertThat(difference.toAnnounce()).as("only the roster has a use for it").isEmpty();
    assertThatThrownBy(() -> OrganisationReader.yaml(SMALL + "drills: {participants: [nobody]}\n"))
        .hasMessageContaining("drills.participants[0]");
    assertThatThrownBy(() -> OrganisationReader.yaml(SMALL + "drills: {participants: []}\n"))
        .hasMessageContaining("drills.participants");
  }

  @Test
  void a_schedule_without_a_zone_has_the_organisations() {
    assertThat(OrganisationReader.yaml(SMALL).schedules())
        .extracting(Schedule::zone)
        .containsExactly(ZoneId.of("Asia/Shanghai"));
  }

  @Test
  void json_says_the_same_as_yaml() {
    Organisation json =
        OrganisationReader.json(
            "{\"name\":\"某局\",\"timeZone\":\"Asia/Shanghai\",\"units\":[{\"code\":\"c\",\"name\":\"中心\"}]}");

    assertThat(json)
        .isEqualTo(
            OrganisationReader.yaml(
                "{name: 某局, timeZone: Asia/Shanghai, units: [{code: c, name: 中心}]}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          timeZone: Asia/Shanghai        | timeZone: Mars/Olympus             | timeZone
          name: 某局                     | title: 某局                        | title name
          parent: centre                 | parent: nowhere                    | units[1].parent
          {code: centre, name: 中心}     | {code: centre, name: 中心, parent: east} | units[0].parent units[1].parent
          code: east                     | code: centre                       | units[1].code
          code: east                     | code: "a b"                        | units[1].code
          +8613900000001                 | 13900000001                        | units[1].liaison.contacts[0].to
          channel: SMS                   | channel: PIGEON                    | units[1].liaison.contacts[0].channel
          wang@example.cn                | wang@@example.cn                   | people[0].contacts[0].to
          wang@example.cn                | wang                               | people[0].contacts[0].to
          name: 王, unit: centre         | name: 王, unit: west               | people[0].unit
          id: wang, name: 王             | id: wang                           | people[0].name
          name: 支付                     | name: 支付, correlation: {units: 0, window: PT0S} | systems[0].correlation.units systems[0].correlation.window
          name: 支付                     | name: 支付, importance: HUGE       | systems[0].importance
          post: DB                       | post: XX                           | schedules[0].post
          every: P1W                     | every: weekly                      | schedules[0].layers[0].rotation.every
          every: P1W                     | every: P1M1D                       | schedules[0].layers[0].rotation.every
          "2026-01-05T08:30"             | "2026-13-05T08:30"                 | schedules[0].layers[0].rotation.handoff
          every: P1W                     | every: PT9000000000000H            | schedules[0].layers[0].rotation.every
          every: P1W                     | every: P11Y                        | schedules[0].layers[0].rotation.every
          "2026-01-05T08:30"             | "2026-01-05T08:30Z"                | schedules[0].layers[0].rotation.handoff
          people: [wang]}}               | people: [li]}}                     | schedules[0].layers[0].rotation.people[0]
          people: [wang]}}               | people: []}}                       | schedules[0].layers[0].rotation.people
          {rotation:                     | {role: boss, rotation:             | schedules[0].layers[0].role
          when: {severity: [SEV1]}       | when: {severity: [SEV9]}           | escalationPolicies[0].when.severity[0]
          when: {severity: [SEV1]},      |                                    | escalationPolicies[0]
          when: {severity: [SEV1]}       | when: {}                           | escalationPolicies[0]
          {id: rest,                     | {id: rest, when: {scope: [GLOBAL]}, | escalationPolicies
          posts: [DB]                    | posts: [DX]                        | escalationPolicies[0].levels[0].targets[0].posts[0]
          posts: [DB]                    | role: PRIMARY                      | escalationPolicies[0].levels[0].targets[0]
          levels: [{after: PT0S, targets: [{posts: [DB]}]}] | levels: []      | escalationPolicies[0].levels
          targets: [{posts: [DB]}]       | targets: []                        | escalationPolicies[0].levels[0].targets
          {people: [wang]}               | {people: [nobody]}                 | escalationPolicies[1].levels[0].targets[0].people[0]
          after: PT5M                    | after: PT0S                        | escalationPolicies[1].levels[1].after
          after: PT5M                    | after: five                        | escalationPolicies[1].levels[1].after
          assets: [payment]              | assets: [ghost]                    | vendors[0].assets[0]
          2027-12-31                     | 2027-02-30                         | vendors[0].contractUntil
          "+862100000000"                | "021-0000"                         | vendors[0].phone
          """)
  void a_wrong_place_is_refused_with_its_path(String right, String wrong, String paths) {
    assertThat(SMALL).contains(right);

    ProblemException refused = refused(SMALL.replace(right, wrong == null ? "" : wrong));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.errors()).extracting(FieldError::field).contains(paths.split(" "));
    assertThat(refused.errors())
        .allSatisfy(e -> {
          assertThat(e.message().en()).startsWith("Expected ").contains(", but ");
          assertThat(e.message().zh()).contains("但");
        });
  }

  @Test
  void the_message_names_what_came_and_the_line() {
    ProblemException refused = refused(SMALL.replace("parent: centre", "parent: nowhere"));

    assertThat(refused.errors())
        .singleElement()
        .satisfies(e -> {
          assertThat(e.message().en())
              .isEqualTo("Expected the name of a defined unit, but got \"nowhere\" (line 5)");
          assertThat(e.message().zh()).isEqualTo("应为已定义的单位编码，但收到 \"nowhere\"（第5行）");
        });
  }

  @ParameterizedTest
  @CsvSource({"\\u0007, U+0007", "\\u0000, U+0000", "\\ud83d, U+D83D", "\\uffff, U+FFFF"})
  void what_is_no_character_of_a_text_is_refused_once_and_by_its_number(String escaped, String is) {
    String json = "{\"name\": \"某%s局\", \"timeZone\": \"Asia/Shanghai\"}".formatted(escaped);

    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> OrganisationReader.json(json));

    assertThat(refused.errors())
        .singleElement()
        .satisfies(e -> {
          assertThat(e.field()).isEqualTo("name");
          assertThat(e.message().en())
              .isEqualTo("Expected a text without control characters, but got " + is);
        });
  }

  /** The library reads a piece at a time, and 𠅤 is two units of one character. */
  @Test
  void a_rare_character_may_stand_anywhere_in_the_document() {
    for (int before = 0; before < 2_100; before++) {
      String text = "# %s\nname: 王𠅤局\ntimeZone: Asia/Shanghai\n".formatted("x".repeat(before));

      assertThat(OrganisationReader.yaml(text).name()).as("behind %d", before).isEqualTo("王𠅤局");
    }
  }

  @Test
  void names_of_any_script_come_back_from_the_export_as_they_were() {
    for (String name :
        List.of("a\nb", "\"q\" 'r'", "👩‍👩‍👧", "\u202eabc", "no", "1e3", "~", "- a", "a: b #c")) {
      Organisation organisation = OrganisationReader.yaml(SMALL);
      Organisation named =
          new EntityChange(
                  EntityKind.UNIT,
                  "east",
                  new Tree.Entries(Map.of("name", new Tree.Scalar(name, 0)), 0))
              .appliedTo(organisation);

      assertThat(OrganisationReader.yaml(OrganisationExport.yaml(named))).isEqualTo(named);
    }
  }

  @Test
  void every_wrong_place_is_named_at_once() {
    String twice =
        SMALL.replace("parent: centre", "parent: nowhere").replace("every: P1W", "every: weekly");

    assertThat(refused(twice).errors())
        .extracting(FieldError::field)
        .containsExactly("units[1].parent", "schedules[0].layers[0].rotation.every");
  }

  @Test
  void a_cycle_of_units_names_those_in_it_and_not_those_below() {
    ProblemException refused =
        refused(
            """
            name: n
            timeZone: UTC
            units:
              - {code: below, name: n, parent: a}
              - {code: a, name: n, parent: b}
              - {code: b, name: n, parent: c}
              - {code: c, name: n, parent: a}
            """);

    assertThat(refused.errors())
        .extracting(FieldError::field)
        .containsExactly("units[1].parent", "units[2].parent", "units[3].parent");
  }

  @Test
  void a_priority_puts_a_policy_elsewhere() {
    String first = SMALL.replace("{id: rest,", "{id: rest, priority: 9,");
    assertThat(OrganisationReader.yaml(first).policies())
        .extracting(p -> p.priority() + " " + p.id())
        .containsExactly("1 severe", "2 rest");
    assertThat(refused(SMALL.replace("{id: rest,", "{id: rest, priority: 0,")).errors())
        .extracting(FieldError::field)
        .contains("escalationPolicies[1]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "just a text",
        "- a list",
        "name: [unclosed",
        "name: a\nname: b",
        "--- {name: a}\n--- {name: b}",
        "a: &x [1]\nb: *x",
        "name: !!java.net.URL http://example.cn",
        "? [a, b]\n: c",
        "\tname: tab",
        "name: \u0000",
      })
  void what_is_no_document_is_refused(String text) {
    assertThat(refused(text).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"name\":1,\"name\":2}", "{} {}", "nul"})
  void what_is_no_json_document_is_refused(String text) {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> OrganisationReader.json(text));

    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void a_document_without_an_end_to_its_depth_is_refused_and_not_followed() {
    assertThat(refused("[".repeat(200_000)).status()).isEqualTo(400);
    assertThat(refused("a: ".repeat(1) + "{b: ".repeat(100_000)).status()).isEqualTo(400);
    ProblemException json =
        catchThrowableOfType(
            ProblemException.class, () -> OrganisationReader.json("[".repeat(200_000)));
    assertThat(json.status()).isEqualTo(400);
  }

  @Test
  void the_export_reads_as_the_same_organisation() throws IOException {
    for (Organisation organisation :
        List.of(
            demo(),
            OrganisationReader.yaml(SMALL),
            OrganisationReader.yaml("{name: 'yes', timeZone: UTC, locale: en}"))) {
      String exported = OrganisationExport.yaml(organisation);

      assertThat(OrganisationReader.yaml(exported)).isEqualTo(organisation);
      assertThat(OrganisationExport.yaml(OrganisationReader.yaml(exported))).isEqualTo(exported);
    }
  }

  @Test
  void the_same_document_makes_no_difference() throws IOException {
    assertThat(Difference.between(demo(), demo()).isNone()).isTrue();
  }

  @Test
  void a_difference_names_what_is_added_changed_and_removed() {
    Organisation before = OrganisationReader.yaml(SMALL);
    Organisation after =
        OrganisationReader.yaml(
            SMALL
                .replace("name: 东局", "name: 新东局")
                .replace("every: P1W", "every: P1D")
                .replace("id: v,", "id: w,"));

    assertThat(Difference.between(before, after))
        .isEqualTo(
            new Difference(
                List.of("vendor/w"), List.of("unit/east", "schedule/db"), List.of("vendor/v")));
  }

  @Test
  void another_order_is_a_change_because_the_export_shows_it() {
    Organisation before = OrganisationReader.yaml(SMALL);
    Organisation after =
        OrganisationReader.yaml(
            SMALL
                .replace("  - {code: LD, name: 组长}\n", "")
                .replace("people:\n", "  - {code: LD, name: 组长}\npeople:\n"));

    assertThat(Difference.between(before, after).changed()).containsExactly("organisation/this");
  }

  static Organisation demo() throws IOException {
    return OrganisationReader.yaml(Files.readString(Path.of("../docs/examples/organisation.yaml")));
  }

  private static ProblemException refused(String text) {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> OrganisationReader.yaml(text));
    assertThat(refused)
        .as("refusal of " + text.substring(0, Math.min(80, text.length())))
        .isNotNull();
    return refused;
  }
}
