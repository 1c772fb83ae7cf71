package io.tocsin.incident.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import io.tocsin.kit.kafka.TransientErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class IncidentListenerTest {

  private static final IncidentFollower WITHOUT_STORE =
      (_, _) -> Mono.error(new MongoTimeoutException("no server"));
  private static final IncidentFollower AT_A_LOSS =
      (_, _) -> Mono.error(new IllegalStateException("no such incident"));

  @Test
  void an_outage_that_several_followers_meet_is_no_fault_of_the_records() {
    assertThat(TransientErrors.isTransient(failure(WITHOUT_STORE, WITHOUT_STORE))).isTrue();
  }

  @Test
  void an_outage_beside_another_error_is_waited_for() {
    assertThat(TransientErrors.isTransient(failure(AT_A_LOSS, WITHOUT_STORE, AT_A_LOSS))).isTrue();
  }

  @Test
  void what_no_follower_can_take_is_the_records_fault() {
    assertThat(TransientErrors.isTransient(failure(AT_A_LOSS, AT_A_LOSS))).isFalse();
  }

  @Test
  void one_that_fails_keeps_no_other_from_its_events() {
    List<String> followed = new ArrayList<>();
    IncidentFollower follows = (id, _) -> Mono.fromRunnable(() -> followed.add(id));

    failure(AT_A_LOSS, follows);

    assertThat(followed).containsExactly("i-1");
  }

  private static Throwable failure(IncidentFollower... followers) {
    Mono<Throwable> failed =
        IncidentListener.handler(List.of(followers))
            .handle("i-1", List.of())
            .then(Mono.<Throwable>empty())
            .onErrorResume(Mono::just);
    return Objects.requireNonNull(failed.toFuture().join(), "a failure");
  }
}
