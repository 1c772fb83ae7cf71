package io.tocsin.kit.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageHeaders;

/**
 * What one poll brought.
 *
 * @param since when its first record was written; the epoch where nothing says so
 */
record IncomingBatch(String group, Instant since, List<IncomingRecord> records) {

  /**
   * Takes a batch apart as Spring Kafka hands it over: values in the payload, the rest in lists of
   * the same length among the headers.
   */
  static IncomingBatch of(Message<? extends List<?>> message) {
    MessageHeaders headers = message.getHeaders();
    List<?> values = message.getPayload();
    List<?> keys = list(headers, KafkaHeaders.RECEIVED_KEY);
    List<?> topics = list(headers, KafkaHeaders.RECEIVED_TOPIC);
    List<?> partitions = list(headers, KafkaHeaders.RECEIVED_PARTITION);
    List<?> offsets = list(headers, KafkaHeaders.OFFSET);
    List<IncomingRecord> records = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      records.add(
          new IncomingRecord(
              new IncomingRecord.Place(
                  (String) topics.get(i), (Integer) partitions.get(i), (Long) offsets.get(i)),
              keys.get(i) instanceof String key ? key : null,
              bytes(values.get(i))));
    }
    String group = headers.get(KafkaHeaders.GROUP_ID, String.class);
    return new IncomingBatch(group == null ? "" : group, since(headers), records);
  }

  private static Instant since(MessageHeaders headers) {
    return headers.get(KafkaHeaders.RECEIVED_TIMESTAMP) instanceof List<?> times
            && !times.isEmpty()
            && times.getFirst() instanceof Long millis
        ? Instant.ofEpochMilli(millis)
        : Instant.EPOCH;
  }

  /** A tombstone comes as a marker object instead of bytes. */
  private static byte @Nullable [] bytes(@Nullable Object value) {
    return value instanceof byte[] bytes ? bytes : null;
  }

  private static List<?> list(MessageHeaders headers, String name) {
    if (headers.get(name) instanceof List<?> list) {
      return list;
    }
    throw new IllegalStateException(
        "Expected a batch with a list in "
            + name
            + ", but got "
            + headers.get(name)
            + "; is batch-mode with use-native-decoding on for this binding?");
  }
}
