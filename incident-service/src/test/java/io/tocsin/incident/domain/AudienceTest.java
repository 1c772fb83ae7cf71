package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Example.report;
import static io.tocsin.incident.domain.Life.dutyLead;
import static io.tocsin.incident.domain.Life.leader;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Incident.IssuedNotice;
import io.tocsin.incident.domain.IncidentCommand.GiveBack;
import io.tocsin.incident.domain.IncidentCommand.JoinReports;
import io.tocsin.incident.domain.IncidentCommand.PassTime;
import io.tocsin.incident.domain.IncidentCommand.PromoteIncident;
import io.tocsin.incident.domain.IncidentCommand.TakeOver;
import io.tocsin.incident.domain.IncidentEvent.NoticeWithdrawn;
import io.tocsin.incident.domain.LifeCommand.IssueProgress;
import io.tocsin.incident.domain.LifeCommand.NoticeTerms;
import io.tocsin.incident.domain.LifeCommand.SuspendService;
import io.tocsin.incident.domain.LifeEvent.LimitMissed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever was told of a fault hears how it goes on and that it is over. */
class AudienceTest {

  private static final Because RULE = Because.rule(Text.same("归并"), at("09:25"));
  private static final IssuedNotice SIBLINGS =
      new IssuedNotice(
          "sibling-n2",
          "2026-0002-N2",
          false,
          NoticeKind.SUSPENSION,
          false,
          List.of("baita"),
          List.of("SMS"));
  private static final Extent EXTENT = Extent.first(Scope.REGIONAL, report("baita", "09:20"));

  @Test
  void a_suspension_of_what_becomes_global_is_told_to_all_units_when_the_leader_says_it_again() {
    Life life = Life.opened(false).assessed().activated().suspended("09:20").go(promote());
    Notice first = life.notices(NoticeKind.SUSPENSION).getFirst();

    life.suspended("09:30");

    Notice widened = life.notices(NoticeKind.SUSPENSION).getLast();
    assertThat(widened.toAll()).isTrue();
    assertThat(widened.units()).hasSameElementsAs(payment().units().all());
    assertThat(widened.refersTo()).isEqualTo(first.noticeId());
    assertThat(
            ((Accepted)
                    life.decide(new SuspendService(NoticeTerms.NONE, payment(), leader("09:31"))))
                .events())
        .as("all of them know it")
        .isEmpty();
    life.go(new PassTime(at("12:00")));
    assertThat(life.events(LimitMissed.class))
        .extracting(LimitMissed::limit)
        .doesNotContain(Limit.SUSPENSION);
  }

  @Test
  void a_suspension_for_one_unit_is_none_of_what_became_global() {
    Life life = Life.opened(false).assessed().activated().suspended("09:20").go(promote());

    life.go(new PassTime(at("09:40")));

    assertThat(life.events(LimitMissed.class))
        .extracting(LimitMissed::limit)
        .contains(Limit.SUSPENSION);
  }

  @Test
  void units_that_were_told_to_hold_entries_hear_of_the_progress_and_the_restoration() {
    Life life = Life.opened(false).assessed().activated().suspended("09:20").go(promote());

    life.go(new IssueProgress(NoticeTerms.NONE, payment(), dutyLead("09:30")));
    life.repaired("09:40").tested("09:50").approved().go(life.restore("10:00"));

    List<String> all = payment().units().all();
    assertThat(life.notices(NoticeKind.PROGRESS).getFirst().units()).hasSameElementsAs(all);
    Notice restoration = life.notices(NoticeKind.RESTORATION).getFirst();
    assertThat(restoration.units()).hasSameElementsAs(all);
    assertThat(restoration.toAll()).isTrue();
    assertThat(restoration.refersTo())
        .isEqualTo(life.notices(NoticeKind.SUSPENSION).getFirst().noticeId());
  }

  @Test
  void a_draft_that_is_approved_after_the_fault_became_global_goes_to_all_who_know_of_it() {
    Life life =
        Life.opened(Example.approving(NoticeKind.PROGRESS), false)
            .assessed()
            .activated()
            .go(new IssueProgress(NoticeTerms.NONE, payment(), dutyLead("09:20")));
    String draft = life.state().response().drafts().getFirst().noticeId();

    life.go(promote()).go(new LifeCommand.ApproveNotice(draft, leader("09:30")));

    assertThat(life.notices(NoticeKind.PROGRESS).getFirst().units())
        .hasSameElementsAs(payment().units().all());
  }

  @Test
  void what_a_merged_sibling_suspended_is_restored_with_its_parent() {
    Life parent = Life.opened(false).assessed().activated().go(takeOver());

    parent.repaired("09:40").tested("09:50").approved().go(parent.restore("10:00"));

    Notice restoration = parent.notices(NoticeKind.RESTORATION).getFirst();
    assertThat(restoration.units()).containsExactly("yunxi", "baita");
    assertThat(restoration.channels()).contains("SMS");
    assertThat(restoration.refersTo()).isEqualTo(SIBLINGS.noticeId());
    assertThat(parent.state().response().adopted()).as("it is answered").isEmpty();
  }

  @Test
  void a_merge_that_is_undone_takes_its_readers_back() {
    Life parent = Life.opened(false).assessed().activated().go(takeOver());

    parent.go(new GiveBack("sibling", EXTENT, RULE));
    parent.repaired("09:40").tested("09:50").approved().go(parent.restore("10:00"));

    assertThat(parent.notices(NoticeKind.RESTORATION).getFirst().units()).containsExactly("yunxi");
  }

  @Test
  void a_false_alarm_takes_back_what_its_merged_sibling_told() {
    Life parent = Life.opened(false).go(takeOver());

    parent.go(new IncidentCommand.DeclareFalseAlarm(RULE));

    assertThat(parent.events(NoticeWithdrawn.class))
        .extracting(NoticeWithdrawn::noticeId)
        .containsExactly("i-1-n1", SIBLINGS.noticeId());
    assertThat(parent.state().standing()).isEmpty();
  }

  @Test
  void who_heard_that_it_was_over_hears_it_again_after_a_recurrence_of_which_nobody_was_told() {
    Life life = Life.in("RESTORED");
    Notice first = life.notices(NoticeKind.RESTORATION).getFirst();

    life.joined("yunxi", "10:20").repaired("10:30").tested("10:40");
    life.go(new LifeCommand.ApproveRestoration(leader("10:45"))).go(life.restore("10:50"));

    assertThat(life.notices(NoticeKind.RESTORATION).getLast().units()).isEqualTo(first.units());
  }

  private static PromoteIncident promote() {
    return new PromoteIncident(
        new JoinReports(List.of(report("linjiang", "09:25")), payment(), RULE), List.of(), RULE);
  }

  private static TakeOver takeOver() {
    return new TakeOver("sibling", EXTENT, List.of(SIBLINGS), payment(), RULE);
  }
}
