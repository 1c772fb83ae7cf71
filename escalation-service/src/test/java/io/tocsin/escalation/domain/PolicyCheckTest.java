package io.tocsin.escalation.domain;

import static io.tocsin.escalation.domain.Course.level;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.PolicyCheck.Kind;
import io.tocsin.escalation.domain.PolicyCheck.Setup;
import io.tocsin.escalation.domain.PolicyCheck.Warning;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holes are found on saving, not in the night. */
class PolicyCheckTest {

  private static final Setup SETUP =
      new Setup(
          Set.of("DB", "LD"),
          Map.of("wang-ming", Set.of("SMS"), "li-fang", Set.of("CHAT")),
          Map.of("yunxi", Set.of("SMS"), "linjiang", Set.of()),
          Set.of("wang-ming"),
          TimeWindowTest.OCTOBER);
  private static final Level DB = level("PT0S", null, Target.post("DB", Role.PRIMARY));

  private static Policy policy(String id, @Nullable Condition when, Level... levels) {
    return Policy.of(id, when, 1, List.of(levels), Duration.ofMinutes(5));
  }

  private static Condition severities(Severity... severities) {
    return new Condition(List.of(), List.of(), List.of(severities), null);
  }

  private static List<Warning> of(Policy... policies) {
    return PolicyCheck.warnings(List.of(policies), SETUP);
  }

  private static List<Kind> kinds(Policy... policies) {
    return of(policies).stream().map(Warning::kind).toList();
  }

  @Test
  void a_policy_for_everything_with_a_post_that_exists_has_no_hole() {
    assertThat(of(policy("all", null, DB))).isEmpty();
  }

  @Test
  void a_case_that_no_policy_fits_is_named() {
    List<Warning> warnings = of(policy("severe", severities(Severity.SEV1, Severity.SEV2), DB));

    assertThat(warnings).hasSize(1);
    assertThat(warnings.getFirst().message().zh())
        .isEqualTo("没有策略总能适用于：区域Ⅲ级、区域Ⅳ级、全局Ⅲ级 等8种情况；届时用内置默认策略");
    assertThat(warnings.getFirst().message().en())
        .startsWith("no policy always fits REGIONAL SEV3, REGIONAL SEV4, GLOBAL SEV3 and 5 more");
  }

  @Test
  void a_policy_that_holds_only_at_night_leaves_the_day_open() {
    Condition nights =
        new Condition(
            List.of(),
            List.of(),
            List.of(),
            null,
            List.of(),
            List.of(new TimeWindow(List.of(), List.of(), LocalTime.of(18, 0), LocalTime.of(8, 0))));

    assertThat(kinds(policy("nights", nights, DB))).containsExactly(Kind.UNMATCHED);
    assertThat(of(policy("nights", nights, DB), policy("days", null, DB))).isEmpty();
  }

  @Test
  void a_policy_for_days_that_never_come_is_never_chosen_and_hides_no_other() {
    Condition sundaysAtWork = on(List.of(DayOfWeek.SUNDAY), DayKind.WORKDAY);
    Condition saturdaysAtWork = on(List.of(DayOfWeek.SATURDAY), DayKind.WORKDAY);
    Condition holidays = on(List.of(), DayKind.HOLIDAY);

    assertThat(of(policy("sundays", sundaysAtWork, DB), policy("rest", null, DB)))
        .singleElement()
        .satisfies(w -> {
          assertThat(w.kind()).isEqualTo(Kind.UNREACHABLE_POLICY);
          assertThat(w.policyId()).isEqualTo("sundays");
          assertThat(w.message().zh()).contains("日历中没有");
          assertThat(w.message().en()).contains("the calendar has no day of the kind");
        });
    assertThat(
            of(
                policy("saturdays", saturdaysAtWork, DB),
                policy("holidays", holidays, DB),
                policy("rest", null, DB)))
        .as("a make-up Saturday and holidays are in the calendar")
        .isEmpty();
    Setup plain = new Setup(SETUP.posts(), Map.of(), Map.of(), Set.of(), WorkingDays.WEEKDAYS);
    assertThat(
            PolicyCheck.warnings(
                List.of(policy("holidays", holidays, DB), policy("rest", null, DB)), plain))
        .extracting(Warning::policyId)
        .containsExactly("holidays");
  }

  @Test
  void the_owner_of_the_system_is_somebody_where_a_system_has_one() {
    Policy owner = policy("all", null, level("PT0S", null, Target.ownerOfSystem()));
    Setup unowned = new Setup(Set.of("LD"), Map.of(), Map.of(), Set.of(), WorkingDays.WEEKDAYS);

    assertThat(kinds(owner)).isEmpty();
    assertThat(PolicyCheck.warnings(List.of(owner), unowned))
        .extracting(Warning::kind)
        .containsExactly(Kind.EMPTY_LEVEL);
  }

