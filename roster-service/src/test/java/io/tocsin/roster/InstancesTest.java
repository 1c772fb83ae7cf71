package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two instances of the service on one store: what one is told, the other knows in a moment. */
class InstancesTest extends ServiceTest {

  private static RunningRoster other;

  @BeforeAll
  static void startAnother() {
    other = RunningRoster.start(OneRoster.DATABASE);
  }

  @AfterAll
  static void stopIt() {
    other.close();
  }

  @Test
  void a_new_schedule_is_answered_by_as_soon_as_its_revision_is_heard_of() {
    String swapped =
        demo.replace("people: [wang-ming]", "people: [li-fang]")
            .replaceFirst("(role: SUBSTITUTE.*)people: \\[li-fang\\]", "$1people: [wang-ming]");
    assertThat(swapped).isNotEqualTo(demo);

    applied(swapped);

    await().untilAsserted(() -> assertThat(primaryAtOther("DB")).isEqualTo("li-fang"));
  }

  @Test
  void an_override_is_answered_by_after_the_next_look() {
    Instant from = Instant.now().minusSeconds(60);
    String override =
        post(
                admin,
                "/api/v1/schedules/cm-duty/overrides",
                Map.of(
                    "personId",
                    "wu-gang",
                    "from",
                    from.toString(),
                    "until",
                    from.plusSeconds(3600).toString(),
                    "reason",
                    "x"))
            .path("id")
            .asString();

    await().untilAsserted(() -> assertThat(primaryAtOther("CM")).isEqualTo("wu-gang"));

    admin
        .delete()
        .uri("/api/v1/schedules/cm-duty/overrides/" + override)
        .exchange()
        .expectStatus()
        .isNoContent();
    await().untilAsserted(() -> assertThat(primaryAtOther("CM")).isNotEqualTo("wu-gang"));
  }

  private static String primaryAtOther(String post) {
    return get(other.as("ADMIN"), "/api/v1/on-call?post=" + post)
        .path("primary")
        .path("personId")
        .asString("");
  }
}
