package io.tocsin.notification.failover;

import io.tocsin.kit.kafka.TransientErrors;
import io.tocsin.kit.store.Loaded;
import io.tocsin.notification.contacts.Contacts;
import io.tocsin.notification.deliveries.DeliveryIds;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.deliveries.FailoverProperties;
import io.tocsin.notification.domain.Backoff;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Delivery.Stuck;
import io.tocsin.notification.domain.FollowUp;
import io.tocsin.notification.domain.FollowUp.Contact;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.paging.PagesAnew;
import io.tocsin.notification.sending.Dispatch;
import io.tocsin.notification.sending.Senders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
 * Follows up what did not reach its recipient. The new message is stored before the old one is
 * marked: a crash between the two makes the same message again, which is there already.
 */
@Component
final class FollowUps implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(FollowUps.class);
  private static final int AT_ONCE = 200;

  /** When one that cannot be followed up is tried again: by then others have had their turn. */
  private static final Backoff GIVES_WAY =
      new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5));

  private static final Words NO_RECEIPT =
      new Words(
          "服务商已接收，但未按时收到送达回执。不自动重发，请核实",
          "The provider took it, but its receipt did not come in time. It is not sent again, verify");

  private final DeliveryStore store;
  private final Settled settled;
  private final Carriers carriers;
  private final Contacts contacts;
  private final PagesAnew pages;
  private final Senders senders;
  private final Dispatch dispatch;
  private final FollowUp.Rules rules;
  private final FailoverProperties properties;
  private final Clock clock;
  private volatile Disposable polling = Disposables.disposed();

  FollowUps(
      DeliveryStore store,
      Settled settled,
      Carriers carriers,
      Contacts contacts,
      PagesAnew pages,
      Senders senders,
      Dispatch dispatch,
      FollowUp.Rules rules,
      FailoverProperties properties,
      Clock clock) {
    this.store = store;
    this.settled = settled;
    this.carriers = carriers;
    this.contacts = contacts;
    this.pages = pages;
    this.senders = senders;
    this.dispatch = dispatch;
    this.rules = rules;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public void start() {
    polling =
        Mono.defer(this::once)
            .onErrorResume(e -> {
              LOG.warn("Cannot look for what did not arrive, trying on: {}", e.toString());
              return Mono.just(0);
            })
            .flatMap(found ->
                found >= AT_ONCE
                    ? Mono.just(found)
                    : Mono.delay(properties.poll(), Schedulers.parallel()))
            .repeat()
            .subscribe();
  }

  @Override
  public void stop() {
    polling.dispose();
  }

  @Override
  public boolean isRunning() {
    return !polling.isDisposed();
  }

  private Mono<Integer> once() {
    // What goes out at present has its own ways before it; not all of them are made yet.
    return settled
        .goingOut()
        .flatMapMany(notices -> store.toFollowUp(clock.instant(), notices, AT_ONCE))
        .collectList()
        .flatMap(found ->
            followUp(found)
                .thenReturn(found.size())
                .onErrorResume(FollowUps::itsOwn, e -> oneByOne(found)));
  }

  /** What one of them brings about keeps none of the others from its way. */
  private Mono<Integer> oneByOne(List<Loaded<Delivery>> found) {
    return Flux.fromIterable(found)
        .concatMap(
            one -> followUp(List.of(one)).onErrorResume(FollowUps::itsOwn, e -> givesWay(one, e)))
        .then(Mono.just(found.size()));
  }

  /** Were it looked at each time, so many of its kind would keep all that come later from it. */
  private Mono<Void> givesWay(Loaded<Delivery> one, Throwable error) {
    Instant now = clock.instant();
    Instant due = rules.dueAt(Objects.requireNonNull(one.state())).orElse(now);
    Instant again = now.plus(GIVES_WAY.afterWaiting(Duration.between(due, now)));
    LOG.warn("Cannot follow up {}, again at {}: {}", one.id(), again, error.toString());
    return store.putOffFollowUp(List.of(one.id()), now, again);
  }

  private static boolean itsOwn(Throwable error) {
    return !TransientErrors.isTransient(error);
  }

  private Mono<Void> followUp(List<Loaded<Delivery>> found) {
    if (found.isEmpty()) {
      return Mono.empty();
    }
    return unreported(found)
        .then(carriers.inVain(found))
        .then(Mono.defer(() -> carriers.withoutThoseThatWent(found)))
        .flatMap(this::lookForAnotherWay);
  }

  private Mono<Void> lookForAnotherWay(List<Loaded<Delivery>> found) {
    List<String> ids = found.stream().flatMap(FollowUps::siblings).distinct().toList();
    return Mono.zip(store.loadAll(ids), settled.among(messages(found)))
        .flatMap(known -> carryOut(found, byId(known.getT1()), known.getT2()));
  }

  /** Whose receipts have not come; the next look follows them up. */
  private Mono<Void> unreported(List<Loaded<Delivery>> found) {
    return Flux.fromIterable(found)
        .filter(loaded -> loaded.state() instanceof HandedOff)
        .flatMap(
            loaded ->
                store.update(
                    loaded.id(),
                    now ->
                        now instanceof HandedOff silent
                            ? Optional.of(silent.unreported(NO_RECEIPT))
                            : Optional.empty()),
            16)
        .then();
  }

  private static List<Message> messages(List<Loaded<Delivery>> found) {
    return found.stream().map(one -> Objects.requireNonNull(one.state()).message()).toList();
  }

  private static Map<String, Delivery> byId(List<Loaded<Delivery>> loaded) {
    Map<String, Delivery> all = new HashMap<>();
    for (Loaded<Delivery> one : loaded) {
      if (one.state() != null) {
        all.put(one.id(), one.state());
      }
    }
    return all;
  }

  /**
   * One after the other for each recipient: two of his channels may have failed together.
   *
   * @param needless why there is nothing to be done, by the ids of the deliveries
   */
  private Mono<Void> carryOut(
      List<Loaded<Delivery>> found, Map<String, Delivery> known, Map<String, Words> needless) {
    List<Message> more = new ArrayList<>();
    Map<String, FollowUp> done = new HashMap<>();
    Instant now = clock.instant();
    for (Loaded<Delivery> loaded : found) {
      if (!(loaded.state() instanceof Stuck stuck)) {
        continue;
      }
      FollowUp decided = decide(loaded, stuck, known, needless.get(loaded.id()), now);
      Contact next = decided.next();
      if (next != null) {
        Message another = message(stuck.message(), next, decided, now);
        more.add(another);
        known.put(another.id(), new Queued(another));
      }
      done.put(loaded.id(), decided);
      known.put(loaded.id(), decided.appliedTo(stuck, rules, now));
      LOG.info("{}: {}", loaded.id(), decided.why().en());
    }
    Mono<Void> marked =
        Flux.fromIterable(done.entrySet())
            .flatMap(entry -> mark(entry.getKey(), entry.getValue(), now), 16)
            .then();
    return send(more).then(marked);
  }

  private Mono<Void> send(List<Message> more) {
    return Flux.fromIterable(more)
        .flatMapSequential(pages::on, 16)
        .map(Queued::new)
        .collectList()
        .flatMap(said -> dispatch.send(said, null));
  }

  private FollowUp decide(
      Loaded<Delivery> loaded,
      Stuck stuck,
      Map<String, Delivery> known,
      @Nullable Words needless,
      Instant now) {
    if (needless != null) {
      return new FollowUp(null, false, needless);
    }
    List<Delivery> siblings =
        siblings(loaded)
            .filter(id -> !id.equals(loaded.id()))
            .map(known::get)
            .filter(Objects::nonNull)
            .toList();
    return FollowUp.of(
        stuck, siblings, contacts.of(stuck.message().recipient()), senders.channels(), rules, now);
  }

  private Mono<Void> mark(String id, FollowUp done, Instant now) {
    return store.update(
        id,
        delivery ->
            delivery instanceof Stuck stuck && stuck.followUp() == null
                ? Optional.of(done.appliedTo(stuck, rules, now))
                : Optional.empty());
  }

  private static Stream<String> siblings(Loaded<Delivery> loaded) {
    Message message = Objects.requireNonNull(loaded.state()).message();
    return Arrays.stream(Channel.values())
        .filter(channel -> channel != Channel.INTRANET)
        .map(channel -> DeliveryIds.sibling(message, channel));
  }

  /** Worth as long as the first one was, counted from now: it is not this one's fault. */
  private static Message message(Message first, Contact contact, FollowUp why, Instant now) {
    Recipient to = first.recipient();
    Duration worth = Duration.between(first.createdAt(), first.notAfter());
    return new Message(
        DeliveryIds.sibling(first, contact.channel()),
        contact.channel(),
        first.urgency(),
        new Recipient(to.kind(), to.id(), to.name(), contact.address()),
        first.about(),
        first.content().on(contact.channel()),
        why.why(),
        first.series() == null ? null : first.series() + "/" + contact.channel(),
        now,
        now.plus(worth),
        first.paged());
  }
}
