package io.tocsin.escalation.paging;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.tocsin.escalation.domain.Turns;
import io.tocsin.escalation.domain.Turns.Turn;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class TurnStoreTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static MongoClient client;

  private final Turn turn = new Turn(UUID.randomUUID().toString(), 2);
  private final TurnStore one = store();
  private final TurnStore other = store();

  @BeforeAll
  static void start() {
    client = MongoClients.create(EmbeddedPlatform.mongoUri());
  }

  @AfterAll
  static void stop() {
    client.close();
  }

  private static TurnStore store() {
    return new TurnStore(client.getDatabase("turns"));
  }

  private long draw(TurnStore store, String by) {
    Turns drawn = Objects.requireNonNull(store.draw(List.of(turn), by).block(PATIENCE));
    return Objects.requireNonNull(drawn.drawn().get(turn));
  }

  @Test
  void whoDrawsAgainGetsTheSameNumberAndPassesNobodyOver() {
    assertThat(draw(one, "i-1/1")).isZero();
    assertThat(draw(other, "i-1/1")).isZero();

    assertThat(draw(other, "i-2/1")).isEqualTo(1);
    assertThat(draw(one, "i-1/1")).isZero();
    assertThat(draw(one, "i-1/2")).isEqualTo(2);
  }

  @Test
  void twoInstancesThatMeetAtEveryDeadlineShareOneNumberForEachIncident() {
    List<String> incidents = IntStream.range(0, 40).mapToObj(i -> "i-" + i + "/1").toList();

    List<List<Long>> drawn =
        Objects.requireNonNull(
            Flux.fromIterable(incidents)
                .flatMap(by -> Mono.zip(number(one, by), number(other, by)), 40)
                .map(both -> List.of(both.getT1(), both.getT2()))
                .collectList()
                .block(PATIENCE));

    assertThat(drawn).allSatisfy(both -> assertThat(both.getFirst()).isEqualTo(both.getLast()));
    assertThat(drawn.stream().map(List::getFirst))
        .containsExactlyInAnyOrderElementsOf(LongStream.range(0, 40).boxed().toList());
  }

  private Mono<Long> number(TurnStore store, String by) {
    return store.draw(List.of(turn), by).mapNotNull(drawn -> drawn.drawn().get(turn));
  }

  @Test
  void aCounterThatAnEarlierBuildLeftCountsOn() {
    Document counter = new Document("_id", turn.policyId() + "/2").append("next", 7L);
    Mono.from(client.getDatabase("turns").getCollection("turns").insertOne(counter))
        .block(PATIENCE);

    assertThat(draw(one, "i-1/1")).isEqualTo(7);
    assertThat(draw(one, "i-1/1")).isEqualTo(7);
    assertThat(draw(one, "i-2/1")).isEqualTo(8);
  }
}
