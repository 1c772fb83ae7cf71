package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Life.leader;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.IncidentCommand.PassTime;
import io.tocsin.incident.domain.LifeEvent.LimitMissed;
import io.tocsin.incident.domain.LifeEvent.LimitNear;
import io.tocsin.incident.domain.casefile.CaseFileCommand.ApproveReport;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The response ended on Monday, the report is due in five working days: next Monday. */
class ReportDeadlineTest {

  private static final Instant DUE_DAY = at("00:00").plus(Duration.ofDays(7));

  @Test
  void it_is_reminded_of_on_the_day_and_missed_when_the_day_is_over() {
    Life life = Life.in("CONFIRMED").ended();
    assertThat(life.state().response().reportDue()).isEqualTo("2026-03-16");
    assertThat(life.state().dueAt()).isEqualTo(DUE_DAY);

    life.go(new PassTime(DUE_DAY)).go(new PassTime(DUE_DAY.plusSeconds(1)));

    assertThat(life.events(LimitNear.class))
        .singleElement()
        .satisfies(near ->
            assertThat(near.because().reason().zh()).isEqualTo("提醒：终报应于2026-03-16批准，尚未批准。"));
    assertThat(life.events(LimitMissed.class)).isEmpty();

    life.go(new PassTime(DUE_DAY.plus(Duration.ofDays(1))));

    assertThat(life.events(LimitMissed.class))
        .extracting(LimitMissed::limit)
        .containsExactly(Limit.FINAL_REPORT);
    assertThat(life.state().dueAt()).isNull();
  }

  @Test
  void an_approved_report_is_asked_for_no_more() {
    Life life = Life.in("CONFIRMED").ended();
    life.go(Papers.drafted(leader("11:20").because(Text.same(""))))
        .go(new ApproveReport(null, leader("11:30").because(Text.same(""))));

    assertThat(life.state().dueAt()).isNull();
  }
}
