package io.tocsin.kit.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What one collection's store counts. */
final class StoreMetrics {

  private final Counter saves;
  private final Counter conflicts;
  private final Counter swept;
  private final Counter unreadable;

  StoreMetrics(MeterRegistry registry, String collection) {
    saves = registry.counter("tocsin.store.saves", "collection", collection);
    conflicts = registry.counter("tocsin.store.conflicts", "collection", collection);
    swept = registry.counter("tocsin.store.swept", "collection", collection);
    unreadable = registry.counter("tocsin.store.unreadable", "collection", collection);
  }

  void saved(int documents) {
    saves.increment(documents);
  }

  void conflicted(int documents) {
    conflicts.increment(documents);
  }

  void swept(int records) {
    swept.increment(records);
  }

  void unreadable(int documents) {
    unreadable.increment(documents);
  }
}
