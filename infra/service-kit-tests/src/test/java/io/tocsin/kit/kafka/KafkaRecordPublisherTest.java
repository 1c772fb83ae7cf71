package io.tocsin.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class KafkaRecordPublisherTest {

  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final KafkaRecordPublisher publisher =
      new KafkaRecordPublisher(producer, new SimpleMeterRegistry());

  @AfterEach
  void close() {
    publisher.close();
  }

  @Test
  void completesWhenEveryRecordIsAcknowledgedAndNotBefore() {
    AtomicReference<String> thread = new AtomicReference<>("");
    Mono<Void> published = publisher.publish(List.of(event("a", 1), event("a", 2)));
    var waiting =
        published.doOnTerminate(() -> thread.set(Thread.currentThread().getName())).toFuture();
    await().until(() -> producer.history().size() == 2);

    producer.completeNext();
    assertThat(waiting).isNotDone();
    producer.completeNext();

    assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
    assertThat(thread.get()).startsWith("parallel");
  }

  @Test
  void whatIsPublishedOneAfterTheOtherIsSentInThatOrder() {
    for (int i = 0; i < 500; i++) {
      publisher
          .publish(List.of(event("a", i), Outgoing.tombstone(Topics.DIRECTORY, "k" + i)))
          .subscribe();
    }

    await().until(() -> producer.history().size() == 1000);
    assertThat(producer.history())
        .filteredOn(r -> r.topic().equals(Topics.DIRECTORY.name()))
        .allMatch(r -> r.value() == null)
        .extracting(ProducerRecord::key)
        .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "k" + i).toList());
  }

  @Test
  void aRecordThatIsNotTakenIsAnErrorThatMayBeTriedAgain() {
    var waiting = publisher.publish(List.of(event("a", 1))).toFuture();
    await().until(() -> producer.history().size() == 1);

    producer.errorNext(new RecordTooLargeException("too large"));

    assertThat(waiting)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCauseInstanceOf(PublishFailedException.class);
  }

  @Test
  void aClosedPublisherRefusesAtOnce() {
    publisher.close();

    StepVerifier.create(publisher.publish(List.of(event("a", 1))))
        .verifyError(PublishFailedException.class);
  }

  @Test
  void nothingToPublishIsDone() {
    StepVerifier.create(publisher.publish(List.of())).verifyComplete();
    assertThat(producer.history()).isEmpty();
  }

  private static Outgoing event(String key, int number) {
    return Outgoing.of(
        Topics.PAGES,
        key,
        "e" + number,
        Instant.EPOCH,
        null,
        new PagesWithdrawnV1(key, List.of(String.valueOf(number)), new LocalText("因", "why")));
  }
}
