package io.tocsin.incident.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Degree;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.IncidentAcknowledgedV1;
import io.tocsin.contracts.IncidentEvent.IncidentMergedV1;
import io.tocsin.contracts.IncidentEvent.IncidentOpenedV1;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentEvent.IncidentUnmergedV1;
import io.tocsin.contracts.IncidentEvent.Notice;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ResponseTimesTest {

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Instant T0 = Instant.parse("2026-03-09T01:02:00Z");
  private static final LocalText WHY = new LocalText("因", "why");

  private static IncidentFacts facts(IncidentState state) {
    return new IncidentFacts(
        "i-1",
        "2026-0042",
        "payment",
        Scope.GLOBAL,
        Severity.SEV2,
        Degree.FULL_STOP,
        state,
        ServiceState.DEGRADED,
        "UNKNOWN",
        false,
        List.of(),
        1,
        T0,
        null);
  }

  private static IncidentEvent to(long seq, IncidentState from, IncidentState to) {
    return new IncidentTransitionedV1(seq, facts(to), WHY, Actor.SYSTEM, from, to);
  }

  @Test
  void an_incident_whose_merge_was_undone_counts_again() {
    IncidentEvent unmerged =
        new IncidentUnmergedV1(2, facts(IncidentState.NEW), WHY, Actor.SYSTEM, "i-2");
    IncidentFigures merged =
        IncidentFigures.of(facts(IncidentState.NEW))
            .with(
                new IncidentMergedV1(1, facts(IncidentState.MERGED), WHY, Actor.SYSTEM, "i-2"), T0);
    assertThat(merged.counts()).isFalse();

    assertThat(FigureFollower.tells(unmerged)).isTrue();
    assertThat(merged.with(unmerged, T0).counts()).isTrue();
  }

  private static Instant after(int minutes) {
    return T0.plus(Duration.ofMinutes(minutes));
  }

  private static IncidentFigures response() {
    return IncidentFigures.of(facts(IncidentState.NEW))
        .with(new IncidentOpenedV1(1, facts(IncidentState.NEW), WHY, Actor.SYSTEM, "r", null), T0)
        .with(
            new IncidentAcknowledgedV1(2, facts(IncidentState.NEW), WHY, Actor.SYSTEM, null, null),
            after(3))
        .with(to(3, IncidentState.NEW, IncidentState.ASSESSED), after(10))
        .with(to(4, IncidentState.ASSESSED, IncidentState.ACTIVE), after(12))
        .with(to(5, IncidentState.TESTED, IncidentState.RESTORED), after(60));
  }

  private static IncidentFigures opened(int i, Instant at, Severity severity, boolean exercise) {
    return new IncidentFigures(
        "i-" + i,
        1,
        severity,
        exercise,
        true,
        at,
        at.plusSeconds(60L * i),
        null,
        null,
        null,
        null,
        null);
  }

  @Test
  void each_milestone_is_taken_from_the_event_that_reached_it() {
    assertThat(ResponseTimes.rows(List.of(response()), ZONE))
        .singleElement()
        .satisfies(row -> {
          assertThat(row.month()).isEqualTo("2026-03");
          assertThat(row.severity()).isEqualTo(Severity.SEV2);
          assertThat(row.acknowledged().median()).isEqualTo(Duration.ofMinutes(3));
          assertThat(row.assessed().median()).isEqualTo(Duration.ofMinutes(10));
          assertThat(row.activated().median()).isEqualTo(Duration.ofMinutes(12));
          assertThat(row.restored().median()).isEqualTo(Duration.ofMinutes(60));
          assertThat(row.notified()).isEqualTo(new ResponseTimes.Spread(0, null, null));
        });
  }

  @Test
  void an_event_that_comes_again_changes_nothing() {
    IncidentFigures once = response();

    assertThat(once.with(to(4, IncidentState.ASSESSED, IncidentState.ACTIVE), after(99)))
        .isSameAs(once);
  }

  @Test
  void a_second_activation_keeps_the_first_and_a_second_restoration_counts() {
    IncidentFigures back =
        response().with(to(6, IncidentState.RESTORED, IncidentState.ACTIVE), after(70));
    IncidentFigures again =
        back.with(to(7, IncidentState.TESTED, IncidentState.RESTORED), after(90));

    assertThat(back.restoredAt()).as("it is at fault").isNull();
    assertThat(again.activatedAt()).isEqualTo(after(12));
    assertThat(again.restoredAt()).isEqualTo(after(90));
  }

  @Test
  void notified_is_the_first_suspension_or_else_the_first_word_after_the_activation() {
    IncidentFigures opened =
        IncidentFigures.of(facts(IncidentState.NEW)).with(notice(1, NoticeType.FAULT), T0);
    IncidentFigures told =
        opened
            .with(to(2, IncidentState.ASSESSED, IncidentState.ACTIVE), after(12))
            .with(notice(3, NoticeType.PROGRESS), after(15))
            .with(notice(4, NoticeType.PROGRESS), after(45));

    assertThat(opened.notifiedAt()).as("it goes out by itself").isNull();
    assertThat(told.notifiedAt()).isEqualTo(after(15));
    assertThat(told.with(notice(5, NoticeType.SUSPENSION), after(50)).notifiedAt())
        .isEqualTo(after(50));
    assertThat(opened.with(notice(2, NoticeType.RESTORATION), after(60)).notifiedAt()).isNull();
  }

  private static IncidentEvent notice(long seq, NoticeType type) {
    return new NoticeIssuedV1(
        seq,
        facts(IncidentState.NEW),
        WHY,
        Actor.SYSTEM,
        new Notice(
            "i-1-n" + seq,
            "2026-0042-N" + seq,
            type,
            null,
            WHY,
            WHY,
            Audience.ALL_UNITS,
            List.of(),
            List.of(),
            T0,
            null,
            null));
  }

  @Test
  void median_and_p90_are_values_that_were_there() {
    List<IncidentFigures> ten =
        IntStream.rangeClosed(1, 10).mapToObj(i -> opened(i, T0, Severity.SEV1, false)).toList();

    ResponseTimes.Spread spread = ResponseTimes.rows(ten, ZONE).getFirst().acknowledged();

    assertThat(spread)
        .isEqualTo(new ResponseTimes.Spread(10, Duration.ofMinutes(5), Duration.ofMinutes(9)));
  }

  @Test
  void months_severities_and_drills_stand_apart_and_false_alarms_do_not_count() {
    List<IncidentFigures> all = new ArrayList<>();
    all.add(opened(1, T0, Severity.SEV2, false));
    all.add(opened(2, T0, Severity.SEV2, true));
    all.add(opened(3, T0, Severity.SEV4, false));
    all.add(opened(4, Instant.parse("2026-03-31T16:30:00Z"), Severity.SEV2, false));
    all.add(response().with(to(9, IncidentState.NEW, IncidentState.FALSE_ALARM), after(100)));

    assertThat(ResponseTimes.rows(all, ZONE))
        .extracting(r -> r.month() + " " + r.severity() + " " + r.exercise() + " " + r.incidents())
        .containsExactly(
            "2026-04 SEV2 false 1",
            "2026-03 SEV2 false 1",
            "2026-03 SEV4 false 1",
            "2026-03 SEV2 true 1");
  }
}
