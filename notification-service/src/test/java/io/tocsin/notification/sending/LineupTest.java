package io.tocsin.notification.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.notification.domain.Urgency;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may stand in line for one of two places, and what becomes of them. */
class LineupTest {

  private final Clock clock = Clock.systemUTC();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Lane lane = SampleLane.of("sms:a", null, Urgency.URGENT, threads);
  private final List<Integer> handedOver = new CopyOnWriteArrayList<>();
  private final List<Integer> turnedBack = new CopyOnWriteArrayList<>();
  private final Lineup<Integer> lineup =
      new Lineup<>(lane, () -> true, this::handOver, turnedBack::add, clock, threads);

  @AfterEach
  void stop() {
    threads.close();
  }

  private void handOver(Integer message) {
    handedOver.add(message);
    lane.guards().forgo();
    lane.guards().leave();
  }

  private void answered(int times) {
    IntStream.range(0, times).forEach(i -> lineup.answered(clock.instant()));
  }

  private int places() {
    return (int) IntStream.range(0, 1_000).filter(i -> lineup.reserve()).count();
  }

  @Test
  void nobodyStandsInLineForWhoHasNotAnswered() {
    assertThat(lineup.reserve()).isFalse();
  }

  @Test
  void noMoreStandThanWereAnsweredLately() {
    answered(5);

    assertThat(places()).isEqualTo(5);
  }

  @Test
  void theLineIsShortHoweverQuickTheProvider() {
    answered(900);

    assertThat(places()).isEqualTo(Lineup.LONGEST);
  }

  @Test
  void quickIsWhoAnswersTheLongestLineInASecond() {
    answered(Lineup.LONGEST - 1);
    assertThat(lineup.quick()).isFalse();

    answered(1);
    assertThat(lineup.quick()).isTrue();
  }

  @Test
  void whoForgoesLeavesThePlaceToAnother() {
    answered(1);
    assertThat(lineup.reserve()).isTrue();
    assertThat(lineup.reserve()).isFalse();

    lineup.forgo();

    assertThat(lineup.reserve()).isTrue();
  }

  @Test
  void everybodyGetsAPlaceInTime() {
    answered(100);
    List<Integer> all = IntStream.range(0, places()).boxed().toList();

    all.forEach(lineup::add);

    await().until(() -> handedOver.size() == all.size());
    assertThat(handedOver).containsExactlyInAnyOrderElementsOf(all);
    assertThat(turnedBack).isEmpty();
  }

  @Test
  void whoFindsNoPlaceIsTurnedBackAndNotHandedOver() {
    answered(3);
    places();
    assertThat(List.of(lane.guards().enter(), lane.guards().enter())).containsOnly(true);

    List.of(1, 2, 3).forEach(lineup::add);

    await().until(() -> turnedBack.size() == 3);
    assertThat(handedOver).isEmpty();
  }
}
