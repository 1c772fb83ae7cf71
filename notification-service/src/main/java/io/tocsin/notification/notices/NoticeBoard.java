package io.tocsin.notification.notices;

import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Delivery.Waiting;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
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

  /** Completes when it is taken back and what was still to be sent of it is superseded. */
  Mono<Void> withdraw(String noticeId, Instant at, Words reason) {
    return store
        .withdraw(noticeId, at, reason)
        .doOnNext(changed -> {
          log.poke();
          mailing.takenBack(noticeId, reason);
        })
        .then(supersede(noticeId, reason));
  }

  private Mono<Void> supersede(String noticeId, Words reason) {
    return deliveries
        .waitingOfNotice(noticeId)
        .flatMap(
            found ->
                deliveries
                    .update(
                        found.id(),
                        d ->
                            d instanceof Waiting waiting
                                ? Optional.of(waiting.supersede(reason))
                                : Optional.empty())
                    .thenReturn(1),
            AT_ONCE)
        .count()
        .flatMap(n -> n == 0 ? Mono.empty() : Mono.defer(() -> supersede(noticeId, reason)))
        .then();
  }
}
