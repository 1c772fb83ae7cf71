package io.tocsin.notification.rounds;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Goes its round while the service runs, the first time at once; never two at a time. */
public abstract class Rounds implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

  private final Duration every;
  private final AtomicBoolean failing = new AtomicBoolean();
  private volatile Disposable going = Disposables.disposed();

  protected Rounds(Duration every) {
    this.every = every;
  }

  /** One round. What fails is told once and waits for the next one. */
  protected abstract Mono<Void> round();

  @Override
  public void start() {
    going =
        Flux.interval(Duration.ZERO, every, Schedulers.parallel())
            .onBackpressureDrop()
            .concatMap(tick -> once(), 1)
            .subscribe();
  }

  private Mono<Void> once() {
    return Mono.defer(this::round)
        .doOnSuccess(done -> failing.set(false))
        .onErrorResume(e -> {
          if (!failing.getAndSet(true)) {
            LOG.warn(
                "{} waits for its next round in {}: {}",
                getClass().getSimpleName(),
                every,
                e.toString());
          }
          return Mono.empty();
        });
  }

  @Override
  public void stop() {
    going.dispose();
  }

  @Override
  public boolean isRunning() {
    return !going.isDisposed();
  }
}
