package io.tocsin.notification.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class GivingWayTest {

  private static final Instant T0 = Instant.parse("2026-03-09T01:20:00Z");

  private final AtomicBoolean pages = new AtomicBoolean(true);
  private final GivingWay givingWay = new GivingWay(pages::get, Clock.fixed(T0, ZoneOffset.UTC));

  @Test
  void aTurnRestsFourTimesAsLongAsItTookWhilePagesGoOut() {
    givingWay.took(T0.minusMillis(30), T0);

    assertThat(givingWay.rest(T0)).isEqualTo(Duration.ofMillis(120));
    assertThat(givingWay.rest(T0.plusMillis(100))).isEqualTo(Duration.ofMillis(20));
    assertThat(givingWay.rest(T0.plusMillis(120))).isZero();
  }

  @Test
  void nobodyRestsForLongerThanHalfASecond() {
    givingWay.took(T0.minusSeconds(3), T0);

    assertThat(givingWay.rest(T0)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void aShortTurnOfOneDoesNotEndTheRestAfterALongOneOfAnother() {
    givingWay.took(T0.minusMillis(50), T0);
    givingWay.took(T0.minusMillis(1), T0);

    assertThat(givingWay.rest(T0)).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void withoutPagesNobodyRests() {
    pages.set(false);
    givingWay.took(T0.minusMillis(30), T0);

    assertThat(givingWay.rest(T0)).isZero();
  }

  @Test
  void aFailedTurnIsATurn() {
    AtomicBoolean asked = new AtomicBoolean();

    Mono<Object> turn =
        givingWay.turn(() -> {
          asked.set(true);
          return Mono.error(new IllegalStateException("store"));
        });

    assertThat(turn.onErrorReturn("failed").block()).isEqualTo("failed");
    assertThat(asked).isTrue();
  }
}
