package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Life.LEADER;
import static io.tocsin.incident.domain.Life.act;
import static io.tocsin.incident.domain.Life.dutyLead;
import static io.tocsin.incident.domain.Life.leader;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.LifeCommand.AssessIncident;
import io.tocsin.incident.domain.LifeCommand.SetSeverity;
import org.junit.jupiter.api.Test;

/** What people find, and how grave that makes it. */
class AssessingTest {

  @Test
  void an_unknown_cause_is_no_assessment() {
    assertThat(
            Life.in("NEW")
                .refused(
                    new AssessIncident(
                        Cause.UNKNOWN, Degree.FULL_STOP, null, null, payment(), leader("09:10")))
                .missing())
        .containsExactly("cause");
  }

  @Test
  void only_the_leader_lowers_a_severity_and_says_why() {
    Life life = Life.in("ACTIVE").go(new SetSeverity(Severity.SEV2, leader("09:20")));

    assertThat(life.refused(new SetSeverity(Severity.SEV4, dutyLead("09:25"))).forbidden())
        .isTrue();
    assertThat(life.refused(new SetSeverity(Severity.SEV4, leader("09:25"))).missing())
        .containsExactly("reason");
    life.go(new SetSeverity(Severity.SEV4, act(LEADER, "09:25", "影响有限", Power.values())));

    assertThat(life.state().severity()).isEqualTo(Severity.SEV4);
    assertThat(life.joined("yunxi", "09:30").state().severity())
        .as("the same fault again does not raise it by rule")
        .isEqualTo(Severity.SEV4);
  }

  @Test
  void a_floor_that_raises_it_less_far_leaves_the_leaders_lowering_to_stand() {
    Life life = Life.opened(false).joined("linjiang", "09:05");
    life.go(assessed(Degree.FULL_STOP, Scope.GLOBAL, leader("09:10")));
    assertThat(life.state().severity()).isEqualTo(Severity.SEV2);
    life.go(new SetSeverity(Severity.SEV4, act(LEADER, "09:20", "影响有限", Power.values())));

    life.go(new IncidentCommand.PassTime(at("09:32")));
    assertThat(life.state().severity()).as("half an hour of GLOBAL").isEqualTo(Severity.SEV3);

    assertThat(life.joined("yunxi", "09:40").state().severity())
        .as("the same fault again")
        .isEqualTo(Severity.SEV3);
  }

  @Test
  void lowered_in_two_steps_it_stays_below_the_first() {
    Life life = Life.opened(false).joined("linjiang", "09:05");
    life.go(assessed(Degree.FULL_STOP, Scope.GLOBAL, leader("09:10")));
    life.go(new SetSeverity(Severity.SEV3, act(LEADER, "09:20", "影响有限", Power.values())))
        .go(new SetSeverity(Severity.SEV4, act(LEADER, "09:21", "影响很小", Power.values())));

    assertThat(life.joined("yunxi", "09:40").state().severity()).isEqualTo(Severity.SEV4);
  }

  private static AssessIncident assessed(Degree degree, Scope scope, Act by) {
    return new AssessIncident(Cause.STORAGE, degree, scope, null, payment(), by);
  }

  @Test
  void an_assessment_grades_by_what_was_found_and_only_the_leader_narrows_with_a_reason() {
    Life life =
        Life.in("NEW")
            .go(
                new AssessIncident(
                    Cause.STORAGE,
                    Degree.FULL_STOP,
                    Scope.GLOBAL,
                    null,
                    payment(),
                    leader("09:10")));

    assertThat(life.state().cause()).isEqualTo("STORAGE");
    assertThat(life.state().extent().scope()).isEqualTo(Scope.GLOBAL);
    assertThat(life.state().severity()).isEqualTo(Severity.SEV2);
    assertThat(life.refused(regional(dutyLead("09:12"))).missing()).containsExactly("role LEADER");
    assertThat(life.refused(regional(leader("09:12"))).missing()).containsExactly("reason");

    life.go(regional(Life.act(Life.LEADER, "09:13", "只有云溪受影响", Power.RESPONDER, Power.LEADER)));

    assertThat(life.state().extent().scope()).isEqualTo(Scope.REGIONAL);
    assertThat(life.state().severity()).as("lowering it is another act").isEqualTo(Severity.SEV2);
    assertThat(life.events(LifeEvent.ScopeNarrowed.class))
        .singleElement()
        .satisfies(e -> assertThat(e.because().reason().zh()).contains("区域", "只有云溪受影响"));
    assertThat(life.joined("yunxi", "09:20").state().extent().scope())
        .as("the same unit again says nothing new")
        .isEqualTo(Scope.REGIONAL);
  }

  private static AssessIncident regional(Act by) {
    return new AssessIncident(Cause.STORAGE, Degree.FULL_STOP, Scope.REGIONAL, null, payment(), by);
  }
}
