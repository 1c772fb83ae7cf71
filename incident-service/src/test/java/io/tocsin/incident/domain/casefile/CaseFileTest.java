package io.tocsin.incident.domain.casefile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Faults;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.IncidentCommand;
import io.tocsin.incident.domain.IncidentDecider;
import io.tocsin.incident.domain.Missing;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.casefile.CaseFile.Sections;
import io.tocsin.incident.domain.casefile.CaseFileCommand.ApproveReport;
import io.tocsin.incident.domain.casefile.CaseFileCommand.DraftReport;
import io.tocsin.incident.domain.casefile.CaseFileCommand.FileFollowUp;
import io.tocsin.incident.domain.casefile.CaseFileCommand.PutAction;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CaseFileTest {

  private static final Instant T0 = Instant.parse("2026-03-09T01:02:00Z");
  private static final Sections WRITTEN = new Sections("概述", "原因", null, "措施", null);

  private Incident incident = Faults.active(T0);

  private static Because by(String name) {
    return new Because(Text.same(""), new Actor(name, name), T0.plusSeconds(60));
  }

  private static PutAction action(
      @Nullable String id, @Nullable String owner, @Nullable LocalDate due, @Nullable String key) {
    return new PutAction(id, "扩容归档目录", owner, due, null, key, by("王明"));
  }

  private int take(IncidentCommand command) {
    if (IncidentDecider.decide(incident, command) instanceof Accepted accepted) {
      incident = accepted.incident();
      return accepted.events().size();
    }
    throw new AssertionError("Expected it to be accepted: " + command);
  }

  private Refused refusal(IncidentCommand command) {
    if (IncidentDecider.decide(incident, command) instanceof Refused refused) {
      return refused;
    }
    throw new AssertionError("Expected a refusal of " + command);
  }

  @Test
  void the_report_is_approved_only_after_the_end_and_when_it_says_what_only_people_know() {
    take(new DraftReport(new Sections("概述", null, null, null, null), by("王明")));

    assertThat(refusal(new ApproveReport(null, by("周建国"))).missing())
        .containsExactly("end of the response", "section cause", "section measures");
  }

  @Test
  void the_same_draft_again_changes_nothing() {
    assertThat(take(new DraftReport(WRITTEN, by("王明")))).isEqualTo(1);
    assertThat(take(new DraftReport(WRITTEN, by("李芳")))).isZero();
  }

  @Test
  void a_closure_waits_for_the_report_and_for_an_owner_and_a_date_of_every_action() {
    take(action(null, null, null, null));
    take(action(null, "wang-ming", LocalDate.parse("2026-04-01"), null));

    assertThat(incident.file().missingForClosure())
        .extracting(Missing::name)
        .containsExactly("approved final report", "owner of action A1", "date of action A1");

    take(action("A1", "li-fang", LocalDate.parse("2026-04-02"), null));
    assertThat(incident.file().missingForClosure())
        .extracting(Missing::name)
        .containsExactly("approved final report");
  }

  @Test
  void an_action_sent_again_is_not_added_twice_and_an_unknown_one_is_refused() {
    take(action(null, null, null, "key-1"));
    assertThat(take(action(null, null, null, "key-1"))).isZero();
    assertThat(incident.file().actions()).hasSize(1);
    assertThat(refusal(action("A7", null, null, null)).missing()).containsExactly("action A7");
  }

  @Test
  void follow_ups_are_numbered_without_a_gap() {
    take(new FileFollowUp("已定位", "PHONE", "a", by("周建国")));
    assertThat(take(new FileFollowUp("已定位", "PHONE", "a", by("周建国")))).isZero();
    take(new FileFollowUp("已修复", "WRITING", null, by("周建国")));

    assertThat(incident.file().followUps())
        .extracting(f -> f.number() + " " + f.text())
        .containsExactly("1 已定位", "2 已修复");
  }
}
