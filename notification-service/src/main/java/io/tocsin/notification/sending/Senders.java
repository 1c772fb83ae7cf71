package io.tocsin.notification.sending;

import io.tocsin.notification.deliveries.Queue;
import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Route;
import io.tocsin.notification.domain.Urgency;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * All senders: looks for what is due while it runs, and at the end waits for the answers that are
 * still to come, because an attempt without one is UNKNOWN for ever.
 */
public final class Senders implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Senders.class);
  private static final Duration SWEEP = Duration.ofSeconds(10);
  private static final Duration LATELY = Duration.ofSeconds(3);

  /** So long without a page is the end of a crowd of them. */
  private static final Duration QUIET = Duration.ofMillis(500);

  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration GLANCE = Duration.ofMillis(20);

  private final List<Sender> senders;
  private final Set<Channel> channels;
  private final Receipts receipts;
  private final CatchingUp catchingUp;
  private final SendingProperties properties;
  private final Clock clock;
  private volatile Disposable polling = Disposables.disposed();

  Senders(
      List<Sender> senders,
      Receipts receipts,
      CatchingUp catchingUp,
      SendingProperties properties,
      Clock clock) {
    this.catchingUp = catchingUp;
    this.clock = clock;
    this.senders = List.copyOf(senders);
    this.channels =
        senders.stream().map(s -> s.queue().channel()).collect(Collectors.toUnmodifiableSet());
    this.receipts = receipts;
    this.properties = properties;
  }

  /** The channels that have a provider. */
  public Set<Channel> channels() {
    return channels;
  }

  /** A channel's providers in the order in which they are asked. */
  public List<ProviderState> states(Channel channel) {
    Instant now = clock.instant();
    Map<String, List<Sender>> byProvider = new LinkedHashMap<>();
    for (Sender sender : senders) {
      if (sender.queue().channel() == channel) {
        sender
            .lanes()
            .forEach(l -> byProvider.computeIfAbsent(l.name(), n -> new ArrayList<>()).add(sender));
      }
    }
    return byProvider.entrySet().stream().map(e -> state(e.getKey(), e.getValue(), now)).toList();
  }

  private static ProviderState state(String name, List<Sender> senders, Instant now) {
    Map<Urgency, Instant> resting = new EnumMap<>(Urgency.class);
    for (Sender sender : senders) {
      Lane lane = sender.lane(name);
      if (lane.guards().resting(now)) {
        resting.put(sender.queue().urgency(), lane.guards().restsUntil());
      }
    }
    Lane any = senders.getFirst().lane(name);
    return new ProviderState(
        name, any.guards().state().name(), any.provider().unavailable(), resting);
  }

  /** What an attempt has become by its answer, also where its provider is configured no more. */
  Delivery applied(Attempting attempt, Answer answer, Instant at) {
    Queue queue = Queue.of(attempt.message());
    return channels.contains(queue.channel())
        ? of(queue).applied(attempt, answer, at)
        : answer.appliedTo(attempt, at, properties.backoff(), new Route(List.of()));
  }

  /** Whether a page was handed over a moment ago: more may be about to. */
  boolean pagesGoOut() {
    return pagesWentOutSince(clock.instant().minus(LATELY));
  }

  private boolean pagesWentOutSince(Instant lately) {
    return senders.stream()
        .filter(sender -> sender.queue().urgency() == Urgency.URGENT)
        .anyMatch(sender -> sender.handedOverAt().isAfter(lately));
  }

  Sender of(Queue queue) {
    return senders.stream()
        .filter(s -> s.queue().equals(queue))
        .findFirst()
        .orElseThrow(() ->
            new IllegalStateException(
                "Expected a provider for "
                    + queue.channel()
                    + ", but none is configured: set tocsin.smpp.host, tocsin.sms-http.providers"
                    + " or tocsin.smtp.host"));
  }

  @Override
  public void start() {
    Disposable.Composite all = Disposables.composite();
    // What was answered before this process began must not be taken for unanswered.
    Mono<Void> known = leftBehind().cache();
    senders.forEach(sender -> all.add(known.thenMany(poll(sender)).subscribe()));
    all.add(every(SWEEP, Mono.defer(receipts::sweep).thenReturn(0), "early receipts").subscribe());
    Duration lookBehind = properties.answerWithin().dividedBy(6);
    all.add(every(lookBehind, Mono.defer(catchingUp::takeUp), "answers left behind").subscribe());
    all.add(every(LOOK, Mono.defer(this::tellHeld), "held answers").subscribe());
    polling = all;
  }

  private Mono<Integer> tellHeld() {
    return catchingUp.tellDue(!pagesWentOutSince(clock.instant().minus(QUIET)));
  }

  private Mono<Void> leftBehind() {
    return Mono.defer(catchingUp::takeUp)
        .repeat()
        .takeUntil(pages -> pages == 0)
        .then()
        .onErrorResume(e -> {
          LOG.warn("Cannot look for answers that were left behind: {}", e.toString());
          return Mono.empty();
        });
  }

  private Flux<Integer> poll(Sender sender) {
    return every(properties.poll(), Mono.defer(sender::sendDue), sender.queue().label());
  }

  /** Again at once while there is a full batch, else after the pause; an outage is told once. */
  private Flux<Integer> every(Duration pause, Mono<Integer> once, String what) {
    AtomicBoolean failing = new AtomicBoolean();
    return once.doOnNext(found -> failing.set(false))
        .doOnError(e -> {
          if (!failing.getAndSet(true)) {
            LOG.warn("Cannot look for what is due ({}), trying on: {}", what, e.toString());
          }
        })
        .onErrorReturn(0)
        .flatMap(found ->
            found >= properties.batch()
                ? Mono.just(found)
                : Mono.delay(pause, Schedulers.parallel()).thenReturn(found))
        .repeat();
  }

  @Override
  public void stop(Runnable stopped) {
    polling.dispose();
    senders.forEach(Sender::stop);
    int open = senders.stream().mapToInt(Sender::open).sum();
    LOG.info("Waiting for the answers to {} attempts", open);
    Flux.interval(Duration.ZERO, GLANCE, Schedulers.parallel())
        .takeUntil(tick -> senders.stream().allMatch(s -> s.open() == 0))
        .take(properties.drain())
        .then(Mono.defer(catchingUp::tellAll).take(properties.drain()))
        .doFinally(signal -> stopped.run())
        .subscribe();
  }

  @Override
  public void stop() {
    polling.dispose();
    senders.forEach(Sender::stop);
  }

  @Override
  public boolean isRunning() {
    return !polling.isDisposed();
  }

  /** Stops after the listeners have, and before the providers' connections go. */
  @Override
  public int getPhase() {
    return 1000;
  }
}
