package io.tocsin.notification.notices;

import com.mongodb.client.model.Filters;
import java.util.ArrayList;
import java.util.List;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What stands on the board, for those who show it in other forms. */
@Component
public final class PostedNotices {

  private final NoticeStore store;
  private final ReadAccess access;

  PostedNotices(NoticeStore store, ReadAccess access) {
    this.store = store;
    this.access = access;
  }

  /**
   * The newest first, those taken back among them; an error where the caller may not read.
   *
   * @param unit only for this one; null for all
   */
  public Mono<List<Notice>> latest(@Nullable String unit, int limit) {
    List<Bson> all = new ArrayList<>();
    all.add(NoticeStore.posted());
    if (unit != null && !unit.isBlank()) {
      all.add(Filters.eq(NoticeDocument.UNITS, unit));
    }
    return access.check().thenMany(store.list(Filters.and(all), limit)).collectList();
  }

  /** One that is posted; an error where the caller may not read or there is none. */
  public Mono<Notice> find(String id) {
    return access
        .check()
        .then(Mono.defer(() -> store.find(id)))
        .filter(Notice::posted)
        .switchIfEmpty(Mono.error(() -> NoticesController.unknown(id)));
  }

  /** The revisions of a notice that were told before what it says or is now, the oldest first. */
  public Mono<List<Revision>> before(Notice notice) {
    return store
        .wordings(notice.id())
        .defaultIfEmpty(List.of())
        .map(all ->
            all.stream()
                .map(Notice::revision)
                .filter(revision ->
                    notice.withdrawal() != null || revision.number() < notice.revision().number())
                .toList());
  }

  /** All wordings of the notice that one follows; empty where that never stood on the board. */
  public Mono<List<Notice>> followed(Notice notice) {
    String id = notice.refersTo();
    return id == null
        ? Mono.just(List.of())
        : store.wordings(id).filter(all -> all.getLast().posted()).defaultIfEmpty(List.of());
  }
}
