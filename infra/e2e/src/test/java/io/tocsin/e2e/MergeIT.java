package io.tocsin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Scenario 8, when the second unit comes after the window: half an hour as one second. */
@ExtendWith(LogsOnFailure.class)
class MergeIT {

  private final Platform platform = Platform.up();

  @Test
  void one_after_the_window_is_a_second_regional_that_a_person_may_merge_and_part_again() {
    IncidentScript first = platform.report("apart", "baita");
    Instant over = Instant.parse(first.now().path("openedAt").asString()).plusMillis(1300);
    await("the window to be over").until(() -> Instant.now().isAfter(over));

    IncidentScript second = platform.report("apart", "donghu");

    assertThat(second.id()).isNotEqualTo(first.id());
    second.expect("scope", "REGIONAL").expectOnTimeline("incident.merge-suggested", first.id());
    LifeScript.of(second)
        .act(
            LifeScript.DUTY_LEAD,
            "merge",
            "{\"into\": \"" + first.id() + "\", \"reason\": \"同一交换机\"}")
        .expect(200);
    first.expect("reports", 2).expectUnits("baita", "donghu");
    second.expect("state", "MERGED");

    LifeScript.of(second)
        .act(LifeScript.DUTY_LEAD, "unmerge", "{\"reason\": \"原因不同\"}")
        .expect(200);
    first.expect("reports", 1).expectUnits("baita");
    JsonNode apart = second.expect("state", "NEW").expectUnits("donghu").now();
    assertThat(apart.path("reports").asLong()).isEqualTo(1);
  }
}
