package io.tocsin.roster.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent.CriticalWindow;
import io.tocsin.contracts.DirectoryEvent.DayKind;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.DirectoryEvent.SeverityChannels;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.Severity;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.roster.organisation.PolicyHole.Kind;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Everything that a policy of the document may say. */
class PolicyFieldsTest {

  private static final String DOCUMENT =
      """
      name: 某局
      timeZone: Asia/Shanghai
      units: [{code: centre, name: 中心}, {code: east, name: 东局, parent: centre}]
      posts: [{code: LD, name: 组长}, {code: DB, name: 数据库}]
      people: [{id: wang, name: 王, unit: centre, contacts: [{channel: SMS, to: "+8613800000003"}]}]
      schedules:
        - {id: db-nights, post: DB, layers: [{rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [wang]}}]}
      escalationPolicies:
        - id: nights
          when: {units: [east], times: [{name: 夜间, from: "18:00", to: "08:00"}]}
          levels:
            - after: PT0S
              targets: [{schedule: db-nights, role: PRIMARY}, {causePosts: true, role: PRIMARY}, {liaisons: true}, {systemOwner: true}]
              channels: [SMS]
              channelsBySeverity: [{severity: [SEV1], channels: [SMS, VOICE]}]
              acknowledgements: 2
              acknowledgementExpires: PT20M
            - {after: PT5M, targets: [{posts: [DB], everyone: true}], roundRobin: true}
        - {id: rest, levels: [{after: PT0S, targets: [{people: [wang]}]}]}
      """;

  @Test
  void conditions_targets_and_levels_are_read_whole_and_exported_the_same() {
    Organisation read = OrganisationReader.yaml(DOCUMENT);

    EscalationPolicyV1 nights = read.policies().getFirst();
    var when = Objects.requireNonNull(nights.when());
    assertThat(when.units()).containsExactly("east");
    assertThat(when.times())
        .containsExactly(
            new CriticalWindow(
                "夜间", List.of(), List.of(), LocalTime.of(18, 0), LocalTime.of(8, 0)));
    PolicyLevel first = nights.levels().getFirst();
    assertThat(first.targets())
        .containsExactly(
            new PolicyTarget(
                List.of("DB"), DutyRole.PRIMARY, List.of(), "db-nights", null, null, null),
            new PolicyTarget(List.of(), DutyRole.PRIMARY, List.of(), null, null, true, null),
            new PolicyTarget(List.of(), null, List.of(), null, null, null, true),
            new PolicyTarget(List.of(), null, List.of(), null, null, null, null, null, true));
    assertThat(first.channelsBySeverity())
        .containsExactly(
            new SeverityChannels(List.of(Severity.SEV1), List.of(Channel.SMS, Channel.VOICE)));
    assertThat(first.acknowledgements()).isEqualTo(2);
    assertThat(first.acknowledgementExpires()).isEqualTo(Duration.ofMinutes(20));
    assertThat(nights.levels().get(1).roundRobin()).isTrue();
    assertThat(nights.levels().get(1).targets().getFirst().everyone()).isTrue();
    assertThat(OrganisationReader.yaml(OrganisationExport.yaml(read))).isEqualTo(read);
  }

  @Test
  void a_policy_may_have_a_name_and_an_english_one_which_are_exported_the_same() {
    String named =
        DOCUMENT.replace("id: nights", "id: nights\n    name: 夜间\n    englishName: Nights");

    Organisation read = OrganisationReader.yaml(named);

    assertThat(read.policies().getFirst())
        .returns("夜间", EscalationPolicyV1::name)
        .returns("Nights", EscalationPolicyV1::englishName);
    assertThat(read.policies().getLast().name()).isNull();
    assertThat(OrganisationReader.yaml(OrganisationExport.yaml(read))).isEqualTo(read);
  }

  /** The nights' schedule with a third line, which the policy pages. */
  private static final String THIRD_LINE =
      DOCUMENT
          .replace("layers: [{", "layers: [{role: THIRD_LINE, calendar: true}, {")
          .replace("role: PRIMARY}, {causePosts", "role: THIRD_LINE}, {causePosts");

  @Test
  void a_role_that_a_schedule_has_besides_is_read_and_exported_the_same() {
    Organisation read = OrganisationReader.yaml(THIRD_LINE);

    assertThat(read.policies().getFirst().levels().getFirst().targets().getFirst())
        .isEqualTo(
            new PolicyTarget(
                List.of("DB"), null, List.of(), "db-nights", null, null, null, "THIRD_LINE"));
    assertThat(OrganisationReader.yaml(OrganisationExport.yaml(read))).isEqualTo(read);
    assertThat(PolicyHoles.in(read)).extracting(PolicyHole::kind).doesNotContain(Kind.EMPTY_LEVEL);
  }

  @Test
  void a_policy_may_hold_on_the_last_day_of_the_month() {
    Organisation read =
        OrganisationReader.yaml(
            DOCUMENT.replace("{name: 夜间, from", "{name: 月末夜间, monthDays: [-1], from"));

    var when = Objects.requireNonNull(read.policies().getFirst().when());
    assertThat(Objects.requireNonNull(when.times()).getFirst().monthDays()).containsExactly(-1);
    assertThat(OrganisationReader.yaml(OrganisationExport.yaml(read))).isEqualTo(read);
  }

