package io.tocsin.kit.kafka;

import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerRecord;
import reactor.core.publisher.MonoSink;

/** Records that were given together, and whoever waits for all of their acknowledgements. */
final class Parcel {

  private final List<ProducerRecord<String, byte[]>> records;
  private final MonoSink<Void> sink;
  private final Timer latency;
  private final AtomicInteger open;
  private final long since = System.nanoTime();
  private volatile boolean over;

  Parcel(List<ProducerRecord<String, byte[]>> records, MonoSink<Void> sink, Timer latency) {
    this.records = records;
    this.sink = sink;
    this.latency = latency;
    this.open = new AtomicInteger(records.size());
  }

  List<ProducerRecord<String, byte[]>> records() {
    return records;
  }

  boolean isOver() {
    return over;
  }

  boolean olderThan(Duration age) {
    return System.nanoTime() - since > age.toNanos();
  }

  void acknowledged() {
    if (open.decrementAndGet() == 0) {
      over = true;
      latency.record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
      sink.success();
    }
  }

  void fail(Exception cause) {
    over = true;
    ProducerRecord<String, byte[]> first = records.getFirst();
    sink.error(
        new PublishFailedException(
            "Expected Kafka to acknowledge "
                + records.size()
                + " record(s), the first for "
                + first.topic()
                + ", but: "
                + cause,
            cause));
  }
}
