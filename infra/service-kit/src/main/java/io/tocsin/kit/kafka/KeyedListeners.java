package io.tocsin.kit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.contracts.Event;
import io.tocsin.contracts.TopicSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes listeners for Spring Cloud Stream's batch bindings. */
public final class KeyedListeners implements ApplicationListener<ContextClosedEvent> {

  private final DeadLetters deadLetters;
  private final Mono<Void> opened;
  private final MeterRegistry registry;
  private final Duration bound;
  private final Clock clock;
  private final Followers followers = Followers.ofThisMachine();
  private volatile boolean closing;

  KeyedListeners(
      DeadLetters deadLetters,
      List<ListenerGate> gates,
      MeterRegistry registry,
      Duration bound,
      Clock clock) {
    this.deadLetters = deadLetters;
    this.opened = Flux.fromIterable(gates).flatMap(ListenerGate::opened).then();
    this.registry = registry;
    this.bound = bound;
    this.clock = clock;
  }

  /**
   * The consumer function of a binding: {@code @Bean Consumer<Message<List<byte[]>>> reports(...)}.
   *
   * @param topic names the dead-letter topic; the binding's destination says what is read
   * @param handler gets the key, or an empty text where a record has none
   */
  public Consumer<Message<List<byte[]>>> listen(TopicSpec topic, KeyedHandler handler) {
    return edge(topic, handler, Pace.AT_ONCE);
  }

  /**
   * As {@link #listen}, for those few among many records that must not wait: the others are not
   * even read. Who reads all of them follows with a group of its own, and may be told of these
   * before or after.
   */
  public Consumer<Message<List<byte[]>>> listenFor(
      Set<Class<? extends Event>> types, TopicSpec topic, KeyedHandler handler) {
    return edge(topic, handler, Pace.AT_ONCE, types);
  }

  /**
   * As {@link #listen}, for what keeps a record of what others do: it begins a moment after the
   * records came. Until then the processors belong to those who page people, and what comes
   * meanwhile is folded into one write with the batch that follows. In a storm it gives way to them
   * for longer; see {@link #followClosely} for what must not stay far behind.
   */
  public Consumer<Message<List<byte[]>>> follow(TopicSpec topic, KeyedHandler handler) {
    return edge(topic, handler, Pace.LATER);
  }

  /** As {@link #follow}, but never seconds behind for longer than the first seconds of a storm. */
  public Consumer<Message<List<byte[]>>> followClosely(TopicSpec topic, KeyedHandler handler) {
    return edge(topic, handler, Pace.SOON);
  }

  /**
   * As {@link #listen}, for what may come in a storm: a lone record is handled at once, a stream in
   * gulps, two or three in a second.
   */
  public Consumer<Message<List<byte[]>>> gulp(TopicSpec topic, KeyedHandler handler) {
    return edge(topic, handler, Pace.IN_GULPS);
  }

  private BatchEdge edge(TopicSpec topic, KeyedHandler handler, Pace pace) {
    return edge(topic, handler, pace, Set.of());
  }

  private BatchEdge edge(
      TopicSpec topic, KeyedHandler handler, Pace pace, Set<Class<? extends Event>> types) {
    KeyFold fold = new KeyFold(topic, handler, deadLetters, types, () -> closing);
    return new BatchEdge(topic.name(), fold, opened, pace, followers, bound, clock, registry);
  }

  @Override
  public void onApplicationEvent(ContextClosedEvent event) {
    closing = true;
  }
}
