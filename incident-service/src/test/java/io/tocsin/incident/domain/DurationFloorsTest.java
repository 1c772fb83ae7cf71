package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Example.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.IncidentCommand.PassTime;
import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationFloorsTest {

  private final World world = new World(payment());

  @Test
  void a_global_fault_weighs_more_after_half_an_hour_three_and_six_hours() {
    Incident global = global();
    assertThat(global.severity()).isEqualTo(Severity.SEV4);

    assertThat(gradings(pass("09:31:59"))).isEmpty();
    assertThat(gradings(pass("09:32"))).containsExactly(Severity.SEV3);
    assertThat(gradings(pass("12:02"))).containsExactly(Severity.SEV2);
    assertThat(gradings(pass("15:02"))).containsExactly(Severity.SEV1);
    assertThat(gradings(pass("23:59"))).isEmpty();
  }

  @Test
  void after_a_stall_only_the_gravest_floor_is_told() {
    global();

    assertThat(gradings(pass("14:00"))).containsExactly(Severity.SEV2);
    assertThat(world.only().severity()).isEqualTo(Severity.SEV2);
  }

  @Test
  void a_regional_fault_weighs_more_after_four_hours() {
    world.receive(report("baita", "09:02", Degree.DEGRADED));

    assertThat(gradings(pass("13:01"))).isEmpty();
    assertThat(gradings(pass("13:02"))).containsExactly(Severity.SEV3);
  }

  @Test
  void the_reason_names_the_floor() {
    global();
    pass("12:02");

    Because because = world.events(world.only().id(), IncidentGraded.class).getLast().because();

    assertThat(because.reason().zh()).isEqualTo("全局故障已持续3小时，不低于Ⅱ级。");
    assertThat(because.reason().en()).isEqualTo("A global fault that lasts 3 h weighs at least Ⅱ.");
    assertThat(because.actor()).isEqualTo(Actor.SYSTEM);
  }

  @Test
  void told_twice_it_comes_once() {
    global();

    assertThat(pass("09:32")).isNotEmpty();
    assertThat(pass("09:32")).isEmpty();
  }

  @Test
  void what_is_due_stands_in_the_incident_itself() {
    Incident global = global();
    assertThat(new DurationFloors().dueAt(global)).isEqualTo(at("09:32"));

    world.apply(
        global.id(),
        List.of(new IncidentCommand.DeclareFalseAlarm(Because.rule(Text.same("误报"), at("09:20")))));

    assertThat(world.incident(global.id()).dueAt()).isNull();
  }

  @Test
  void the_time_in_which_the_service_worked_does_not_count() {
    Life life = Life.in("RESTORED");

    life.go(new LifeCommand.ReopenIncident(Life.dutyLead("13:30")));

    assertThat(new DurationFloors().dueAt(life.state())).isEqualTo(at("16:32"));
    assertThat(gradings(life.go(new PassTime(at("16:31"))).events)).containsExactly(Severity.SEV4);
    assertThat(life.go(new PassTime(at("16:32"))).state().severity()).isEqualTo(Severity.SEV3);
  }

  @Test
  void a_floor_that_the_leader_knew_of_does_not_come_again_with_the_fault() {
    Life life = Life.in("ACTIVE").go(new PassTime(at("13:02")));
    assertThat(life.state().severity()).isEqualTo(Severity.SEV3);
    Act knowing = Life.act(Life.LEADER, "13:10", "影响有限", Power.values());
    life.go(new LifeCommand.SetSeverity(Severity.SEV4, knowing));
    life.repaired("13:40").tested("13:50");
    life.go(new LifeCommand.ApproveRestoration(Life.leader("13:55"))).go(life.restore("14:00"));

    life.go(new LifeCommand.ReopenIncident(Life.dutyLead("15:00")));

    assertThat(new DurationFloors().dueAt(life.state())).isNull();
  }

  private Incident global() {
    world.receive(report("yunxi", "09:02", Degree.DEGRADED));
    world.receive(report("linjiang", "09:09", Degree.DEGRADED));
    return world.only();
  }

  private List<IncidentEvent> pass(String time) {
    Incident incident = world.only();
    int before = world.events(incident.id(), IncidentEvent.class).size();
    Instant now = at(time);
    var _ = world.apply(incident.id(), List.of(new PassTime(now)));
    List<IncidentEvent> all = world.events(incident.id(), IncidentEvent.class);
    return all.subList(before, all.size());
  }

  private static List<Severity> gradings(List<IncidentEvent> events) {
    return events.stream()
        .filter(IncidentGraded.class::isInstance)
        .map(e -> ((IncidentGraded) e).to())
        .toList();
  }
}
