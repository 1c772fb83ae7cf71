package io.tocsin.notification.notices;

import io.tocsin.contracts.NoticeType;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.notification.deliveries.BouncedContacts;
import io.tocsin.notification.deliveries.DeliveryIds;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Delivery.Waiting;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.Needless;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.notices.Notice.Withdrawal;
import io.tocsin.notification.sending.FanOut;
import io.tocsin.notification.sending.Senders;
import io.tocsin.notification.templates.Templates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
import reactor.core.scheduler.Schedulers;

/**
 * Sends notices to their audience: one bulk delivery for each recipient and channel, made as fast
 * as they get on their way and no faster. A few notices go side by side, the most urgent first, and
 * one of the ways is kept for those about a fault: a restoration to three units does not wait for a
 * greeting to ten thousand, nor one channel for another. Those of one incident go one behind the
 * other, a restoration behind its suspension. A notice stays marked as unsent until all its
 * deliveries are stored; what a crash interrupts is taken up again and makes the same ids.
 */
@Component
final class NoticeMailing implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(NoticeMailing.class);
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int ANY = Integer.MAX_VALUE;

  /** When one that has to wait for another looks whether that is gone. */
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /** How often it does: for longer than the notice of an instance that died is leased. */
  private static final int MOST_WAITS = 180;

  private final NoticeStore store;
  private final NoticeLog log;
  private final UnsentNotices unsent;
  private final NoticeDeliveries made;
  private final FanOut fanOut;
  private final Senders senders;
  private final Directory directory;
  private final BouncedContacts bounced;
  private final Templates templates;
  private final NoticeProperties properties;
  private final Clock clock;
  private final List<Way> ways = List.of(new Way(Notice.GENERAL_RANK), new Way(ANY), new Way(ANY));
  private final Map<String, AtomicReference<@Nullable Words>> sending = new ConcurrentHashMap<>();
  private volatile Disposable running = Disposables.disposed();

  NoticeMailing(
      NoticeStore store,
      NoticeLog log,
      UnsentNotices unsent,
      NoticeDeliveries made,
      FanOut fanOut,
      Senders senders,
      Directory directory,
      BouncedContacts bounced,
      Templates templates,
      NoticeProperties properties,
      Clock clock) {
    this.store = store;
    this.log = log;
    this.unsent = unsent;
    this.made = made;
    this.fanOut = fanOut;
    this.senders = senders;
    this.directory = directory;
    this.bounced = bounced;
    this.templates = templates;
    this.properties = properties;
    this.clock = clock;
  }

  /** A notice that goes out at present, and why it was taken back where it was meanwhile. */
  private record Sending(String id, AtomicReference<@Nullable Words> takenBack) {}

  /**
   * What has not been made of it yet is made as superseded. What other instances take back is heard
   * of by the log, which every instance reads anyway.
   */
  void takenBack(String noticeId, Words reason) {
    AtomicReference<@Nullable Words> now = sending.get(noticeId);
    if (now != null) {
      now.set(reason);
    }
  }

  /** There may be a notice to be sent. */
  void poke() {
    ways.forEach(Way::poke);
  }

  private void takenBack(Notice notice) {
    Withdrawal back = notice.withdrawal();
    if (back != null) {
      takenBack(notice.id(), back.reason());
    }
  }

  @Override
  public void start() {
    Disposable.Composite all = Disposables.composite();
    all.add(log.news().subscribe(this::takenBack));
    all.add(Flux.interval(LOOK, Schedulers.parallel()).onBackpressureDrop().subscribe(t -> poke()));
    running = all;
  }

  @Override
  public void stop() {
    running.dispose();
  }

  @Override
  public boolean isRunning() {
    return !running.isDisposed();
  }

  /** One notice after the other. */
  private final class Way {

    private final int below;
    private final AtomicInteger pokes = new AtomicInteger();

    Way(int below) {
      this.below = below;
    }

    void poke() {
      if (pokes.getAndIncrement() == 0) {
        next();
      }
    }

    private void next() {
      int seen = pokes.get();
      Instant now = clock.instant();
      unsent
          .claim(now, now.plus(properties.lease()), below)
          .flatMap(notice -> send(notice).thenReturn(true))
          .defaultIfEmpty(false)
          .doOnError(e -> LOG.warn("A notice waits to be sent: {}", e.toString()))
          .onErrorReturn(false)
          .publishOn(Schedulers.parallel())
          .subscribe(more -> {
            if (more || pokes.addAndGet(-seen) != 0) {
              next();
            }
          });
    }
  }

  private Mono<Void> send(Notice notice) {
    Withdrawal back = notice.withdrawal();
    return back == null ? inOrder(notice) : stop(notice.id(), back.reason());
  }

  /** Behind what its incident has said before: no unit hears of an end before its beginning. */
  private Mono<Void> inOrder(Notice notice) {
    return itsTurn(notice).flatMap(now -> now ? toAll(notice) : later(notice));
  }

  /**
   * Whether all that goes before it is on its way. What nobody has taken on yet goes out for that
   * here.
   */
  private Mono<Boolean> itsTurn(Notice notice) {
    Instant now = clock.instant();
    return unsent
        .claimBefore(notice, now, now.plus(properties.lease()))
        .flatMap(first ->
            send(first)
                .then(Mono.defer(() -> itsTurn(notice)))
                .onErrorResume(e -> waits(first, e).thenReturn(false)))
        .switchIfEmpty(Mono.defer(() -> unsent.anyBefore(notice).map(any -> !any)));
  }

  private static Mono<Void> waits(Notice notice, Throwable error) {
    LOG.warn("Notice {} waits to be sent: {}", notice.number(), error.toString());
    return Mono.empty();
  }

  /** What cannot be sent does not keep for ever what follows it. */
  private Mono<Void> later(Notice notice) {
    return unsent
        .putOff(notice.id(), clock.instant().plus(AGAIN))
        .flatMap(times -> times < MOST_WAITS ? lookedAtAgain() : toAll(notice));
  }

  private Mono<Void> lookedAtAgain() {
    var _ = Schedulers.parallel().schedule(this::poke, AGAIN.toMillis() + 1, TimeUnit.MILLISECONDS);
    return Mono.empty();
  }

  private Mono<Void> toAll(Notice notice) {
    return referred(notice).flatMap(referred -> toAll(notice, referred.orElse(null)));
  }

  private Mono<Optional<Notice>> referred(Notice notice) {
    String id = notice.refersTo();
    return id == null
        ? Mono.just(Optional.empty())
        : store.find(id).map(Optional::of).defaultIfEmpty(Optional.empty());
  }

  private Mono<Void> toAll(Notice notice, @Nullable Notice referred) {
    DirectorySnapshot known = directory.current();
    List<Addressee> addressees = Addressee.of(notice.to(), known);
    NoticeTexts texts = new NoticeTexts(notice, referred, known, templates);
    Sending now = new Sending(notice.id(), new AtomicReference<>());
    Flux<Void> all =
        Flux.fromIterable(notice.sent())
            .flatMap(channel ->
                fanOut.send(
                    notice.id(), channel, deliveries(notice, addressees, channel, texts, now)));
    return Mono.using(
            () -> begin(now),
            going -> takenBackBefore(now).then(end(notice)).thenMany(all).then(),
            Disposable::dispose)
        .then(Mono.defer(() -> finish(now)))
        .doOnSuccess(done -> LOG.info("Notice {} goes to its audience", notice.number()));
  }

  private Disposable begin(Sending now) {
    sending.put(now.id(), now.takenBack());
    return Disposables.composite(renewing(now), () -> sending.remove(now.id(), now.takenBack()));
  }

  /**
   * What the log told of it before somebody here listened; it may have waited its turn for long.
   */
  private Mono<Void> takenBackBefore(Sending now) {
    return store.withdrawal(now.id()).doOnNext(back -> takenBack(now.id(), back.reason())).then();
  }

  /** What still waits of a suspension would reach units that know of the restoration. */
  private Mono<Void> end(Notice notice) {
    if (notice.type() != NoticeType.RESTORATION) {
      return Mono.empty();
    }
    Needless over = new Needless(SettledNotices.restored(notice), clock.instant());
    return store.endedBy(notice).concatMap(ended -> made.stop(ended.id(), over)).then();
  }

  /** Taken back meanwhile, what was made of it before that was heard here is stopped as well. */
  private Mono<Void> finish(Sending now) {
    Words reason = now.takenBack().get();
    return reason == null
        ? unsent
            .sentUnlessTakenBack(now.id())
            .flatMap(all -> all ? fanOut.forget(now.id()) : stop(now.id()))
        : stop(now.id(), reason);
  }

  /** In the very end, before it was heard. */
  private Mono<Void> stop(String id) {
    return store.withdrawal(id).flatMap(back -> stop(id, back.reason()));
  }

  private Mono<Void> stop(String id, Words reason) {
    return fanOut
        .settle(id)
        .then(Mono.defer(() -> made.stop(id, new Needless(reason, clock.instant()))))
        .then(Mono.defer(() -> unsent.sent(id)))
        .then(fanOut.forget(id));
  }

  private Flux<Delivery> deliveries(
      Notice notice, List<Addressee> addressees, Channel channel, NoticeTexts texts, Sending now) {
    return Flux.fromIterable(addressees)
        .map(addressee -> delivery(notice, addressee, channel, texts))
        .map(delivery -> unlessTakenBack(delivery, now));
  }

  private static Delivery unlessTakenBack(Delivery delivery, Sending now) {
    Words reason = now.takenBack().get();
    return reason != null && delivery instanceof Waiting waiting
        ? waiting.supersede(reason)
        : delivery;
  }

  /** A provider that takes its time must not make another instance begin anew. */
  private Disposable renewing(Sending now) {
    return Flux.interval(properties.lease().dividedBy(3), Schedulers.parallel())
        .onBackpressureDrop()
        .concatMap(tick ->
            unsent.renew(now.id(), clock.instant().plus(properties.lease())).onErrorComplete())
        .subscribe();
  }

  private Delivery delivery(Notice notice, Addressee to, Channel channel, NoticeTexts texts) {
    String address = to.address(channel, bounced.addresses());
    Queued queued =
        new Queued(
            new Message(
                DeliveryIds.ofNotice(notice.id(), to.kind(), to.id(), channel),
                channel,
                Urgency.BULK,
                new Recipient(to.kind(), to.id(), to.name(), address),
                About.notice(notice.incidentId(), notice.id()),
                texts.of(channel, to.language()),
                to.why(),
                null,
                notice.issuedAt(),
                notAfter(notice)));
    if (!carried(channel)) {
      return queued.refuse(
          new Words(
              "尚无" + channel.words().zh() + "服务商", "No provider for " + channel.words().en()));
    }
    return address.isEmpty()
        ? queued.refuse(
            new Words(
                to.name() + "没有" + channel.words().zh() + "联系方式",
                "No contact point of " + to.name() + " for " + channel.words().en()))
        : queued;
  }

  /** A telephone rings for pages only, and a chat needs a room. */
  private boolean carried(Channel channel) {
    return switch (channel) {
      case SMS, EMAIL -> true;
      case CHAT -> senders.channels().contains(channel);
      case VOICE, INTRANET -> false;
    };
  }

  private Instant notAfter(Notice notice) {
    Instant end = notice.expiresAt();
    return end == null ? notice.issuedAt().plus(properties.worth()) : end;
  }
}
