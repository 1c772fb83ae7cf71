package io.tocsin.notification.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {

  private static final Instant FREE = Instant.parse("2026-03-09T01:21:00Z");
  private static final String NUMBER = "8613800000001";

  private final Turns turns = new Turns();

  @Test
  void whatWaitsForOneNumberComesDueOneAfterTheOther() {
    List<Instant> due = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      due.add(turns.next(NUMBER, FREE));
    }

    assertThat(due.getFirst()).isBetween(FREE, FREE.plusSeconds(1));
    for (int i = 1; i < due.size(); i++) {
      assertThat(Duration.between(due.get(i - 1), due.get(i)))
          .isBetween(Turns.APART.minusSeconds(1), Turns.APART.plusSeconds(1));
    }
  }

  @Test
  void anotherNumberAndAnotherMomentBeginAnew() {
    turns.next(NUMBER, FREE);
    turns.next(NUMBER, FREE);

    assertThat(turns.next("8613800000002", FREE)).isBefore(FREE.plusSeconds(1));
    Instant later = FREE.plusSeconds(60);
    assertThat(turns.next(NUMBER, later)).isBetween(later, later.plusSeconds(1));
  }

  @Test
  void aNumberWithVeryMuchWaitingIsNotPutOffForEver() {
    Instant last = FREE;
    for (int i = 0; i < 1_000; i++) {
      last = turns.next(NUMBER, FREE);
    }

    assertThat(last).isBefore(FREE.plus(Duration.ofMinutes(2)));
  }
}