  private static Condition on(List<DayOfWeek> weekDays, DayKind kind) {
    return new Condition(
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(
            new TimeWindow(
                List.of(), weekDays, LocalTime.of(9, 0), LocalTime.of(18, 0), List.of(kind))));
  }

  /** Case by case, as the grid must not: nobody can be told of each of millions. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_cases_are_those_that_trying_every_one_finds(long seed) {
    for (int i = 0; i < 200; i++) {
      Random random = new Random(seed * 7919 + i);
      List<Policy> policies =
          IntStream.range(0, 1 + random.nextInt(5))
              .mapToObj(n -> policy("p" + n, condition(random), DB))
              .toList();
      Set<Policy> coming =
          policies.stream()
              .filter(p -> p.when() == null || everComes(p.when()))
              .collect(Collectors.toSet());
      Set<String> reached = new HashSet<>();
      int open = 0;
      for (Incident incident : everyKind()) {
        boolean taken = false;
        for (Policy policy : policies) {
          Condition when = policy.when();
          if (!taken && coming.contains(policy) && (when == null || when.sometimesFits(incident))) {
            reached.add(policy.id());
            taken = when == null || when.times().isEmpty();
          }
        }
        open += taken ? 0 : 1;
      }

      List<Warning> found = of(policies.toArray(Policy[]::new));

      assertThat(found)
          .filteredOn(w -> w.kind() == Kind.UNREACHABLE_POLICY)
          .as("seed %d, %d", seed, i)
          .extracting(Warning::policyId)
          .containsExactlyElementsOf(
              policies.stream().map(Policy::id).filter(id -> !reached.contains(id)).toList());
      assertThat(found).filteredOn(w -> w.kind() == Kind.UNMATCHED).hasSize(open > 0 ? 1 : 0);
    }
  }

  private static List<Incident> everyKind() {
    List<Incident> all = new ArrayList<>();
    for (boolean exercise : List.of(false, true)) {
      for (String system : List.of("*", "s0", "s1", "s2")) {
        for (String unit : List.of("*", "u0", "u1", "u2")) {
          for (Scope scope : Scope.values()) {
            for (Severity severity : Severity.values()) {
              all.add(
                  new Incident(
                      "i", system, scope, severity, exercise, true, List.of(unit), List.of()));
            }
          }
        }
      }
    }
    return all;
  }

  private static @Nullable Condition condition(Random random) {
    return random.nextInt(8) == 0
        ? null
        : new Condition(
            some(random, "s"),
            random.nextBoolean() ? List.of() : List.of(Scope.values()[random.nextInt(2)]),
            random.nextBoolean() ? List.of() : List.of(Severity.values()[random.nextInt(4)]),
            random.nextInt(3) == 0 ? random.nextBoolean() : null,
            some(random, "u"),
            random.nextInt(4) > 0
                ? List.of()
                : IntStream.rangeClosed(0, random.nextInt(2))
                    .mapToObj(n -> window(random))
                    .toList());
  }

  /** Some of them name a kind of day that their days of the week and month never are. */
  private static TimeWindow window(Random random) {
    return new TimeWindow(
        random.nextInt(3) > 0 ? List.of() : List.of(1 + random.nextInt(31)),
        random.nextInt(3) == 0
            ? List.of()
            : List.of(DayOfWeek.of(1 + random.nextInt(7)), DayOfWeek.of(1 + random.nextInt(7))),
        LocalTime.of(18, 0),
        LocalTime.of(8, 0),
        random.nextInt(3) == 0
            ? List.of()
            : List.of(DayKind.values()[random.nextInt(DayKind.values().length)]));
  }

  /** Day by day, for as long as it takes every weekday to fall on every day of a year. */
  private static boolean everComes(Condition when) {
    LocalDate first = LocalDate.of(2026, 1, 1);
    return when.times().isEmpty()
        || when.times().stream()
            .anyMatch(time ->
                first
                    .datesUntil(first.plusYears(28))
                    .anyMatch(
                        day -> time.contains(day.atTime(time.from()), TimeWindowTest.OCTOBER)));
  }

  private static List<String> some(Random random, String name) {
    return IntStream.range(0, 3)
        .filter(n -> random.nextInt(3) == 0)
        .mapToObj(n -> name + n)
        .toList();
  }

  @Test
  void an_organisation_of_many_systems_and_units_is_looked_through_without_a_case_for_each() {
    List<Policy> policies = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      List<String> units =
          IntStream.range(0, 1000).filter(n -> n % 3 == 0).mapToObj(n -> "u" + n).toList();
      policies.add(
          policy(
              "p" + i,
              new Condition(List.of("s" + i), List.of(), List.of(), null, units, List.of()),
              DB));
    }

    List<Warning> found = of(policies.toArray(Policy[]::new));

