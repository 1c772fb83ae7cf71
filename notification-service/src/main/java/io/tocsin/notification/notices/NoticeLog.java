package io.tocsin.notification.notices;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * The end of the log in memory, shared by all streams of this instance. It is read from the store
 * in the order of places and only ever grows at its end, whoever wrote the notices; streams get a
 * tick and then read what is new to them from here, each from its own place.
 */
@Component
final class NoticeLog implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeLog.class);
  private static final int KEPT = 1000;
  private static final int PAGE = 200;
  private static final Duration BOARD_AGE = Duration.ofSeconds(2);

  private final NoticeStore store;
  private final NoticeProperties properties;
  private final JsonMapper json;
  private final Clock clock;
  private final Sinks.Many<Boolean> ticks = Sinks.many().multicast().directBestEffort();
  private final Sinks.Many<Notice> read = Sinks.many().multicast().directBestEffort();
  private final AtomicInteger pokes = new AtomicInteger();
  private volatile @Nullable Tail tail;
  private volatile @Nullable Board board;
  private final AtomicReference<@Nullable Mono<Board>> reading = new AtomicReference<>();
  private volatile Disposable running = Disposables.disposed();

  NoticeLog(NoticeStore store, NoticeProperties properties, JsonMapper json, Clock clock) {
    this.store = store;
    this.properties = properties;
    this.json = json;
    this.clock = clock;
  }

  /** All places behind {@code start} up to {@code end}. */
  private record Tail(long start, long end, List<Frame> frames) {

    Tail with(List<Frame> more) {
      List<Frame> all = new ArrayList<>(frames);
      all.addAll(more);
      int surplus = Math.max(0, all.size() - KEPT);
      long begin = surplus == 0 ? start : all.get(surplus - 1).notice().seq();
      return new Tail(
          begin, more.getLast().notice().seq(), List.copyOf(all.subList(surplus, all.size())));
    }

    List<Frame> behind(long place) {
      int from = frames.size();
      while (from > 0 && frames.get(from - 1).notice().seq() > place) {
        from--;
      }
      return frames.subList(from, frames.size());
    }
  }

  /**
   * What held at a place of the log, the latest of it.
   *
   * @param since nothing is left out from this place on
   */
  record Board(long place, Instant readAt, List<Frame> frames, long since) {}

  /** True for a heartbeat, false for news; carries nothing, so that none can be lost or doubled. */
  Flux<Boolean> ticks() {
    return ticks.asFlux();
  }

  /**
   * Each notice that is read at the end of the log, whichever instance wrote it; the same one again
   * after each change of it. For those who do no work with it: the log waits for them.
   */
  Flux<Notice> news() {
    return read.asFlux();
  }

  /** There is something new in the store. */
  void poke() {
    if (pokes.getAndIncrement() == 0) {
      refresh();
    }
  }

  /** Whether the log was read at all yet; before that no stream can begin. */
  boolean ready() {
    return tail != null;
  }

  /** The last place that streams can be given. */
  long end() {
    Tail now = tail;
    return now == null ? 0 : now.end();
  }

  /** What is behind a place, in order; not all of it when it is much, then ask again. */
  Mono<List<Frame>> after(long place) {
    Tail now = tail;
    if (now != null && place >= now.start()) {
      return Mono.just(now.behind(place));
    }
    return store.after(place, PAGE).map(n -> new Frame(n, json)).collectList();
  }

  /**
   * What holds now, read once for all who ask within moments: after a restart every browser of an
   * organisation comes back at the same time.
   */
  Mono<Board> board() {
    return Mono.defer(() -> {
      Board known = board;
      Instant now = clock.instant();
      long end = end();
      if (known != null && known.place() == end && known.readAt().plus(BOARD_AGE).isAfter(now)) {
        return Mono.just(known);
      }
      Mono<Board> mine = read(now, end).cache();
      Mono<Board> underWay = reading.compareAndExchange(null, mine);
      return underWay == null ? mine : underWay;
    });
  }

  private Mono<Board> read(Instant now, long end) {
    return store
        .holding(now, end, PAGE)
        .map(n -> new Frame(n, json))
        .collectList()
        .map(frames -> new Board(end, now, frames, since(frames)))
        .doOnNext(fresh -> board = fresh)
        .doFinally(_ -> reading.set(null));
  }

  private static long since(List<Frame> latest) {
    return latest.size() < PAGE ? 0 : latest.getFirst().notice().seq();
  }

  @Override
  public void start() {
    Disposable.Composite all = Disposables.composite();
    all.add(
        Flux.interval(Duration.ZERO, properties.poll(), Schedulers.parallel())
            .onBackpressureDrop()
            .subscribe(t -> poke()));
    all.add(
        Flux.interval(properties.heartbeat(), Schedulers.parallel())
            .onBackpressureDrop()
            .subscribe(t -> ticks.tryEmitNext(true)));
    running = all;
  }

  @Override
  public void stop() {
    running.dispose();
    ticks.tryEmitComplete();
  }

  @Override
  public boolean isRunning() {
    return !running.isDisposed();
  }

  /** Ends before the web server waits for its requests: a stream never ends by itself. */
  @Override
  public int getPhase() {
    return Integer.MAX_VALUE;
  }

  private void refresh() {
    int seen = pokes.get();
    Tail known = tail;
    Mono<List<Frame>> news =
        known == null
            ? first()
            : store.after(known.end(), PAGE).map(n -> new Frame(n, json)).collectList();
    news.publishOn(Schedulers.parallel())
        .doOnNext(frames -> grow(known, frames))
        .map(List::size)
        .doOnError(e -> LOG.debug("The log cannot be read now: {}", e.toString()))
        .onErrorReturn(0)
        .subscribe(size -> {
          if (size == PAGE || pokes.addAndGet(-seen) != 0) {
            refresh();
          }
        });
  }

  /** The last places, so that streams which come back find theirs. */
  private Mono<List<Frame>> first() {
    return store
        .last()
        .flatMap(last -> {
          long begin = Math.max(0, last - PAGE);
          return store
              .after(begin, PAGE)
              .map(n -> new Frame(n, json))
              .collectList()
              .doOnNext(frames -> {
                tail =
                    new Tail(
                        begin, frames.isEmpty() ? last : frames.getLast().notice().seq(), frames);
                tell(frames);
              })
              .thenReturn(List.<Frame>of());
        });
  }

  private void grow(@Nullable Tail known, List<Frame> frames) {
    if (known != null && !frames.isEmpty()) {
      tail = known.with(frames);
      ticks.tryEmitNext(false);
      tell(frames);
    }
  }

  private void tell(List<Frame> frames) {
    frames.forEach(frame -> read.tryEmitNext(frame.notice()));
  }
}
