package io.tocsin.roster.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.organisation.PolicyHole.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each hole is named, and a set-up without one is left in peace. */
class PolicyHolesTest {

  private static final String DOCUMENT =
      """
      name: 某局
      timeZone: Asia/Shanghai
      units: [{code: centre, name: 中心, liaison: {name: 张, contacts: [{channel: SMS, to: "+8613800000009"}]}}]
      systems: [{code: payment, name: 支付}]
      posts: [{code: LD, name: 组长}, {code: DB, name: 数据库}, {code: NW, name: 网络}, {code: ST, name: 存储}]
      people:
        - {id: wang, name: 王, unit: centre, contacts: [{channel: SMS, to: "+8613800000003"}]}
        - {id: li, name: 李, unit: centre, contacts: [{channel: EMAIL, to: li@example.cn}]}
      schedules:
        - {id: ld-duty, post: LD, layers: [{rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [wang]}}]}
        - {id: db-duty, post: DB, layers: [{rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [wang, li]}}]}
        - {id: st-duty, post: ST, layers: [{name: vendor, calendar: true}]}
      escalationPolicies:
      %s
        - {id: rest, levels: [{after: PT0S, targets: [{posts: [LD]}], channels: [SMS]}]}
      """;

  private static List<PolicyHole> holes(String policies) {
    return PolicyHoles.in(OrganisationReader.yaml(DOCUMENT.formatted(policies.indent(2))));
  }

  private static List<PolicyHole> level(String level) {
    return holes(
        "- {id: p, when: {systems: [payment]}, levels: [{after: PT0S, %s}]}".formatted(level));
  }

  @Test
  void the_demo_has_no_hole() throws IOException {
    String demo = Files.readString(Path.of("../docs/examples/organisation.yaml"));

    assertThat(PolicyHoles.in(OrganisationReader.yaml(demo))).isEmpty();
  }

  @Test
  void a_post_in_whose_schedules_nobody_stands_is_named_and_so_is_the_level_that_has_no_other() {
    List<PolicyHole> holes = level("targets: [{posts: [NW], role: PRIMARY}], channels: [SMS]");

    assertThat(holes)
        .extracting(PolicyHole::kind)
        .containsExactly(Kind.EMPTY_TARGET, Kind.EMPTY_LEVEL);
    assertThat(holes.getFirst().policy()).isEqualTo("p");
    assertThat(holes.getFirst().level()).isEqualTo(1);
    assertThat(holes.getFirst().message().en())
        .isEqualTo("policy p, level 1: no schedule of post NW has a primary");
    assertThat(level("targets: [{posts: [NW, LD]}], channels: [SMS]"))
        .extracting(PolicyHole::kind)
        .containsExactly(Kind.EMPTY_TARGET);
  }

  @Test
  void a_role_that_no_layer_fills_is_nobody() {
    assertThat(level("targets: [{schedule: ld-duty, role: SUBSTITUTE}], channels: [SMS]"))
        .extracting(PolicyHole::kind)
        .contains(Kind.EMPTY_LEVEL);
  }

  @Test
  void a_layer_that_is_filled_from_a_calendar_may_have_anybody() {
    assertThat(level("targets: [{posts: [ST], role: PRIMARY}], channels: [SMS]")).isEmpty();
  }

  @Test
  void who_cannot_be_reached_by_the_channels_is_named() {
    assertThat(level("targets: [{posts: [DB], role: PRIMARY}], channels: [SMS]"))
        .singleElement()
        .satisfies(hole -> {
          assertThat(hole.kind()).isEqualTo(Kind.MISSING_CONTACT);
          assertThat(hole.message().zh()).isEqualTo("策略 p 第1级：li 没有 [SMS] 的联系方式");
        });
    assertThat(level("targets: [{posts: [DB], role: PRIMARY}], channels: [SMS, EMAIL]")).isEmpty();
    assertThat(
            level(
                "targets: [{posts: [DB], role: PRIMARY}], channels: [SMS, EMAIL],"
                    + " channelsBySeverity: [{severity: [SEV1], channels: [VOICE]}]"))
        .as("by the channels of one severity")
        .singleElement()
        .satisfies(hole -> assertThat(hole.message().en()).contains("[VOICE]: wang, li"));
    assertThat(level("targets: [{liaisons: true}], channels: [EMAIL]"))
        .singleElement()
        .satisfies(hole -> assertThat(hole.message().en()).endsWith("[EMAIL]: centre"));
  }

  @Test
  void more_acknowledgements_than_people_are_never_given() {
    String two =
        "targets: [{posts: [DB], everyone: true}], channels: [SMS, EMAIL], acknowledgements: ";

    assertThat(level(two + 2)).isEmpty();
    assertThat(level(two + 3))
        .extracting(PolicyHole::kind)
        .containsExactly(Kind.TOO_MANY_ACKNOWLEDGEMENTS);
    assertThat(level("targets: [{causePosts: true}], acknowledgements: 9"))
        .as("how many that are depends")
        .isEmpty();
  }

