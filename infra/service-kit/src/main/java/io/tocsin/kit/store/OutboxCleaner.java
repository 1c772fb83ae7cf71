package io.tocsin.kit.store;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Duration;
import java.util.ArrayList;
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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Takes published entries off their documents, many with one write and off the way of those who
 * wait for a save. What it cannot keep or loses in a crash is published once more by the sweeper.
 */
final class OutboxCleaner {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxCleaner.class);
  private static final Duration GLANCE = Duration.ofMillis(50);

  /** At rest the processors belong for so many glances to those who handle what was published. */
  private static final int GLANCES = 6;

  /** So many are cleaned at the next glance: a document is read and written with all of its own. */
  private static final int MANY = 64;

  private static final Duration PAUSE_AFTER_ERROR = Duration.ofSeconds(1);
  private static final int AT_ONCE = 1000;
  private static final int BOUND = 50_000;

  private final MongoCollection<Document> collection;
  private final Queue<Published> queue = new ConcurrentLinkedQueue<>();
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
        queue.add(done);
      }
    }
    schedule();
  }

  /** Cleans all that waits now. */
  Mono<Void> flush() {
    return Mono.defer(() -> {
      List<Published> some = new ArrayList<>();
      for (Published p; some.size() < AT_ONCE && (p = queue.poll()) != null; ) {
        some.add(p);
      }
      return some.isEmpty()
          ? Mono.empty()
          : pull(some).doOnError(e -> queue.addAll(some)).then(flush());
    });
  }

  private Mono<Void> pull(List<Published> some) {
    Set<String> documents = new LinkedHashSet<>();
    Set<String> entries = new LinkedHashSet<>();
    for (Published p : some) {
      documents.add(p.documentId());
      entries.add(p.entryId());
    }
    return Mono.from(
            collection.updateMany(
                Filters.in("_id", documents),
                Updates.pullByFilter(
                    Filters.eq(
                        OutboxEntry.FIELD, new Document("id", new Document("$in", entries))))))
        .doOnSuccess(done -> some.forEach(awaiting::remove))
        .then();
  }

  private void schedule() {
    schedule(
        Flux.interval(GLANCE, Schedulers.parallel())
            .takeUntil(glance -> glance + 1 >= GLANCES || awaiting.size() >= MANY)
            .then());
  }

  private void schedule(Mono<?> pause) {
    if (!queue.isEmpty() && scheduled.compareAndSet(false, true)) {
      pause
          .then(flush())
          .subscribe(
              nothing -> {},
              e -> {
                LOG.warn("Published entries of {} stay for now: {}", name(), e.toString());
                scheduled.set(false);
                schedule(Mono.delay(PAUSE_AFTER_ERROR, Schedulers.parallel()));
              },
              () -> {
                scheduled.set(false);
                schedule();
              });
    }
  }

  private String name() {
    return collection.getNamespace().getCollectionName();
  }

  private record Published(String documentId, String entryId) {}
}
