package io.tocsin.notification.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class GatheringTest {

  private static final Duration PACE = Duration.ofMillis(300);
  private static final Duration SOON = Duration.ofSeconds(20);

  private record Batch(long at, List<String> values) {}

  private final List<Batch> batches = new CopyOnWriteArrayList<>();

  private Gathering<String> gathering(Duration pace) {
    return new Gathering<>(
        16,
        pace,
        () -> true,
        pieces -> {
          batches.add(new Batch(System.nanoTime(), pieces.stream().map(p -> p.value()).toList()));
          pieces.forEach(Gathering.Piece::done);
          return Mono.empty();
        });
  }

  @Test
  void aPaceGathersWhatComesAfterTheFirst() {
    Gathering<String> gathering = gathering(PACE);

    gathering.add("a").block(SOON);
    Flux.just("b", "c", "d").flatMap(gathering::add).then().block(SOON);

    assertThat(batches)
        .extracting(Batch::values)
        .containsExactly(List.of("a"), List.of("b", "c", "d"));
    // The pace counts from before a batch is worked on.
    assertThat(batches.getLast().at() - batches.getFirst().at())
        .isGreaterThan(PACE.dividedBy(2).toNanos());
  }

  @Test
  void theFirstIsNeverHeldUp() {
    gathering(Duration.ofHours(1)).add("a").block(SOON);

    assertThat(batches).hasSize(1);
  }

  @Test
  void oneThatFailsIsAnsweredAndTheNextGoesOn() {
    Gathering<String> gathering =
        new Gathering<>(
            1,
            () -> true,
            pieces -> {
              if (pieces.getFirst().value().equals("bad")) {
                return Mono.error(new IllegalStateException("no store"));
              }
              pieces.forEach(Gathering.Piece::done);
              return Mono.empty();
            });

    List<String> failed =
        Flux.just("bad", "good")
            .flatMap(value ->
                gathering.add(value).then(Mono.<String>empty()).onErrorReturn("failed " + value))
            .collectList()
            .block(SOON);

    assertThat(failed).containsExactly("failed bad");
  }
}
