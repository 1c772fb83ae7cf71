package io.tocsin.kit.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoSocketException;
import com.mongodb.ServerAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Calls that meet go together, and each gets what it would have got alone. */
class CoalescerTest {

  private final List<String> alone = new ArrayList<>();
  private final List<List<String>> together = new ArrayList<>();
  private final Map<String, String> answers = new TreeMap<>();
  private final Sinks.Empty<Void> gate = Sinks.empty();
  private @Nullable RuntimeException failure;

  private final Coalescer<String, String> coalescer =
      new Coalescer<>(
          call -> call.substring(0, 1),
          call -> {
            alone.add(call);
            return gate.asMono().then(Mono.defer(() -> answer(call)));
          },
          calls -> {
            together.add(calls);
            return failure == null
                ? Mono.just(calls.stream().map(CoalescerTest::answer).toList())
                : Mono.error(failure);
          });

  private static Mono<String> answer(String call) {
    return call.endsWith("!")
        ? Mono.error(new IllegalArgumentException(call))
        : Mono.just(call + " done");
  }

  private void call(String... calls) {
    for (String call : calls) {
      coalescer
          .call(call)
          .subscribe(
              done -> answers.put(call, done),
              e -> answers.put(call, e.getClass().getSimpleName()));
    }
  }

  @Test
  void whoRequestsTheResultOnlyAfterItCameGetsIt() {
    gate.tryEmitEmpty();
    BaseSubscriber<String> late =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {}

          @Override
          protected void hookOnNext(String done) {
            answers.put("a", done);
          }
        };

    coalescer.call("a").subscribe(late);
    late.request(1);

    assertThat(answers).containsEntry("a", "a done");
  }

  @Test
  void aLoneOneGoesAtOnce() {
    call("a");

    assertThat(alone).containsExactly("a");
  }

  @Test
  void whatComesWhileSomeAreOutGoesTogetherAndEachGetsItsOwnOutcome() {
    call("a", "b", "c", "d", "e", "f!", "g");
    assertThat(alone).containsExactly("a", "b", "c", "d");
    assertThat(together).isEmpty();

    gate.tryEmitEmpty();

    assertThat(together).containsExactly(List.of("e", "f!", "g"));
    assertThat(answers)
        .hasSize(7)
        .containsEntry("a", "a done")
        .containsEntry("e", "e done")
        .containsEntry("f!", "IllegalArgumentException")
        .containsEntry("g", "g done");
  }

  @Test
  void twoAboutTheSameDocumentNeverGoTogether() {
    call("a", "b", "c", "d", "e1", "f", "e2", "g");

    gate.tryEmitEmpty();

    assertThat(together).containsExactly(List.of("e1", "f"), List.of("e2", "g"));
    assertThat(answers).hasSize(8).containsEntry("e2", "e2 done");
  }

  @Test
  void whatOneBringsAboutIsNoErrorOfTheOthers() {
    failure = new IllegalStateException("too large");
    call("a", "b", "c", "d", "e", "f!");

    gate.tryEmitEmpty();

    assertThat(alone).endsWith("e", "f!");
    assertThat(answers)
        .containsEntry("e", "e done")
        .containsEntry("f!", "IllegalArgumentException");
  }

  @Test
  void anOutageIsTheErrorOfAll() {
    failure = new MongoSocketException("away", new ServerAddress());
    call("a", "b", "c", "d", "e", "f");

    gate.tryEmitEmpty();

    assertThat(alone).containsExactly("a", "b", "c", "d");
    assertThat(answers)
        .containsEntry("e", "MongoSocketException")
        .containsEntry("f", "MongoSocketException");
  }

  @Test
  void afterAnyNumberOfCallsALoneOneStillGoesAtOnce() {
    gate.tryEmitEmpty();
    call(
        IntStream.range(0, 1000)
            .mapToObj(i -> (char) ('a' + i % 26) + "" + i)
            .toArray(String[]::new));
    assertThat(answers).hasSize(1000);
    together.clear();

    call("z");

    assertThat(together).isEmpty();
    assertThat(alone).endsWith("z");
  }
}
