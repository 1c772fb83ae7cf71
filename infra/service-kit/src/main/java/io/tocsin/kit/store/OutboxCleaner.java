package io.tocsin.kit.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes published entries off their documents, where no later change of the document did: many with
 * one write and off the way of those who wait for a save. What it cannot keep or loses in a crash
 * is published once more by the sweeper.
 */
final class OutboxCleaner {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxCleaner.class);

  /**
   * Most documents change again within seconds, and lose their entries by that. Well below the age
   * at which a sweeper takes an entry for left behind.
   */
  private static final Duration REST = Duration.ofSeconds(2);

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
  private static final int AT_ONCE = 1000;
  private static final int BOUND = 50_000;

  private final MongoCollection<Document> collection;
  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
  private final Set<Published> awaiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  OutboxCleaner(MongoCollection<Document> collection) {
    this.collection = collection;
  }

  /** Whether this process has published the entry and has not taken it off yet. */
  boolean awaits(String documentId, String entryId) {
    return awaiting.contains(new Published(documentId, entryId));
  }

  void published(PendingOutbox outbox) {
    for (OutboxEntry entry : outbox.entries()) {
      Published done = new Published(outbox.documentId(), entry.id());
      if (awaiting.size() < BOUND && awaiting.add(done)) {
        queue.add(new Waiting(done, System.nanoTime()));
      }
    }
    schedule(LOOK);
  }

  /** A change of the document has taken these off it. */
  void takenOff(String documentId, Collection<String> entryIds) {
    entryIds.forEach(id -> awaiting.remove(new Published(documentId, id)));
  }

  /** Cleans all that waits now. */
  Mono<Void> flush() {
    return clean(Duration.ZERO);
  }

  private Mono<Void> clean(Duration rest) {
    return Mono.defer(() -> {
      List<Waiting> some = rested(rest);
      return some.isEmpty()
          ? Mono.empty()
          : pull(some).doOnError(e -> queue.addAll(some)).then(clean(rest));
    });
  }

  /** In their order: who comes behind has not waited for longer. */
  private List<Waiting> rested(Duration rest) {
    List<Waiting> some = new ArrayList<>();
    for (Waiting first; some.size() < AT_ONCE && (first = queue.peek()) != null; ) {
      boolean waits = awaiting.contains(first.entry());
      if (waits && System.nanoTime() - first.since() < rest.toNanos()) {
        break;
      }
      // Where another look runs beside this one, each takes what the other has not taken.
      if (queue.remove(first) && waits) {
        some.add(first);
      }
    }
    return some;
  }

  private Mono<Void> pull(List<Waiting> some) {
    Set<String> documents = new LinkedHashSet<>();
    Set<String> entries = new LinkedHashSet<>();
    for (Waiting w : some) {
      documents.add(w.entry().documentId());
      entries.add(w.entry().entryId());
    }
    return Mono.from(
            collection.updateMany(
                Filters.in("_id", documents),
                Updates.pullByFilter(
                    Filters.eq(
                        OutboxEntry.FIELD, new Document("id", new Document("$in", entries))))))
        .doOnSuccess(done -> some.forEach(w -> awaiting.remove(w.entry())))
        .then();
  }

  private void schedule(Duration pause) {
    if (!queue.isEmpty() && scheduled.compareAndSet(false, true)) {
      Mono.delay(pause, Schedulers.parallel())
          .then(clean(REST))
          .subscribe(
              nothing -> {},
              e -> {
                LOG.warn("Published entries of {} stay for now: {}", name(), e.toString());
                scheduled.set(false);
                schedule(PAUSE_AFTER_ERROR);
              },
              () -> {
                scheduled.set(false);
                schedule(LOOK);
              });
    }
  }

  private String name() {
    return collection.getNamespace().getCollectionName();
  }

  private record Published(String documentId, String entryId) {}

  /**
   * An entry in the queue.
   *
   * @param since by {@link System#nanoTime}
   */
  private record Waiting(Published entry, long since) {}
}
