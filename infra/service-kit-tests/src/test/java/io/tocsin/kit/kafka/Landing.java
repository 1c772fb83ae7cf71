package io.tocsin.kit.kafka;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.Mono;

/** Where published records land in a test; it can be away. */
final class Landing implements RecordPublisher {

  final List<ProducerRecord<String, byte[]>> records = new CopyOnWriteArrayList<>();
  volatile boolean away;

  @Override
  public Mono<Void> publish(List<Outgoing> outgoing) {
    throw new UnsupportedOperationException("dead letters come encoded");
  }

  @Override
  public Mono<Void> publishEncoded(List<ProducerRecord<String, byte[]>> encoded) {
    return away
        ? Mono.error(new PublishFailedException("away", new IllegalStateException()))
        : Mono.fromRunnable(() -> records.addAll(encoded));
  }

  List<String> keys() {
    return records.stream().map(ProducerRecord::key).toList();
  }

  static String header(ProducerRecord<?, ?> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
