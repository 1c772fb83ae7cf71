package io.tocsin.notification.sending;

import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.store.VersionConflictException;
import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Awaiting;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes receipts and applies them to the deliveries that they are for. */
@Component
public class Receipts {

  private static final int BATCH = 256;
  private static final Duration EARLY = Duration.ofSeconds(2);

  private final Waves waves;
  private final HeldAnswers held;
  private final DeliveryStore store;
  private final EarlyReceipts early;
  private final Clock clock;
  private final Gathering<Receipt> arriving;

  Receipts(Waves waves, HeldAnswers held, DeliveryStore store, EarlyReceipts early, Clock clock) {
    this.waves = waves;
    this.held = held;
    this.store = store;
    this.early = early;
    this.clock = clock;
    this.arriving = new Gathering<>(BATCH, () -> true, this::take);
  }

  /** Completes when the receipt is stored, with its delivery or until that is known. */
  public Mono<Void> accept(Receipt receipt) {
    return arriving.add(receipt);
  }

  /** Applies what came before these ids were written down. */
  Mono<Void> applyEarly(Collection<String> ids) {
    return early.among(ids).collectList().flatMap(this::applyKept);
  }

  /** Applies what a crash left among the early ones, and forgets what nothing will ever claim. */
  Mono<Void> sweep() {
    return early
        .waitingSince(clock.instant().minus(EARLY))
        .collectList()
        .flatMap(this::applyKept)
        .then(early.forgetOld());
  }

  private Mono<Void> take(List<Piece<Receipt>> pieces) {
    List<Receipt> receipts = pieces.stream().map(Piece::value).toList();
    return waves
        .take(receipts)
        .flatMap(held::take)
        .flatMap(this::apply)
        .flatMap(unclaimed ->
            early
                .keep(unclaimed)
                // Written down meanwhile? Then nobody else would look for it here.
                .then(Mono.defer(() -> applyKept(unclaimed))))
        .doOnSuccess(done -> pieces.forEach(Piece::done));
  }

  private Mono<Void> applyKept(List<Receipt> receipts) {
    return receipts.isEmpty()
        ? Mono.empty()
        : apply(receipts)
            .flatMap(unclaimed -> {
              Set<Receipt> left = Set.copyOf(unclaimed);
              return early.remove(
                  receipts.stream()
                      .filter(r -> !left.contains(r))
                      .flatMap(r -> r.ids().stream())
                      .toList());
            });
  }

  /** Completes with those that no delivery awaits. */
  private Mono<List<Receipt>> apply(List<Receipt> receipts) {
    if (receipts.isEmpty()) {
      return Mono.just(List.of());
    }
    Set<String> ids = receipts.stream().flatMap(r -> r.ids().stream()).collect(Collectors.toSet());
    return store
        .awaiting(ids)
        .collectList()
        .flatMap(found -> applyTo(found, receipts))
        .flatMap(this::applyToNamed);
  }

  /**
   * No ids of theirs were written down, because the answer was never heard or promised no receipt;
   * but they name the delivery itself. Completes with those that are for none.
   */
  private Mono<List<Receipt>> applyToNamed(List<Receipt> unclaimed) {
    Map<String, Receipt> ours = new LinkedHashMap<>();
    for (Receipt receipt : unclaimed) {
      if (receipt.deliveryId() != null) {
        ours.put(receipt.deliveryId(), receipt);
      }
    }
    return ours.isEmpty()
        ? Mono.just(unclaimed)
        : store.loadAll(ours.keySet()).flatMap(found -> applyToNamed(found, ours, unclaimed));
  }

  private Mono<List<Receipt>> applyToNamed(
      List<Loaded<Delivery>> found, Map<String, Receipt> ours, List<Receipt> unclaimed) {
    Map<Loaded<Delivery>, List<Receipt>> claimed = new LinkedHashMap<>();
    for (Loaded<Delivery> one : found) {
      Receipt receipt = ours.get(one.id());
      if (receipt != null && one.state() instanceof Awaiting open && receipt.isFor(open)) {
        claimed.put(one, List.of(receipt));
      }
    }
    Set<Receipt> taken =
        claimed.values().stream().flatMap(List::stream).collect(Collectors.toSet());
    List<Receipt> left = unclaimed.stream().filter(r -> !taken.contains(r)).toList();
    return save(claimed).thenReturn(left);
  }

  private Mono<List<Receipt>> applyTo(List<Loaded<Delivery>> found, List<Receipt> receipts) {
    Map<String, Loaded<Delivery>> awaiting = new HashMap<>();
    for (Loaded<Delivery> delivery : found) {
      // The newest first: a centre may begin its count anew and use an id a second time.
      awaiting(delivery)
          .ifPresent(h -> h.receipts().forEach(id -> awaiting.putIfAbsent(id, delivery)));
    }
    Map<Loaded<Delivery>, List<Receipt>> claimed = new LinkedHashMap<>();
    List<Receipt> unclaimed = new ArrayList<>();
    for (Receipt receipt : receipts) {
      Optional<Loaded<Delivery>> delivery =
          receipt.ids().stream().filter(awaiting::containsKey).map(awaiting::get).findFirst();
      delivery.ifPresentOrElse(
          d -> claimed.computeIfAbsent(d, k -> new ArrayList<>()).add(receipt),
          () -> unclaimed.add(receipt));
    }
    return save(claimed).thenReturn(unclaimed);
  }

  private Mono<Void> save(Map<Loaded<Delivery>, List<Receipt>> claimed) {
    List<Change<Delivery>> changes = new ArrayList<>();
    claimed.forEach((from, receipts) ->
        awaiting(from).ifPresent(h -> changes.add(store.step(from, folded(h, receipts)))));
    return store
        .saveAll(changes)
        .onErrorResume(
            VersionConflictException.class,
            e ->
                Flux.fromIterable(claimed.entrySet())
                    .filter(entry -> e.ids().contains(entry.getKey().id()))
                    .flatMap(entry -> anew(entry.getKey().id(), entry.getValue()))
                    .then());
  }

  private Mono<Void> anew(String id, List<Receipt> receipts) {
    return store.update(
        id,
        delivery ->
            delivery instanceof Awaiting open
                ? Optional.of(folded(open, receipts))
                : Optional.empty());
  }

  private static Delivery folded(Awaiting from, List<Receipt> receipts) {
    Delivery delivery = from;
    for (Receipt receipt : receipts) {
      delivery = receipt.appliedTo(delivery);
    }
    return delivery;
  }

  private static Optional<Awaiting> awaiting(Loaded<Delivery> loaded) {
    return loaded.state() instanceof Awaiting open ? Optional.of(open) : Optional.empty();
  }
}