    assertThat(found).extracting(Warning::kind).containsExactly(Kind.UNMATCHED);
    assertThat(found.getFirst().message().en())
        .as("301 systems by 335 units by 16 kinds, without the 300 by 334 that are taken")
        .endsWith(
            "and %d more; the built-in one applies then"
                .formatted(16 * (301 * 335 - 300 * 334) - 3));
  }

  @Test
  void a_policy_behind_one_that_always_fits_is_never_chosen() {
    assertThat(of(policy("all", null, DB), policy("late", severities(Severity.SEV1), DB)))
        .extracting(Warning::kind, Warning::policyId)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Kind.UNREACHABLE_POLICY, "late"));
  }

  @Test
  void a_level_of_posts_and_people_who_do_not_exist_is_empty() {
    Level nobody = level("PT0S", null, Target.post("XX", null), Target.person("nobody"));

    List<Warning> warnings =
        of(policy("p", null, nobody, level("PT5M", null, Target.post("DB", null))));

    assertThat(warnings).extracting(Warning::kind).containsExactly(Kind.EMPTY_LEVEL);
    assertThat(warnings.getFirst().level()).isEqualTo(1);
    assertThat(warnings.getFirst().message().en())
        .isEqualTo("level 1 of policy p can page nobody and is passed over at once");
  }

  @Test
  void somebody_without_a_contact_point_for_the_channels_is_named() {
    List<Warning> warnings =
        of(
            policy(
                "p",
                null,
                level("PT0S", null, Target.person("li-fang")),
                level("PT5M", null, Target.liaisonsOfUnits())));

    assertThat(warnings).extracting(Warning::kind).containsOnly(Kind.MISSING_CONTACT);
    assertThat(warnings.get(0).message().zh()).contains("li-fang");
    assertThat(warnings.get(1).message().zh()).contains("[linjiang]");
  }

  @Test
  void a_repeat_that_comes_after_the_next_level_and_too_many_acknowledgements_are_named() {
    Level level =
        new Level(
            Duration.ZERO,
            List.of(Target.post("DB", Role.PRIMARY)),
            List.of("SMS"),
            Duration.ofMinutes(5),
            2);

    assertThat(kinds(policy("p", null, level, level("PT5M", null, Target.post("LD", null)))))
        .containsExactly(Kind.UNREACHABLE_REPEAT, Kind.TOO_MANY_ACKNOWLEDGEMENTS);
  }

  @Test
  void without_a_post_of_leaders_nobody_is_left_at_the_end() {
    Setup leaderless = new Setup(Set.of("DB"), Map.of(), Map.of(), Set.of(), WorkingDays.WEEKDAYS);

    assertThat(PolicyCheck.warnings(List.of(policy("all", null, DB)), leaderless))
        .extracting(Warning::kind)
        .containsExactly(Kind.NO_LEADER);
  }

  @Test
  void a_window_over_midnight_belongs_to_the_day_on_which_it_begins() {
    TimeWindow friday =
        new TimeWindow(
            List.of(), List.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(6, 0));

    assertThat(friday.contains(LocalDateTime.parse("2026-03-13T22:00"), WorkingDays.WEEKDAYS))
        .isTrue();
    assertThat(friday.contains(LocalDateTime.parse("2026-03-14T05:59"), WorkingDays.WEEKDAYS))
        .isTrue();
    assertThat(friday.contains(LocalDateTime.parse("2026-03-14T06:00"), WorkingDays.WEEKDAYS))
        .isFalse();
    assertThat(friday.contains(LocalDateTime.parse("2026-03-13T05:00"), WorkingDays.WEEKDAYS))
        .isFalse();
  }

  @Test
  void a_policy_of_a_unit_fits_when_the_unit_is_affected() {
    Condition unit =
        new Condition(List.of(), List.of(), List.of(), null, List.of("yunxi"), List.of());
    LocalDateTime now = LocalDateTime.parse("2026-03-09T09:00");
    Incident here =
        new Incident(
            "i",
            "payment",
            Scope.REGIONAL,
            Severity.SEV4,
            false,
            true,
            List.of("baita", "yunxi"),
            List.of());

    assertThat(unit.fits(here, now, WorkingDays.WEEKDAYS)).isTrue();
    assertThat(unit.fits(Course.incident(Scope.REGIONAL, Severity.SEV4), now, WorkingDays.WEEKDAYS))
        .isFalse();
  }

  @Test
  void the_built_in_policies_keep_to_the_table_of_the_domain() {
    Reason note = new Reason("无", "none");
    for (Severity severity : Severity.values()) {
      Policy policy = BuiltInPolicies.fitting(Course.incident(Scope.GLOBAL, severity), note);
      List<Long> minutes = policy.levels().stream().map(l -> l.after().toMinutes()).toList();
      assertThat(minutes)
          .isEqualTo(
              switch (severity) {
                case SEV1, SEV2 -> List.of(0L, 5L, 10L);
                case SEV3 -> List.of(0L, 10L, 20L);
                case SEV4 -> List.of(0L, 30L, 60L);
              });
      assertThat(policy.level(1).targets()).contains(Target.post("LD", Role.PRIMARY));
      assertThat(policy.repeat()).isEqualTo(3);
    }
  }
}
