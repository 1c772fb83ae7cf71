package io.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

  private static Spread ofMillis(IntStream times) {
    return Spread.of(times.mapToObj(Duration::ofMillis).toList());
  }

  @Test
  void each_percentile_is_a_time_that_was_seen() {
    Spread spread = ofMillis(IntStream.rangeClosed(1, 200).map(i -> 201 - i));

    assertThat(spread)
        .isEqualTo(
            new Spread(
                200,
                Duration.ofMillis(100),
                Duration.ofMillis(190),
                Duration.ofMillis(198),
                Duration.ofMillis(200)));
  }

  @Test
  void one_time_is_all_of_its_percentiles() {
    Duration only = Duration.ofMillis(7);

    assertThat(ofMillis(IntStream.of(7))).isEqualTo(new Spread(1, only, only, only, only));
  }

  @Test
  void nothing_measured_is_no_figure() {
    assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
  }
}
