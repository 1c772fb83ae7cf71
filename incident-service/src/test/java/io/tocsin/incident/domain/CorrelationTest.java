package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.central;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Example.report;
import static io.tocsin.incident.domain.Example.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.CorrelationPlan.Verdict;
import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import io.tocsin.incident.domain.IncidentEvent.IncidentPromoted;
import io.tocsin.incident.domain.IncidentEvent.MergeSuggested;
import io.tocsin.incident.domain.IncidentEvent.NoticeIssued;
import io.tocsin.incident.domain.IncidentEvent.ReportsJoined;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationTest {

  private final World world = new World(payment());

  @Test
  void scenario_1_reports_of_two_units_within_the_window_become_one_global_incident() {
    world.receive(report("yunxi", "09:02"));
    Incident regional = world.only();
    assertThat(regional.extent().scope()).isEqualTo(Scope.REGIONAL);
    assertThat(regional.severity()).isEqualTo(Severity.SEV4);

    List<Verdict> verdicts = world.receive(report("linjiang", "09:09"));

    Incident global = world.only();
    assertThat(global.id()).isEqualTo(regional.id());
    assertThat(global.number()).isEqualTo(regional.number());
    assertThat(global.extent().scope()).isEqualTo(Scope.GLOBAL);
    assertThat(global.extent().reports()).isEqualTo(2);
    assertThat(global.severity()).isEqualTo(Severity.SEV3);
    assertThat(global.openedAt()).isEqualTo(at("09:02"));
    assertThat(verdicts)
        .singleElement()
        .satisfies(v -> {
          assertThat(v.rule()).isEqualTo(CorrelationRule.THRESHOLD_REACHED);
          assertThat(v.explanation().zh())
              .contains("临江区局", "窗口内单位数达到阈值", "7分钟", "计2个单位：云溪县局、临江区局", "阈值2个", "窗口30分钟");
          assertThat(v.explanation().en())
              .contains("7 min", "units counted: 2, 云溪县局, 临江区局", "threshold 2", "window 30 min");
        });
  }

  @Test
  void scenario_2_one_unit_reporting_three_times_stays_one_regional_incident() {
    for (String time : List.of("10:00", "10:05", "10:12")) {
      world.receive(report("baita", time));
    }

    Incident incident = world.only();
    assertThat(incident.extent().scope()).isEqualTo(Scope.REGIONAL);
    assertThat(incident.extent().units())
        .containsExactly(new AffectedUnit("baita", 3, at("10:12")));
    assertThat(world.events(incident.id(), NoticeIssued.class))
        .as("other units get nothing")
        .singleElement()
        .satisfies(issued -> assertThat(issued.notice().units()).containsExactly("baita"));
    assertThat(world.events(incident.id(), ReportsJoined.class))
        .allSatisfy(joined -> assertThat(joined.newUnits()).isEmpty());
  }

  @Test
  void scenario_8_a_second_unit_in_time_promotes_and_grades_again_under_the_same_number() {
    world.receive(report("baita", "14:00", Degree.FULL_STOP));
    Incident before = world.only();
    world.receive(report("donghu", "14:25", Degree.DEGRADED));

    Incident after = world.only();
    assertThat(after.number()).isEqualTo(before.number());
    assertThat(after.extent().scope()).isEqualTo(Scope.GLOBAL);
    assertThat(after.severity()).isEqualTo(Severity.SEV2);
    assertThat(world.events(after.id(), IncidentGraded.class))
        .extracting(IncidentGraded::from, IncidentGraded::to)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(null, Severity.SEV3),
            org.assertj.core.groups.Tuple.tuple(Severity.SEV3, Severity.SEV2));
    assertThat(world.events(after.id(), NoticeIssued.class).getLast().notice())
        .satisfies(n -> {
          assertThat(n.toAll()).isTrue();
          assertThat(n.units()).hasSize(18);
          assertThat(n.refersTo()).isEqualTo(before.notices().getFirst().noticeId());
          assertThat(n.number()).isEqualTo("2026-0001-N2");
        });
  }

  @Test
  void scenario_8_at_14_40_instead_it_is_a_second_regional_incident_and_a_suggestion_to_merge() {
    world.receive(report("baita", "14:00"));
    world.receive(report("donghu", "14:40"));

    assertThat(world.open())
        .hasSize(2)
        .allSatisfy(i -> assertThat(i.extent().scope()).isEqualTo(Scope.REGIONAL));
    assertThat(world.events("incident of donghu@14:40", MergeSuggested.class))
        .singleElement()
        .satisfies(suggested -> {
          assertThat(suggested.with()).isEqualTo("incident of baita@14:00");
          assertThat(suggested.because().reason().zh()).contains("2026-0001", "30分钟");
        });
  }

  @ParameterizedTest(name = "the second unit after {0} reports: global {1}")
  @CsvSource({"14:29:59, true", "14:30:00, true", "14:30:00.001, false"})
  void the_window_ends_exactly_w_after_the_latest_report(String time, boolean global) {
    world.receive(report("baita", "14:00"));
    world.receive(report("donghu", time));

    assertThat(world.open().getFirst().extent().scope() == Scope.GLOBAL).isEqualTo(global);
  }

  @Test
  void a_repeat_moves_the_window_on_but_counts_no_unit() {
    world.receive(report("baita", "14:00"), report("baita", "14:20"), report("donghu", "14:45"));

    assertThat(world.only().extent().scope()).isEqualTo(Scope.GLOBAL);
  }

  @Test
  void a_repeat_long_after_the_window_still_attaches_to_its_incident() {
    world.receive(report("baita", "08:00"));
    List<Verdict> verdicts = world.receive(report("baita", "12:00"));

    assertThat(world.only().extent().reports()).isEqualTo(2);
    assertThat(verdicts.getFirst().rule()).isEqualTo(CorrelationRule.SAME_UNIT);
  }

  @Test
  void any_later_report_joins_an_open_global_incident_however_late() {
    world.receive(report("baita", "08:00"), report("donghu", "08:10"));
    List<Verdict> verdicts = world.receive(report("shiqiao", "18:00"));

    assertThat(world.only().extent().units()).hasSize(3);
    assertThat(verdicts.getFirst().rule()).isEqualTo(CorrelationRule.OPEN_GLOBAL);
  }

  @Test
  void a_fault_of_a_central_component_is_global_at_once_and_all_units_are_told() {
    world.receive(central("yunxi", "09:00", Degree.FULL_STOP));

    Incident incident = world.only();
    assertThat(incident.extent().scope()).isEqualTo(Scope.GLOBAL);
    assertThat(incident.severity()).isEqualTo(Severity.SEV1);
    assertThat(incident.serviceState()).isEqualTo(ServiceState.SUSPENDED);
    assertThat(world.events(incident.id(), NoticeIssued.class).getFirst().notice().toAll())
        .isTrue();
  }

  @Test
  void a_central_report_promotes_the_open_regional_incident_whatever_the_window() {
    world.receive(report("baita", "08:00"));
    world.receive(central("donghu", "12:00", Degree.DEGRADED));

    assertThat(world.only().id()).isEqualTo("incident of baita@08:00");
    assertThat(world.only().extent().scope()).isEqualTo(Scope.GLOBAL);
    assertThat(world.only().severity()).isEqualTo(Severity.SEV2);
  }

  @Test
  void open_siblings_merge_into_the_promoted_incident_with_their_units_and_reports() {
    world.receive(report("baita", "08:00"), report("baita", "08:01"));
    world.receive(report("donghu", "10:00", Degree.FULL_STOP));
    world.receive(report("shiqiao", "10:10"));

    Incident global = world.only();
    assertThat(global.id()).isEqualTo("incident of donghu@10:00");
    assertThat(global.extent().reports()).isEqualTo(4);
    assertThat(global.extent().units())
        .containsExactlyInAnyOrder(
            new AffectedUnit("donghu", 1, at("10:00")),
            new AffectedUnit("shiqiao", 1, at("10:10")),
            new AffectedUnit("baita", 2, at("08:01")));
    assertThat(global.absorbed()).containsExactly("incident of baita@08:00");
    assertThat(world.events(global.id(), IncidentPromoted.class).getFirst().merged())
        .containsExactly("incident of baita@08:00");
    assertThat(world.incident("incident of baita@08:00").stage())
        .isInstanceOf(LifeStage.Merged.class);
  }

  @Test
  void
      several_hundred_open_incidents_go_into_the_one_that_becomes_global_without_losing_a_report() {
    Instant time = at("00:00");
    for (int i = 0; i < 400; i++) {
      time = time.plus(Duration.ofMinutes(31));
      world.receive(one("bureau" + i, time, false));
    }
    assertThat(world.open()).hasSize(400);

    world.receive(one("bureau7", time.plusSeconds(1), true));

    Incident global = world.only();
    assertThat(global.absorbed()).hasSize(399);
    assertThat(global.extent().units()).hasSize(400);
    assertThat(global.extent().reports()).isEqualTo(401);
    assertThat(global.extent().units().stream().filter(u -> u.unit().equals("bureau7")))
        .singleElement()
        .satisfies(u -> assertThat(u.reports()).isEqualTo(2));
  }

  private static Report one(String unit, Instant at, boolean central) {
    return new Report(unit + "@" + at, unit(unit), unit(unit), "慢", Degree.DEGRADED, central, at);
  }

  @Test
  void reports_that_were_kept_in_the_queue_are_placed_by_when_they_came_not_by_the_batch() {
    List<Report> backlog =
        new ArrayList<>(
            List.of(report("baita", "14:00"), report("donghu", "14:40"), report("baita", "14:41")));
    Collections.reverse(backlog);
    List<Verdict> verdicts = world.receive(backlog);

    assertThat(world.open()).hasSize(2);
    assertThat(verdicts)
        .extracting(Verdict::rule)
        .containsExactly(
            CorrelationRule.FIRST_REPORT,
            CorrelationRule.OUTSIDE_WINDOW,
            CorrelationRule.SAME_UNIT);
  }

  @Test
  void a_report_of_a_sibling_that_merges_in_the_same_batch_ends_in_the_parent() {
    List<Verdict> verdicts =
        world.receive(
            report("baita", "08:00"), report("donghu", "10:00"), report("shiqiao", "10:01"));

    assertThat(verdicts).extracting(Verdict::endsIn).containsOnly("incident of donghu@10:00");
    assertThat(world.only().extent().reports()).isEqualTo(3);
  }

  @Test
  void with_a_threshold_of_three_the_second_unit_joins_and_the_third_promotes() {
    World three = new World(payment(3));
    three.receive(report("baita", "09:00"));
    List<Verdict> second = three.receive(report("donghu", "09:20"));
    assertThat(second.getFirst().rule()).isEqualTo(CorrelationRule.BELOW_THRESHOLD);
    assertThat(three.only().extent().scope()).isEqualTo(Scope.REGIONAL);

    three.receive(report("shiqiao", "09:45"));

    assertThat(three.only().extent().scope()).isEqualTo(Scope.GLOBAL);
  }

  @Test
  void with_a_threshold_of_one_the_first_report_is_global() {
    World one = new World(payment(1));
    one.receive(report("baita", "09:00"));

    assertThat(one.only().extent().scope()).isEqualTo(Scope.GLOBAL);
  }

  @Test
  void a_report_after_a_false_alarm_opens_a_new_incident() {
    world.receive(report("baita", "09:00"));
    world.apply(
        world.only().id(),
        List.of(
            new IncidentCommand.DeclareFalseAlarm(
                new Because(Text.same("误操作"), new Actor("li", "李"), at("09:05")))));
    world.receive(report("baita", "09:06"));

    assertThat(world.incidents).hasSize(2);
    assertThat(world.only().id()).isEqualTo("incident of baita@09:06");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 42, 2026, 99})
  void whatever_comes_in_whatever_batches_no_report_is_lost_and_nothing_narrows(int seed) {
    Random random = new Random(seed);
    List<String> units = List.of("yunxi", "linjiang", "baita", "donghu", "shiqiao");
    World any = new World(payment(1 + random.nextInt(4)));
    List<List<Report>> batches = new ArrayList<>();
    Instant time = at("00:00");
    for (int i = 0; i < 60; i++) {
      List<Report> batch = new ArrayList<>();
      for (int r = 0; r <= random.nextInt(8); r++) {
        time = time.plus(Duration.ofMinutes(random.nextInt(45)));
        batch.add(
            new Report(
                "r" + i + "." + r,
                unit(units.get(random.nextInt(units.size()))),
                unit("sub"),
                "慢",
                Degree.values()[random.nextInt(4)],
                random.nextInt(60) == 0,
                time));
      }
      batches.add(batch);
    }

    for (List<Report> batch : batches) {
      List<Incident> before = any.open();
      any.receive(batch);
      for (Incident was : before) {
        Incident is = any.incident(was.id());
        assertThat(is.extent().scope()).isGreaterThanOrEqualTo(was.extent().scope());
        assertThat(is.severity().graverThan(was.severity()) || is.severity() == was.severity())
            .isTrue();
      }
      if (random.nextInt(6) == 0 && !any.open().isEmpty()) {
        any.apply(
            any.open().getFirst().id(),
            List.of(
                new IncidentCommand.DeclareFalseAlarm(
                    new Because(Text.same("误报"), new Actor("li", "李"), time))));
      }
    }

    long counted =
        any.incidents.values().stream()
            .filter(i -> !(i.stage() instanceof LifeStage.Merged))
            .flatMap(i -> i.extent().units().stream())
            .mapToLong(AffectedUnit::reports)
            .sum();
    assertThat(counted).isEqualTo(batches.stream().mapToLong(List::size).sum());
    assertThat(any.incidents.values())
        .allSatisfy(
            i -> assertThat(i.seq()).isEqualTo(any.events(i.id(), IncidentEvent.class).size()))
        .allSatisfy(i ->
            assertThat(
                    IncidentEvolution.evolveAll(null, any.events.getOrDefault(i.id(), List.of())))
                .isEqualTo(i));

    List<Incident> end = List.copyOf(any.incidents.values());
    batches.subList(random.nextInt(batches.size()), batches.size()).forEach(any::receive);
    assertThat(any.incidents.values()).containsExactlyElementsOf(end);
  }
}
