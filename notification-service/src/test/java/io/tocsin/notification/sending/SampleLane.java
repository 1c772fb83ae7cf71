package io.tocsin.notification.sending;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.notification.deliveries.Queue;
import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Later;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Urgency;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** Providers with two places in their windows, whose every answer is that they cannot now. */
final class SampleLane {

  private SampleLane() {}

  /**
   * One of a chat.
   *
   * @param room whom it reaches alone; null where it reaches everybody
   */
  static Lane of(String name, @Nullable String room, Urgency urgency, ExecutorService threads) {
    Provider provider =
        new Provider() {
          @Override
          public Channel channel() {
            return Channel.CHAT;
          }

          @Override
          public String name() {
            return name;
          }

          @Override
          public boolean selective() {
            return room != null;
          }

          @Override
          public boolean carries(Message message) {
            return room == null || room.equals(message.recipient().address());
          }

          @Override
          public Answer handOff(Message message) {
            return Later.fault(message.createdAt().plusSeconds(5), "HTTP 503");
          }
        };
    BulkheadConfig two =
        BulkheadConfig.custom().maxConcurrentCalls(2).maxWaitDuration(Duration.ZERO).build();
    CircuitBreakerConfig soon =
        CircuitBreakerConfig.custom().slidingWindowSize(4).minimumNumberOfCalls(4).build();
    Guards guards =
        new Guards(
            Bulkhead.of(name, two),
            RateLimiter.ofDefaults(name),
            CircuitBreaker.of(name, soon),
            TimeLimiter.ofDefaults(name),
            threads,
            new HandOffTimes(new SimpleMeterRegistry(), new Queue(Channel.CHAT, urgency), name));
    return new Lane(provider, guards);
  }
}
