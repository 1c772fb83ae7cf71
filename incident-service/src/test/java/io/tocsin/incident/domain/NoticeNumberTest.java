package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Example.report;
import static io.tocsin.incident.domain.Life.dutyLead;
import static io.tocsin.incident.domain.Life.leader;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.IncidentCommand.JoinReports;
import io.tocsin.incident.domain.IncidentCommand.PromoteIncident;
import io.tocsin.incident.domain.IncidentEvent.NoticeIssued;
import io.tocsin.incident.domain.LifeCommand.ApproveNotice;
import io.tocsin.incident.domain.LifeCommand.IssueProgress;
import io.tocsin.incident.domain.LifeCommand.NoticeTerms;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Who reads notices takes one with a known id for the same: of one incident no two may share it.
 */
class NoticeNumberTest {

  private static final Because RULE = Because.rule(Text.same("归并"), at("09:35"));

  @Test
  void a_notice_that_comes_while_a_draft_waits_leaves_the_draft_its_number() {
    Life life = drafted();
    Notice draft = life.state().response().drafts().getFirst();

    life.go(
        new PromoteIncident(
            new JoinReports(List.of(report("linjiang", "09:35")), payment(), RULE),
            List.of(),
            RULE));

    assertThat(life.notices(NoticeKind.FAULT).getLast().noticeId()).isNotEqualTo(draft.noticeId());
    assertThat(life.state().response().drafts()).containsExactly(draft);
    life.go(new ApproveNotice(draft.noticeId(), leader("09:40")));
    assertThat(life.notices(NoticeKind.PROGRESS))
        .singleElement()
        .satisfies(sent -> assertThat(sent.noticeId()).isEqualTo(draft.noticeId()));
  }

  @Test
  void the_number_of_a_discarded_draft_is_not_given_again() {
    Life life = drafted();
    String discarded = life.state().response().drafts().getFirst().noticeId();
    life.repaired("09:40").tested("09:50").approved().go(life.restore("10:00"));

    life.joined("yunxi", "10:20").suspended("10:30");

    List<String> issued =
        life.events(NoticeIssued.class).stream().map(e -> e.notice().noticeId()).toList();
    assertThat(issued).containsExactly("i-1-n1", "i-1-n3", "i-1-n4").doesNotContain(discarded);
  }

  private static Life drafted() {
    return Life.opened(Example.approving(NoticeKind.PROGRESS), false)
        .assessed()
        .activated()
        .go(new IssueProgress(NoticeTerms.NONE, payment(), dutyLead("09:30")));
  }
}
