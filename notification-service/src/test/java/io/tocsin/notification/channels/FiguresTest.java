package io.tocsin.notification.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FiguresTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  private void took(String queue, int times) {
    Timer timer =
        Timer.builder("handoff").tag("queue", queue).tag("provider", "smpp:x").register(meters);
    for (int i = 0; i < times; i++) {
      timer.record(Duration.ofMillis(5));
    }
  }

  private long shown() {
    return Objects.requireNonNull(Figures.times(meters, "handoff", "smpp:x")).count();
  }

  @Test
  void noticesDoNotHideHowPagesDo() {
    took("sms-bulk", 9);
    assertThat(shown()).isEqualTo(9);

    took("sms-urgent", 2);

    assertThat(shown()).isEqualTo(2);
  }
}
