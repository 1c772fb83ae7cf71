package io.tocsin.incident.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.MergeSuggestedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.incident.stream.RecentFacts.Fact;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentFactsTest {

  private static final Instant AT = Instant.parse("2026-03-09T01:00:00Z");

  private final RecentFacts facts = new RecentFacts(3);

  @Test
  void a_reader_goes_on_where_it_was() {
    facts.add(events(2));
    long seen = facts.after(0).upTo();
    facts.add(events(1));

    assertThat(facts.after(seen).facts()).extracting(Fact::number).containsExactly(3L);
    assertThat(facts.after(seen).missed()).isFalse();
  }

  @Test
  void a_reader_that_was_too_slow_is_told_so_and_gets_what_is_left() {
    facts.add(events(5));

    assertThat(facts.after(1).missed()).isTrue();
    assertThat(facts.after(1).facts()).extracting(Fact::number).containsExactly(3L, 4L, 5L);
    assertThat(facts.after(2).missed()).isFalse();
  }

  @Test
  void who_has_seen_everything_gets_nothing() {
    facts.add(events(5));

    assertThat(facts.after(facts.last()).facts()).isEmpty();
    assertThat(facts.after(facts.last()).missed()).isFalse();
  }

  @Test
  void after_a_gap_even_who_has_seen_everything_has_missed_something() {
    facts.add(events(2));
    long seen = facts.last();

    facts.forget();
    facts.add(events(1));

    assertThat(facts.after(seen).missed()).isTrue();
    assertThat(facts.after(seen).facts()).hasSize(1);
    assertThat(facts.after(facts.last()).missed()).isFalse();
  }

  private static List<Envelope<IncidentEvent>> events(int count) {
    LocalText reason = new LocalText("缘由", "reason");
    IncidentFacts incident =
        new IncidentFacts(
            "i-1",
            "2026-0001",
            "payment",
            Scope.REGIONAL,
            Severity.SEV4,
            Degree.DEGRADED,
            IncidentState.NEW,
            ServiceState.DEGRADED,
            "UNKNOWN",
            false,
            List.of(),
            1,
            AT,
            null);
    return IntStream.range(0, count)
        .mapToObj(i ->
            new Envelope<IncidentEvent>(
                "e" + i, AT, null, new MergeSuggestedV1(i, incident, reason, Actor.SYSTEM, "i-2")))
        .toList();
  }
}
