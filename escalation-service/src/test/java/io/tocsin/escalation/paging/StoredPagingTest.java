package io.tocsin.escalation.paging;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.escalation.domain.Command.FollowIncident;
import io.tocsin.escalation.domain.Condition;
import io.tocsin.escalation.domain.Decider;
import io.tocsin.escalation.domain.Escalation;
import io.tocsin.escalation.domain.Incident;
import io.tocsin.escalation.domain.Level;
import io.tocsin.escalation.domain.Policy;
import io.tocsin.escalation.domain.Role;
import io.tocsin.escalation.domain.Scope;
import io.tocsin.escalation.domain.Severity;
import io.tocsin.escalation.domain.Target;
import io.tocsin.escalation.domain.TimeWindow;
import io.tocsin.escalation.domain.Turns;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What lies in a document, which earlier and later builds read. */
class StoredPagingTest {

  private static final Instant NOW = Instant.parse("2026-03-09T01:10:00Z");

  @Test
  void rolesLieInDocumentsAsTheirNamesWhicheverTheyAre() {
    Paging paging =
        paging(
            Target.post("DB", Role.PRIMARY),
            Target.bySchedule("DB", "db-duty", new Role("THIRD_LINE")));

    BsonDocument stored = PagingStore.codec().encode(paging);

    BsonDocument run = stored.getDocument("escalation").getDocument("run");
    BsonValue level = run.getDocument("policy").getArray("levels").getFirst();
    assertThat(level.asDocument().getArray("targets"))
        .extracting(target -> target.asDocument().getString("role").getValue())
        .containsExactly("PRIMARY", "THIRD_LINE");
    assertThat(PagingStore.codec().decode(stored)).isEqualTo(paging);
  }

  @Test
  void aTimeThatAnEarlierBuildStoredHoldsOnEveryKindOfDay() {
    TimeWindow nights =
        new TimeWindow(List.of(), List.of(), LocalTime.of(18, 0), LocalTime.of(8, 0));
    Condition when =
        new Condition(List.of(), List.of(), List.of(), null, List.of(), List.of(nights));
    Paging paging = paging(when, Target.post("DB", Role.PRIMARY));
    BsonDocument stored = BsonDocument.parse(PagingStore.codec().encode(paging).toJson());

    BsonDocument run = stored.getDocument("escalation").getDocument("run");
    BsonDocument stands = run.getDocument("policy").getDocument("when");
    assertThat(stands.getArray("times").getFirst().asDocument().remove("on")).isNotNull();

    assertThat(PagingStore.codec().decode(stored)).isEqualTo(paging);
  }

  private static Paging paging(Target... targets) {
    return paging(null, targets);
  }

  private static Paging paging(@Nullable Condition when, Target... targets) {
    Level level = new Level(Duration.ZERO, List.of(targets), List.of("SMS"), null, 1);
    Policy policy = Policy.of("p", when, 0, List.of(level), Duration.ofMinutes(5));
    Incident incident = new Incident("i-1", "payment", Scope.GLOBAL, Severity.SEV1, false, true);
    Decider decider = new Decider((id, run, at, round, target) -> target, Duration.ofHours(1));
    Escalation paged =
        decider
            .decide(
                Escalation.of("i-1", NOW), new FollowIncident(incident, policy), NOW, Turns.NONE)
            .state();
    return new Paging(paged, null, 1, null);
  }
}
