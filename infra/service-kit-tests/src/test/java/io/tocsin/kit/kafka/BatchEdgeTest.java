package io.tocsin.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.Event;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.EscalationStartedV1;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class BatchEdgeTest {

  private static final Duration TOOK = Duration.ofMillis(40);

  private final Landing letters = new Landing();
  private final List<String> handled = Collections.synchronizedList(new ArrayList<>());
  private final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());
  private final Clock clock = Clock.systemUTC();
  private volatile double load;
  private final Followers followers = new Followers(() -> load);
  private volatile String away = "nobody";
  private volatile boolean closing;
  private Set<Class<? extends Event>> types = Set.of();

  /** Ids that begin with "bad" are refused; a key that is away meets a store that is. */
  private Mono<Void> handler(String key, List<Envelope<?>> records) {
    List<String> ids = records.stream().map(Envelope::id).toList();
    calls.add(ids);
    if (key.equals(away)) {
      return Mono.error(new TimeoutException("store"));
    }
    if (ids.stream().anyMatch(id -> id.startsWith("bad"))) {
      return Mono.error(new IllegalArgumentException("Expected good ones, but got " + ids));
    }
    return Mono.fromRunnable(() -> handled.addAll(ids));
  }

  @Test
  void theRecordsOfAKeyComeTogetherAndInOrder() {
    edge().accept(batch("a", "1", "b", "2", "a", "3", "b", "4", "a", "5"));

    assertThat(calls).containsExactlyInAnyOrder(List.of("1", "3", "5"), List.of("2", "4"));
  }

  @Test
  void theSameEnvelopeTwiceInABatchIsHandledOnce() {
    edge().accept(batch("a", "1", "a", "1", "a", "2"));

    assertThat(handled).containsExactly("1", "2");
  }

  @Test
  void onlyTheCulpritIsParked() {
    edge().accept(batch("a", "1", "a", "bad", "a", "3", "b", "4"));

    assertThat(handled).containsExactlyInAnyOrder("1", "3", "4");
    assertThat(letters.records).hasSize(1);
    var letter = letters.records.getFirst();
    assertThat(letter.topic()).isEqualTo("tocsin.pages.v1.dlt");
    assertThat(letter.key()).isEqualTo("a");
    assertThat(EventCodec.decode(letter.value()).id()).isEqualTo("bad");
    assertThat(Landing.header(letter, DeadLetters.TOPIC)).isEqualTo("tocsin.pages.v1");
    assertThat(Landing.header(letter, DeadLetters.PARTITION)).isEqualTo("0");
    assertThat(Landing.header(letter, DeadLetters.OFFSET)).isEqualTo("1");
    assertThat(Landing.header(letter, DeadLetters.GROUP)).isEqualTo("g");
    assertThat(Landing.header(letter, DeadLetters.MESSAGE)).contains("but got [bad]");
    assertThat(Landing.header(letter, DeadLetters.STACK)).contains("BatchEdgeTest");
  }

  @Test
  void whatIsNoEnvelopeIsParkedBesideTheGoodOnes() {
    edge()
        .accept(
            message(
                List.of("garbage".getBytes(StandardCharsets.UTF_8), value("1"), new Object()),
                Arrays.asList("a", "a", null)));

    assertThat(handled).containsExactly("1");
    assertThat(letters.keys()).containsExactlyInAnyOrder("a", null);
  }

  @Test
  void aRecordWithoutAKeyIsHandled() {
    edge().accept(message(List.of(value("1")), Collections.singletonList(null)));

    assertThat(handled).containsExactly("1");
  }

  @Test
  void anOutageBringsTheBatchAgainAndWhatWasDoneStaysDone() {
    BatchEdge edge = edge();
    Message<List<byte[]>> batch = batch("a", "1", "a", "bad", "b", "2");
    away = "b";
    assertThatThrownBy(() -> edge.accept(batch)).hasRootCauseInstanceOf(TimeoutException.class);
    assertThat(letters.records).hasSize(1);

    away = "nobody";
    edge.accept(batch);

    assertThat(handled).containsExactly("1", "2");
    assertThat(letters.records).hasSize(1);
  }

  @Test
  void aLetterThatCannotBeSentHoldsTheBatch() {
    BatchEdge edge = edge();
    letters.away = true;
    assertThatThrownBy(() -> edge.accept(batch("a", "bad", "a", "2")))
        .isInstanceOf(PublishFailedException.class);

    letters.away = false;
    edge.accept(batch("a", "bad", "a", "2"));

    assertThat(letters.records).hasSize(1);
    assertThat(handled).containsExactly("2");
  }

  @Test
  void whatFailsWhileTheServiceClosesIsNoRecordsFault() {
    closing = true;

    assertThatThrownBy(() -> edge().accept(batch("a", "bad")))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(letters.records).isEmpty();
  }

  @Test
  void nothingIsHandledBeforeTheGateOpens() {
    Sinks.Empty<Void> gate = Sinks.empty();
    BatchEdge edge = edge(gate.asMono(), Duration.ofMillis(200));
    assertThatThrownBy(() -> edge.accept(batch("a", "1")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(handled).isEmpty();

    gate.tryEmitEmpty();
    edge.accept(batch("a", "1"));

    assertThat(handled).containsExactly("1");
  }

  @Test
  void aBatchOfAnotherShapeIsRefusedLoudly() {
    Consumer<Message<List<byte[]>>> edge = edge();
    Message<List<byte[]>> single =
        MessageBuilder.withPayload(List.of(value("1")))
            .setHeader(KafkaHeaders.RECEIVED_KEY, "a")
            .build();

    assertThatThrownBy(() -> edge.accept(single)).hasMessageContaining("use-native-decoding");
  }

  @Test
  void whoFollowsLetsOthersGoFirst() {
    BatchEdge follower = edge(Mono.empty(), Pace.LATER, Duration.ofMillis(50));

    assertThatThrownBy(() -> follower.accept(batch("a", "small")))
        .hasMessageContaining("Timeout on blocking read");

    assertThat(handled).isEmpty();
  }

  @Test
  void whoWantsOneTypeIsNotTroubledWithTheOthers() {
    types = Set.of(EscalationStartedV1.class);
    edge().accept(batch("a", "1", "b", "bad"));
    assertThat(calls).isEmpty();

    types = Set.of(PagesWithdrawnV1.class);
    byte[] illegible = "no envelope".getBytes(StandardCharsets.UTF_8);
    edge().accept(message(List.of(value("1"), illegible), List.of("a", "b")));
    assertThat(handled).containsExactly("1");
    assertThat(letters.records).isEmpty();
  }

  @Test
  void inAStormFollowersTakeTurns() throws InterruptedException {
    BatchEdge follower = edge(Mono.empty(), Pace.LATER, Duration.ofSeconds(30));
    Thread other;
    try (var _ = followers.turn()) {
      other = Thread.startVirtualThread(() -> follower.accept(storm()));
      assertThat(other.join(Duration.ofMillis(400))).isFalse();
      assertThat(handled).isEmpty();

      follower.accept(batch("a", "lone"));
      assertThat(handled).containsExactly("lone");
    }

    assertThat(other.join(Duration.ofSeconds(20))).isTrue();
    assertThat(handled).hasSize(11);
  }

  @Test
  void inAStormFollowersWaitWhileTheProcessorsAreBusy() throws InterruptedException {
    load = 0.9;
    Thread later = Thread.startVirtualThread(() -> follower(Pace.LATER).accept(storm(clock)));
    Thread closely = Thread.startVirtualThread(() -> follower(Pace.SOON).accept(storm(clock)));

    assertThat(later.join(Duration.ofMillis(600))).isFalse();
    assertThat(closely.isAlive()).isTrue();
    assertThat(handled).isEmpty();

    load = 0.2;
    assertThat(later.join(Duration.ofSeconds(20))).isTrue();
    assertThat(closely.join(Duration.ofSeconds(20))).isTrue();
    assertThat(handled).hasSize(20);
  }

  @Test
  void whatIsOldOrPagesPeopleWaitsForNobody() throws InterruptedException {
    load = 0.9;
    Clock then = Clock.offset(clock, Followers.LONGEST_BEHIND.negated());
    Thread old = Thread.startVirtualThread(() -> follower(Pace.SOON).accept(storm(then)));
    Thread paging = Thread.startVirtualThread(() -> follower(Pace.AT_ONCE).accept(storm(clock)));

    assertThat(old.join(Duration.ofSeconds(2))).isTrue();
    assertThat(paging.join(Duration.ofSeconds(2))).isTrue();
    assertThat(handled).hasSize(20);
  }

  private BatchEdge follower(Pace pace) {
    return edge(Mono.empty(), pace, Duration.ofSeconds(30));
  }

  private static Message<List<byte[]>> storm(Clock written) {
    Message<List<byte[]>> storm = storm();
    return MessageBuilder.fromMessage(storm)
        .setHeader(
            KafkaHeaders.RECEIVED_TIMESTAMP,
            Collections.nCopies(storm.getPayload().size(), written.millis()))
        .build();
  }

  @Test
  void whoHoldsATurnForLongKeepsNobodyFromTheirWork() {
    try (var _ = followers.turn()) {
      edge(Mono.empty(), Pace.LATER, Duration.ofSeconds(30)).accept(storm());
    }

    assertThat(handled).hasSize(10);
  }

  @Test
  void aRestIsOfUseWhereTheProcessorsAreBusyOrNobodyKnows() {
    load = 0.3;
    assertThat(followers.busy()).isFalse();
    load = 0.9;
    assertThat(followers.busy()).isTrue();
    load = -1;
    assertThat(followers.busy()).isTrue();
  }

  private static Message<List<byte[]>> storm() {
    String[] keysAndIds =
        IntStream.range(0, 10)
            .boxed()
            .flatMap(i -> Stream.of("k" + i, "s" + i))
            .toArray(String[]::new);
    return batch(keysAndIds);
  }

  @Test
  void onlyWhatComesInAStreamIsLeftToGather() {
    assertThat(Pace.IN_GULPS.before(1)).isZero();
    assertThat(Pace.IN_GULPS.after(1, 1, TOOK)).isZero();
    assertThat(Pace.IN_GULPS.after(20, 1, TOOK)).isPositive();
    assertThat(Pace.IN_GULPS.after(1, 20, TOOK)).isPositive();
    assertThat(Pace.IN_GULPS.after(500, 1, TOOK)).isZero();
    assertThat(Pace.LATER.before(1)).isPositive();
    assertThat(Pace.LATER.before(500)).isZero();
    assertThat(Pace.LATER.after(5, 1, TOOK)).isZero();
    assertThat(Pace.LATER.after(500, 1, TOOK)).isGreaterThan(TOOK);
    assertThat(Pace.SOON.before(1)).isPositive();
    assertThat(Pace.SOON.after(500, 1, TOOK)).isZero();
    assertThat(Pace.LATER.after(500, 1, TOOK.multipliedBy(100))).isLessThan(TOOK.multipliedBy(100));
    assertThat(Pace.AT_ONCE.before(20)).isZero();
    assertThat(Pace.AT_ONCE.after(20, 20, TOOK)).isZero();
  }

  private BatchEdge edge() {
    return edge(Mono.empty(), Duration.ofSeconds(30));
  }

  private BatchEdge edge(Mono<Void> opened, Duration bound) {
    return edge(opened, Pace.AT_ONCE, bound);
  }

  private BatchEdge edge(Mono<Void> opened, Pace pace, Duration bound) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    DeadLetters deadLetters = new DeadLetters(letters, Clock.systemUTC(), registry);
    KeyFold fold = new KeyFold(Topics.PAGES, this::handler, deadLetters, types, () -> closing);
    return new BatchEdge("tocsin.pages.v1", fold, opened, pace, followers, bound, clock, registry);
  }

  private static Message<List<byte[]>> batch(String... keysAndIds) {
    List<Object> values = new ArrayList<>();
    List<@Nullable String> keys = new ArrayList<>();
    for (int i = 0; i < keysAndIds.length; i += 2) {
      keys.add(keysAndIds[i]);
      values.add(value(keysAndIds[i + 1]));
    }
    return message(values, keys);
  }

  private static byte[] value(String id) {
    return EventCodec.encode(
        new Envelope<>(
            id,
            Instant.EPOCH,
            null,
            new PagesWithdrawnV1("i", List.of(), new LocalText("因", "why"))));
  }

  /** As Spring Kafka hands a batch over; its payload may hold markers of tombstones. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  private static Message<List<byte[]>> message(List<?> values, List<@Nullable String> keys) {
    List<Long> offsets = new ArrayList<>();
    for (long i = 0; i < values.size(); i++) {
      offsets.add(i);
    }
    return (Message)
        MessageBuilder.withPayload(values)
            .setHeader(KafkaHeaders.RECEIVED_KEY, keys)
            .setHeader(
                KafkaHeaders.RECEIVED_TOPIC, Collections.nCopies(values.size(), "tocsin.pages.v1"))
            .setHeader(KafkaHeaders.RECEIVED_PARTITION, Collections.nCopies(values.size(), 0))
            .setHeader(KafkaHeaders.OFFSET, offsets)
            .setHeader(KafkaHeaders.GROUP_ID, "g")
            .build();
  }
}
