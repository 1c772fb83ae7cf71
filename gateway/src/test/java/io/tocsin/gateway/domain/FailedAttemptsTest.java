package io.tocsin.gateway.domain;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FailedAttemptsTest {

  private static final Instant NINE = Instant.parse("2026-03-09T09:00:00Z");

  private final FailedAttempts attempts = new FailedAttempts(3, Duration.ofMinutes(1), 2);

  @Test
  void theLastAllowedFailureShutsTheDoorUntilTheWindowOfTheFirstIsOver() {
    attempts.failed("a", NINE);
    attempts.failed("a", NINE.plusSeconds(10));
    assertThat(attempts.waitOf("a", NINE.plusSeconds(10))).isEqualTo(ZERO);

    attempts.failed("a", NINE.plusSeconds(20));

    assertThat(attempts.waitOf("a", NINE.plusSeconds(20))).isEqualTo(Duration.ofSeconds(40));
    assertThat(attempts.waitOf("a", NINE.plusSeconds(60))).isEqualTo(ZERO);
  }

  @Test
  void oneSourceDoesNotShutOutAnother() {
    fail("a", 3);
    assertThat(attempts.waitOf("b", NINE)).isEqualTo(ZERO);
  }

  @Test
  void aRightSecretForgetsTheFailuresBeforeIt() {
    fail("a", 2);
    attempts.succeeded("a");
    fail("a", 2);
    assertThat(attempts.waitOf("a", NINE)).isEqualTo(ZERO);
  }

  @Test
  void sourcesBeyondTheRoomShareOneCount() {
    fail("a", 1);
    fail("b", 1);

    attempts.failed("c", NINE);
    attempts.failed("d", NINE);
    attempts.failed("e", NINE);

    assertThat(attempts.waitOf("f", NINE)).isPositive();
    assertThat(attempts.waitOf("a", NINE)).isEqualTo(ZERO);
  }

  @Test
  void whatIsOverMakesRoomAgain() {
    fail("a", 1);
    fail("b", 1);
    Instant later = NINE.plusSeconds(61);

    attempts.failed("c", later);
    attempts.failed("c", later);
    attempts.failed("c", later);

    assertThat(attempts.waitOf("c", later)).isPositive();
    assertThat(attempts.waitOf("d", later)).isEqualTo(ZERO);
  }

  private void fail(String source, int times) {
    for (int i = 0; i < times; i++) {
      attempts.failed(source, NINE);
    }
  }
}
