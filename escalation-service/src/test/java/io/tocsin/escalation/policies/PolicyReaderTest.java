package io.tocsin.escalation.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.escalation.domain.Level;
import io.tocsin.escalation.domain.Target;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a policy of the document means to the engine. */
class PolicyReaderTest {

  private final PolicyReader reader =
      new PolicyReader(Duration.ofMinutes(5), Duration.ofMinutes(30));

  @Test
  void everyone_of_a_schedule_is_asked_for_by_that_schedule_alone() {
    PolicyTarget ofSchedule =
        new PolicyTarget(List.of("DB"), null, List.of(), "db-nights", true, null, null);
    PolicyTarget ofPosts =
        new PolicyTarget(List.of("DB", "NW"), null, List.of(), null, true, null, null);
    PolicyLevel level =
        new PolicyLevel(Duration.ZERO, List.of(ofSchedule, ofPosts), List.of(Channel.SMS), null);

    List<Level> read =
        reader.read(new EscalationPolicyV1("p", 1, null, 3, List.of(level))).levels();

    assertThat(read)
        .flatExtracting(Level::targets)
        .containsExactly(
            Target.everyone("DB", "db-nights"), Target.everyone("DB"), Target.everyone("NW"));
  }

  @Test
  void the_owner_of_the_system_is_asked_for_beside_people_and_not_where_it_is_denied() {
    PolicyTarget owner =
        new PolicyTarget(List.of(), null, List.of("wang"), null, null, null, null, null, true);
    PolicyTarget denied =
        new PolicyTarget(List.of(), null, List.of("li"), null, null, null, null, null, false);
    PolicyLevel level =
        new PolicyLevel(Duration.ZERO, List.of(owner, denied), List.of(Channel.SMS), null);

    List<Level> read =
        reader.read(new EscalationPolicyV1("p", 1, null, 3, List.of(level))).levels();

    assertThat(read)
        .flatExtracting(Level::targets)
        .containsExactly(Target.ownerOfSystem(), Target.person("wang"), Target.person("li"));
  }
}
