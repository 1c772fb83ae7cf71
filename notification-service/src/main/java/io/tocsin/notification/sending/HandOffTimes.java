package io.tocsin.notification.sending;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tocsin.notification.deliveries.Queue;
import io.tocsin.notification.domain.Answer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How quick one provider is, as one queue sees it. The timers are looked up once: with thousands of
 * messages a second the look-up cost more than the measuring.
 */
final class HandOffTimes {

  private static final String AGE = "age";

  private final MeterRegistry meters;
  private final String queue;
  private final String provider;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();

  HandOffTimes(MeterRegistry meters, Queue queue, String provider) {
    this.meters = meters;
    this.queue = queue.label();
    this.provider = provider;
  }

  void answered(Answer answer, Duration took) {
    timers
        .computeIfAbsent(
            answer.getClass().getSimpleName(),
            kind ->
                timer("tocsin.delivery.handoff", "From the hand-off to the provider's answer")
                    .tag("answer", kind)
                    .register(meters))
        .record(took);
  }

  /** How old a message was when the provider had taken it. */
  void taken(Duration age) {
    timers
        .computeIfAbsent(
            AGE,
            any ->
                timer(
                        "tocsin.delivery.age",
                        "From the making of a message until its provider took it")
                    .register(meters))
        .record(age);
  }

  private Timer.Builder timer(String name, String description) {
    return Timer.builder(name)
        .description(description)
        .publishPercentiles(0.5, 0.99)
        .distributionStatisticExpiry(Duration.ofHours(1))
        .distributionStatisticBufferLength(3)
        .tag("queue", queue)
        .tag("provider", provider);
  }
}
