package io.tocsin.kit.kafka;

import org.jspecify.annotations.Nullable;

/** One record of a batch, as it came and from where. */
final class IncomingRecord {

  private final Place place;
  private final @Nullable String key;
  private final byte @Nullable [] value;

  IncomingRecord(Place place, @Nullable String key, byte @Nullable [] value) {
    this.place = place;
    this.key = key;
    this.value = value;
  }

  Place place() {
    return place;
  }

  @Nullable String key() {
    return key;
  }

  byte @Nullable [] value() {
    return value;
  }

  /** Where a record stands; no other record ever stands there. */
  record Place(String topic, int partition, long offset) {}
}
