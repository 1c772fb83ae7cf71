package io.tocsin.kit.store;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.EventCodec;
import io.tocsin.kit.kafka.Outgoing;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.bson.Document;
import org.bson.types.Binary;
import org.jspecify.annotations.Nullable;

/**
 * A record that waits in its aggregate's document until Kafka has it.
 *
 * @param id the envelope's own; one of its own making for a tombstone, which has no envelope
 * @param at when it was stored, not when its fact came about: the sweeper goes by its age
 * @param value null for a tombstone
 */
record OutboxEntry(String id, String topic, String key, Instant at, @Nullable Binary value) {

  static final String FIELD = "outbox";

  static OutboxEntry of(Outgoing outgoing, Instant at) {
    Envelope<?> envelope = outgoing.envelope();
    return envelope == null
        ? new OutboxEntry(UUID.randomUUID().toString(), outgoing.topic(), outgoing.key(), at, null)
        : new OutboxEntry(
            envelope.id(),
            outgoing.topic(),
            outgoing.key(),
            at,
            new Binary(EventCodec.encode(envelope)));
  }

  /** The entries of a document that was read with its outbox. */
  static List<OutboxEntry> in(Document document) {
    return document.getList(FIELD, Document.class, List.of()).stream()
        .map(OutboxEntry::read)
        .toList();
  }

  private static OutboxEntry read(Document entry) {
    return new OutboxEntry(
        entry.getString("id"),
        entry.getString("topic"),
        entry.getString("key"),
        entry.getDate("at").toInstant(),
        entry.get("value", Binary.class));
  }

  Document toDocument() {
    Document entry =
        new Document("id", id)
            .append("topic", topic)
            .append("key", key)
            .append("at", Date.from(at));
    return value == null ? entry : entry.append("value", value);
  }

  ProducerRecord<String, byte[]> toRecord() {
    return new ProducerRecord<>(topic, key, value == null ? null : value.getData());
  }
}