  @Test
  void of_those_who_take_turns_in_a_role_one_acknowledges() {
    String one =
        "targets: [{posts: [DB], role: PRIMARY}], channels: [SMS, EMAIL], acknowledgements: ";

    assertThat(level(one + 1)).isEmpty();
    assertThat(level(one + 2))
        .singleElement()
        .satisfies(hole -> {
          assertThat(hole.kind()).isEqualTo(Kind.TOO_MANY_ACKNOWLEDGEMENTS);
          assertThat(hole.message().en())
              .isEqualTo(
                  "policy p, level 1: 2 acknowledgements are wanted, but at most 1 people paged");
        });
    assertThat(level("targets: [{posts: [ST]}], channels: [SMS], acknowledgements: 2"))
        .as("a primary and a substitute, whoever the calendar names")
        .isEmpty();
    assertThat(level("targets: [{posts: [ST]}], channels: [SMS], acknowledgements: 3"))
        .extracting(PolicyHole::kind)
        .containsExactly(Kind.TOO_MANY_ACKNOWLEDGEMENTS);
    assertThat(level("targets: [{posts: [ST], everyone: true}], acknowledgements: 9"))
        .as("how many that are the calendar says")
        .isEmpty();
  }

  @Test
  void everyone_of_a_schedule_is_whoever_stands_in_it_in_any_role() {
    String everyone =
        "targets: [{schedule: ld-duty, everyone: true}], channels: [SMS], acknowledgements: ";

    assertThat(level(everyone + 1)).isEmpty();
    assertThat(level(everyone + 2))
        .extracting(PolicyHole::kind)
        .containsExactly(Kind.TOO_MANY_ACKNOWLEDGEMENTS);
    assertThat(level("targets: [{schedule: db-duty, everyone: true}]")).isEmpty();
  }

  @Test
  void a_repeat_that_is_not_shorter_than_its_level_never_comes() {
    String levels =
        "- {id: p, when: {systems: [payment]}, levels: ["
            + "{after: PT0S, repeatEvery: %s, targets: [{posts: [LD]}], channels: [SMS]},"
            + " {after: PT10M, repeatEvery: %s, targets: [{posts: [LD]}], channels: [SMS]}]}";

    assertThat(holes(levels.formatted("PT5M", "PT9M"))).isEmpty();
    assertThat(holes(levels.formatted("PT10M", "PT5M")))
        .singleElement()
        .satisfies(hole -> {
          assertThat(hole.kind()).isEqualTo(Kind.UNREACHABLE_REPEAT);
          assertThat(hole.message().en())
              .isEqualTo(
                  "policy p, level 1: it repeats every PT10M but lasts only PT10M, so that it never repeats");
        });
    assertThat(holes(levels.formatted("PT5M", "PT20M")))
        .as("the last level lasts as long as the one before it")
        .extracting(PolicyHole::level)
        .containsExactly(2);
    assertThat(level("repeatEvery: PT1H, targets: [{posts: [LD]}], channels: [SMS]"))
        .as("an only level lasts as long as its repeat")
        .isEmpty();
  }

  @Test
  void a_policy_behind_one_that_always_fits_first_is_never_chosen() {
    String targets = "levels: [{after: PT0S, targets: [{posts: [LD]}], channels: [SMS]}]}";
    String wide = "- {id: wide, when: {scope: [GLOBAL]}, " + targets;
    String narrow = "- {id: narrow, when: {scope: [GLOBAL], severity: [SEV1]}, " + targets;

    assertThat(holes(wide + "\n" + narrow))
        .singleElement()
        .satisfies(hole -> {
          assertThat(hole.kind()).isEqualTo(Kind.UNREACHABLE_POLICY);
          assertThat(hole.policy()).isEqualTo("narrow");
          assertThat(hole.message().zh()).contains("wide");
        });
    assertThat(holes(narrow + "\n" + wide)).isEmpty();
  }

  @Test
  void a_policy_for_units_that_count_for_the_bureau_above_them_is_never_chosen() {
    String document =
        DOCUMENT
            .formatted(
                "- {id: p, when: {units: [%s]}, levels: [{after: PT0S, targets: [{posts: [LD]}], channels: [SMS]}]}"
                    .indent(2))
            .replace(
                "units: [{code: centre",
                "units: [{code: yunxi, name: 云溪, parent: centre}, {code: hall, name: 大厅, parent: yunxi}, {code: centre");

    assertThat(PolicyHoles.in(OrganisationReader.yaml(document.formatted("yunxi, centre"))))
        .isEmpty();
    assertThat(PolicyHoles.in(OrganisationReader.yaml(document.formatted("hall"))))
        .singleElement()
        .satisfies(hole -> {
          assertThat(hole.kind()).isEqualTo(Kind.UNREACHABLE_POLICY);
          assertThat(hole.policy()).isEqualTo("p");
          assertThat(hole.message().en()).contains("policy p is never chosen", "hall");
        });
    assertThat(PolicyHoles.in(OrganisationReader.yaml(document.formatted("yunxi, hall"))))
        .singleElement()
        .satisfies(hole -> {
          assertThat(hole.kind()).isEqualTo(Kind.UNREACHABLE_UNIT);
          assertThat(hole.message().zh()).contains("hall").doesNotContain("yunxi");
        });
  }