  @Test
  void a_policy_may_hold_on_kinds_of_day_only_and_a_kind_that_there_is_not_is_refused() {
    String time = "{name: 夜间, from";
    Organisation read =
        OrganisationReader.yaml(DOCUMENT.replace(time, "{name: 夜间, on: [WEEKEND, HOLIDAY], from"));

    var when = Objects.requireNonNull(read.policies().getFirst().when());
    assertThat(Objects.requireNonNull(when.times()).getFirst().on())
        .containsExactly(DayKind.WEEKEND, DayKind.HOLIDAY);
    assertThat(OrganisationReader.yaml(OrganisationExport.yaml(read))).isEqualTo(read);
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () -> OrganisationReader.yaml(DOCUMENT.replace(time, "{name: 夜间, on: [SUNDAY], from")));
    assertThat(refused.errors())
        .extracting(FieldError::field)
        .containsExactly("escalationPolicies[0].when.times[0].on[0]");
  }

  @Test
  void a_role_that_no_schedule_has_is_refused_with_those_that_there_are() {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                OrganisationReader.yaml(
                    THIRD_LINE.replace(
                        "role: THIRD_LINE}, {causePosts", "role: THIRD}, {causePosts")));

    assertThat(refused.errors())
        .extracting(FieldError::field)
        .containsExactly("escalationPolicies[0].levels[0].targets[0].role");
    assertThat(refused.errors().getFirst().message().en())
        .contains("[PRIMARY, SUBSTITUTE, THIRD_LINE]", "THIRD");
  }

  @Test
  void a_role_that_only_another_schedule_has_is_a_hole() {
    Organisation read =
        OrganisationReader.yaml(
            THIRD_LINE
                .replace(
                    "schedules:\n",
                    """
                    schedules:
                      - {id: ld-duty, post: LD, layers: [{rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [wang]}}]}
                    """)
                .replace(
                    "targets: [{posts: [DB], everyone: true}]",
                    "targets: [{posts: [LD], role: THIRD_LINE}]"));

    assertThat(PolicyHoles.in(read))
        .filteredOn(hole -> hole.kind() == Kind.EMPTY_TARGET)
        .extracting(PolicyHole::message)
        .containsExactly(
            new LocalText(
                "策略 nights 第2级：岗位 LD 的值班表中没有 THIRD_LINE",
                "policy nights, level 2: no schedule of post LD has a third line"));
  }

  private static final String BOTH =
      DOCUMENT.replace(
          "{posts: [DB], everyone: true}",
          "{posts: [DB], role: SUBSTITUTE, everyone: true}, {causePosts: true, everyone: true},"
              + " {schedule: db-nights, role: PRIMARY, everyone: false}");

  @Test
  void a_role_beside_everyone_and_everyone_of_no_post_are_refused() {
    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> OrganisationReader.yaml(BOTH));

    assertThat(refused.errors())
        .extracting(FieldError::field)
        .containsExactly(
            "escalationPolicies[0].levels[1].targets[0].role",
            "escalationPolicies[0].levels[1].targets[1].everyone");
    assertThat(refused.errors().getFirst().message())
        .satisfies(m -> {
          assertThat(m.zh()).startsWith("与 everyone 同用时不应有 role");
          assertThat(m.en()).contains("no role beside everyone", "whatever their role");
        });
  }

  @Test
  void a_role_beside_everyone_that_holds_already_keeps_nothing_else_from_being_changed() {
    Organisation read = OrganisationReader.read(YamlTree.read(BOTH), path -> true);

    assertThat(read.policies().getFirst().levels().get(1).targets().getFirst().everyone()).isTrue();
  }

  @Test
  void turns_and_repeats_that_are_shorter_than_anybody_means_are_refused() {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                OrganisationReader.yaml(
                    DOCUMENT
                        .replace("every: P1W", "every: PT1S")
                        .replace("acknowledgements: 2", "repeatEvery: PT0.001S")));

    assertThat(refused.errors())
        .extracting(FieldError::field)
        .containsExactly(
            "schedules[0].layers[0].rotation.every", "escalationPolicies[0].levels[0].repeatEvery");
    assertThat(refused.errors())
        .extracting(e -> e.message().en())
        .satisfiesExactly(
            turn -> assertThat(turn).contains("from 15 minutes", "PT1S"),
            repeat -> assertThat(repeat).contains("of at least 1 s", "PT0.001S"));
  }

  @Test
  void a_target_of_nobody_and_a_schedule_that_is_not_there_are_refused_by_their_place() {
    ProblemException refused =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                OrganisationReader.yaml(
                    DOCUMENT
                        .replace("schedule: db-nights", "schedule: days")
                        .replace("{liaisons: true}", "{liaisons: false}")));

    assertThat(refused.errors())
        .extracting(FieldError::field)
        .containsExactly(
            "escalationPolicies[0].levels[0].targets[0].schedule",
            "escalationPolicies[0].levels[0].targets[0]",
            "escalationPolicies[0].levels[0].targets[2]");
  }
}
