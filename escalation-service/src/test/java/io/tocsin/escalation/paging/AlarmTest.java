package io.tocsin.escalation.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AlarmTest {

  private static final Instant NOW = Instant.parse("2026-03-09T01:00:00Z");
  private static final Duration AT_MOST = Duration.ofMillis(250);

  private record Timer(Runnable task, Duration pause) {}

  private final List<Timer> timers = new ArrayList<>();
  private final AtomicInteger rung = new AtomicInteger();
  private final Alarm alarm =
      new Alarm(
          Clock.fixed(NOW, ZoneOffset.UTC),
          AT_MOST,
          (task, pause) -> timers.add(new Timer(task, pause)),
          rung::incrementAndGet);

  private void runAll() {
    List<Timer> set = List.copyOf(timers);
    timers.clear();
    set.forEach(timer -> timer.task().run());
  }

  @Test
  void ringsOnceForTheEarliestOfAllThatAskedHoweverManyTimersWereSet() {
    for (int millis = 200; millis > 0; millis--) {
      alarm.expect(NOW.plusMillis(millis));
    }
    alarm.expect(NOW.plusMillis(100));

    runAll();

    assertThat(rung).hasValue(1);
  }

  /** As the looks do: each sets the alarm for the next. A storm must not leave more of them. */
  @Test
  void whoAnswersBySettingItAgainIsNotAskedByMoreAndMoreTimers() {
    for (int round = 0; round < 50; round++) {
      alarm.expect(NOW.plusMillis(240));
      alarm.expect(NOW.plusMillis(100));
      alarm.expect(NOW.plusMillis(50));
      runAll();
    }

    assertThat(rung).hasValue(50);
    assertThat(timers).isEmpty();
  }

  @Test
  void aTimeThatHasPassedRingsAtOnceAndAFarOneAfterTheInterval() {
    alarm.expect(NOW.plusSeconds(600));
    alarm.expect(NOW.minusSeconds(1));

    assertThat(timers).extracting(Timer::pause).containsExactly(AT_MOST, Duration.ZERO);
  }

  @Test
  void aLaterTimeWaitsUntilTheEarlierHasRung() {
    alarm.expect(NOW.plusMillis(10));
    alarm.expect(NOW.plusMillis(20));
    assertThat(timers).hasSize(1);

    runAll();
    alarm.expect(NOW.plusMillis(20));

    assertThat(timers).hasSize(1);
  }
}
