package io.tocsin.incident.finalreport;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.incident.timeline.TimelineItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MilestonesTest {

  private static final Instant T0 = Instant.parse("2026-03-09T01:02:00Z");

  private static TimelineItem item(int minute, String type, Map<String, Object> detail) {
    return new TimelineItem(
        minute, T0.plus(Duration.ofMinutes(minute)), type, Actor.SYSTEM, "…", detail);
  }

  private static TimelineItem to(int minute, String from, String to) {
    return item(minute, "incident.transitioned.v1", Map.of("from", from, "to", to));
  }

  @Test
  void first_steps_count_from_the_first_time_and_a_restoration_from_the_last() {
    var milestones =
        new Milestones(
            T0,
            List.of(
                item(3, "incident.acknowledged.v1", Map.of()),
                item(4, "incident.acknowledged.v1", Map.of()),
                to(9, "NEW", "ASSESSED"),
                to(12, "ASSESSED", "ACTIVE"),
                to(13, "ACTIVE", "ACTIVE"),
                to(40, "TESTED", "RESTORED"),
                to(45, "RESTORED", "ACTIVE"),
                to(70, "TESTED", "RESTORED"),
                to(140, "RESTORED", "ENDED")));

    assertThat(milestones.durations())
        .isEqualTo(
            new FinalReportView.Durations(
                Duration.ofMinutes(3),
                Duration.ofMinutes(9),
                Duration.ofMinutes(12),
                null,
                null,
                Duration.ofMinutes(70),
                Duration.ofMinutes(140)));
    assertThat(milestones.endedAt()).isEqualTo(T0.plus(Duration.ofMinutes(140)));
  }

  @Test
  void notified_is_the_suspension_or_else_the_first_word_after_the_activation() {
    List<TimelineItem> told =
        List.of(
            notice(0, "FAULT"),
            to(12, "ASSESSED", "ACTIVE"),
            notice(15, "PROGRESS"),
            notice(60, "RESTORATION"));
    List<TimelineItem> suspended = new ArrayList<>(told);
    suspended.add(notice(18, "SUSPENSION"));

    assertThat(new Milestones(T0, told).durations().notified()).isEqualTo(Duration.ofMinutes(15));
    assertThat(new Milestones(T0, suspended).durations().notified())
        .isEqualTo(Duration.ofMinutes(18));
    assertThat(new Milestones(T0, List.of(notice(0, "FAULT"))).durations().notified()).isNull();
  }

  private static TimelineItem notice(int minute, String type) {
    return item(minute, "incident.notice-issued.v1", Map.of("notice", Map.of("type", type)));
  }

  @Test
  void words_from_outside_never_become_markup() {
    assertThat(new Html().row("<script>", "a&b", "\"'", null).toString())
        .isEqualTo(
            "<tr><td>&lt;script&gt;</td><td>a&amp;b</td><td>&quot;&#39;</td><td></td></tr>\n");
  }
}
