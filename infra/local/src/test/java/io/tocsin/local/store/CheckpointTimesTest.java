package io.tocsin.local.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.local.store.CheckpointTimes.Due;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CheckpointTimesTest {

  private static final long MOST = 32 << 20;
  private static final long MEGABYTE = 1 << 20;
  private static final Duration ROUND = Duration.ofMillis(250);

  private Instant now = Instant.parse("2026-12-01T02:00:00Z");
  private final CheckpointTimes times = new CheckpointTimes(MOST, Duration.ofSeconds(20), now);

  @Test
  void nothingIsDueWhereNothingWasWritten() {
    now = now.plusSeconds(600);

    assertThat(look(0, false, false)).isEqualTo(Due.NOT_YET);
  }

  @Test
  void whatIsWrittenNowAndThenIsKeptAfterAWhile() {
    assertThat(look(1000, false, false)).isEqualTo(Due.NOT_YET);
    now = now.plusSeconds(20);

    assertThat(look(2000, false, false)).isEqualTo(Due.THOROUGH);
    assertThat(look(1000, false, false)).as("not again at once").isEqualTo(Due.NOT_YET);
  }

  @Test
  void aBurstIsNotDisturbedAndWhatItLeavesIsKeptASecondAfterIt() {
    now = now.plusSeconds(30);
    long bytes = 0;
    for (int round = 0; round < 12; round++) {
      bytes += MEGABYTE;
      assertThat(look(bytes, true, false)).isEqualTo(Due.NOT_YET);
    }
    assertThat(look(bytes, true, false)).isEqualTo(Due.NOT_YET);
    assertThat(look(bytes, true, false)).isEqualTo(Due.NOT_YET);
    assertThat(look(bytes, true, false)).isEqualTo(Due.NOT_YET);

    assertThat(look(bytes, true, false)).isEqualTo(Due.THOROUGH);
  }

  @Test
  void aBurstIsCutShortByAJournalThatARestartWouldReadForTooLong() {
    assertThat(look(MOST, true, false)).isEqualTo(Due.NOT_YET);

    assertThat(look(MOST + 1, true, false)).isEqualTo(Due.THOROUGH);
  }

  @Test
  void aBurstIsCutShortByMemoryAndGoesOnAsOne() {
    assertThat(look(MEGABYTE, true, true)).isEqualTo(Due.IN_HASTE);
    assertThat(look(MEGABYTE, true, false)).as("written since").isEqualTo(Due.NOT_YET);
    now = now.plusMillis(700);

    assertThat(look(MEGABYTE, true, false)).isEqualTo(Due.NOT_YET);
    assertThat(look(MEGABYTE, true, false)).isEqualTo(Due.THOROUGH);
  }

  private Due look(long bytes, boolean some, boolean much) {
    now = now.plus(ROUND);
    return times.look(bytes, some, much, now);
  }
}
