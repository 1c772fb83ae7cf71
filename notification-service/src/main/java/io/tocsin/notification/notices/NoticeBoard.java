package io.tocsin.notification.notices;

import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import io.tocsin.notification.deliveries.DeliveryIds;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Delivery.Lost;
import io.tocsin.notification.domain.Needless;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Posts notices and takes them back; what is posted shows in every stream at once. */
@Component
final class NoticeBoard {

  private static final int BATCH = 200;
  private static final int AT_ONCE = 32;

  private final NoticeStore store;
  private final NoticeLog log;
  private final NoticeMailing mailing;
  private final DeliveryStore deliveries;
  private final Gathering<Notice> posts;

  NoticeBoard(NoticeStore store, NoticeLog log, NoticeMailing mailing, DeliveryStore deliveries) {
    this.store = store;
    this.log = log;
    this.mailing = mailing;
    this.deliveries = deliveries;
    this.posts =
        new Gathering<>(
            BATCH,
            () -> true,
            pieces ->
                store
                    .append(pieces.stream().map(Piece::value).toList())
                    .doOnSuccess(done -> pieces.forEach(Piece::done)));
  }

  /** Completes when the notice is stored; the same notice again changes nothing. */
  Mono<Void> post(Notice notice) {
    return posts
        .add(notice)
        .doOnSuccess(done -> {
          log.poke();
          mailing.poke();
        });
  }

  /** Another wording in the place of the one that was read; empty when that no longer stands. */
  Mono<Notice> revise(Notice from, Notice to) {
    return store.revise(from, to).doOnNext(stored -> log.poke());
  }

  /** Completes when it is taken back and nothing more is done about what was sent of it. */
  Mono<Void> withdraw(String noticeId, Instant at, Words reason) {
    return store
        .withdraw(noticeId, at, reason)
        .doOnNext(changed -> {
          log.poke();
          mailing.takenBack(noticeId, reason);
        })
        .then(stop(noticeId, new Needless(reason, at)));
  }

  private Mono<Void> stop(String noticeId, Needless needless) {
    return deliveries
        .openOfNotice(noticeId)
        .flatMap(found -> deliveries.update(found.id(), needless::stopped).thenReturn(1), AT_ONCE)
        .count()
        .flatMap(n -> n == 0 ? Mono.empty() : Mono.defer(() -> stop(noticeId, needless)))
        .then();
  }

  /** Nobody telephones a unit, nor looks for another way to it, once it has confirmed. */
  Mono<Void> confirmed(Notice notice, String unit, Instant at) {
    if (notice.sent().isEmpty()) {
      return Mono.empty();
    }
    Needless needless = new Needless(SettledNotices.CONFIRMED, at);
    List<String> ids =
        Arrays.stream(Channel.values())
            .map(channel -> DeliveryIds.ofNotice(notice.id(), Recipient.Kind.UNIT, unit, channel))
            .toList();
    return deliveries
        .loadAll(ids)
        .flatMapIterable(found -> found)
        .filter(found -> found.state() instanceof Lost)
        .concatMap(found ->
            deliveries.update(
                found.id(),
                delivery ->
                    delivery instanceof Lost ? needless.stopped(delivery) : Optional.empty()))
        .then();
  }
}