  @Test
  void without_a_leader_nobody_is_left_when_all_else_failed() {
    String document =
        DOCUMENT
            .formatted("")
            .replace("  - {id: ld-duty, post: LD", "  - {id: ld-duty, post: DB")
            .replace("[{posts: [LD]}], channels: [SMS]", "[{people: [wang]}], channels: [SMS]");

    assertThat(PolicyHoles.in(OrganisationReader.yaml(document)))
        .extracting(PolicyHole::kind)
        .containsExactly(Kind.NO_LEADER);
  }

  @Test
  void systems_without_an_owner_and_owners_who_are_not_reached_by_the_level_are_named() {
    String owner = "targets: [{systemOwner: true}], channels: [SMS]";
    String policy =
        "- {id: p, when: {systems: [payment]}, levels: [{after: PT0S, %s}]}%n".formatted(owner);

    assertThat(holes(policy))
        .extracting(PolicyHole::kind)
        .containsExactly(Kind.EMPTY_TARGET, Kind.EMPTY_LEVEL);
    assertThat(holes(policy).getFirst().message().en())
        .isEqualTo("policy p, level 1: systems without an owner: payment");
    assertThat(owned(policy, "wang", "{code: oa, name: 办公}")).isEmpty();
    assertThat(owned(policy, "li", "{code: oa, name: 办公}"))
        .extracting(PolicyHole::kind)
        .containsExactly(Kind.MISSING_CONTACT);
    assertThat(
            owned(
                policy.replace("systems: [payment]", "scope: [GLOBAL]"),
                "wang",
                "{code: oa, name: 办公}"))
        .singleElement()
        .satisfies(hole -> {
          assertThat(hole.kind()).isEqualTo(Kind.EMPTY_TARGET);
          assertThat(hole.message().zh()).endsWith("这些系统没有责任人：oa");
        });
  }

  private static List<PolicyHole> owned(String policies, String owner, String other) {
    return PolicyHoles.in(
        OrganisationReader.yaml(
            DOCUMENT
                .formatted(policies.indent(2))
                .replace("name: 支付}", "name: 支付, owner: %s}, %s".formatted(owner, other))));
  }

  private static String at(String id, String time) {
    return "- {id: %s, when: {times: [%s]}, levels: [{after: PT0S, targets: [{posts: [LD]}], channels: [SMS]}]}%n"
        .formatted(id, time);
  }

  @Test
  void a_policy_for_days_that_the_calendar_never_has_is_never_chosen() {
    String sundays = "{name: 周日, weekDays: [SUNDAY], on: [WEEKEND], from: '09:00', to: '18:00'}";
    String never = sundays.replace("SUNDAY", "MONDAY, FRIDAY");
    // 20 September 2026 is a Sunday that is worked; no Sunday on the 31st is.
    String worked = sundays.replace("[WEEKEND]", "[WORKDAY]");

    assertThat(holes(at("p", sundays) + at("q", worked))).isEmpty();
    assertThat(holes(at("p", never)))
        .singleElement()
        .satisfies(hole -> {
          assertThat(hole.kind()).isEqualTo(Kind.UNREACHABLE_POLICY);
          assertThat(hole.policy()).isEqualTo("p");
          assertThat(hole.message().en()).contains("the calendar has no day of the kind");
          assertThat(hole.message().zh()).contains("日历中没有");
        });
    assertThat(holes(at("p", worked.replace("name: 周日", "name: 五月, monthDays: [31]"))))
        .extracting(PolicyHole::kind)
        .containsExactly(Kind.UNREACHABLE_POLICY);
    String withoutCalendar = DOCUMENT.formatted(at("p", worked).indent(2)) + "holidays: []\n";
    assertThat(PolicyHoles.in(OrganisationReader.yaml(withoutCalendar)))
        .extracting(PolicyHole::kind)
        .containsExactly(Kind.UNREACHABLE_POLICY);
  }

  @Test
  void a_policy_whose_times_lie_within_those_of_one_before_it_is_never_chosen() {
    String day = "{name: 白天, on: [WORKDAY, HOLIDAY], from: '08:00', to: '20:00'}";
    String office = "{name: 上班, on: [WORKDAY], weekDays: [MONDAY], from: '09:00', to: '20:00'}";

    assertThat(holes(at("wide", day) + at("narrow", office)))
        .extracting(PolicyHole::policy)
        .containsExactly("narrow");
    for (String outside :
        List.of(
            office.replace("on: [WORKDAY]", "on: [WORKDAY, WEEKEND]"),
            office.replace("on: [WORKDAY], ", ""),
            office.replace("20:00", "20:01"),
            office.replace("09:00", "07:59"),
            office.replace("20:00", "06:00"))) {
      assertThat(holes(at("wide", day) + at("narrow", outside))).as(outside).isEmpty();
    }
  }
}
