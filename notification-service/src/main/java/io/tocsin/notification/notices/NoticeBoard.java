package io.tocsin.notification.notices;

import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import io.tocsin.notification.domain.Needless;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Posts notices and takes them back; what is posted shows in every stream at once. */
@Component
final class NoticeBoard {

  private static final int BATCH = 200;

  private final NoticeStore store;
  private final NoticeLog log;
  private final NoticeMailing mailing;
  private final NoticeDeliveries deliveries;
  private final Gathering<Notice> posts;

  NoticeBoard(
      NoticeStore store, NoticeLog log, NoticeMailing mailing, NoticeDeliveries deliveries) {
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
        .then(deliveries.stop(noticeId, new Needless(reason, at)));
  }
}
