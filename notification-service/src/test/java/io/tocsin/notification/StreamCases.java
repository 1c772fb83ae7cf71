package io.tocsin.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.notification.world.BoardStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Readers that lose their stream at any moment, while notices are posted and taken back. */
abstract class StreamCases extends BoardCases {

  private static final int READERS = 8;
  private static final int POSTS = 40;

  /** Somebody who comes back again and again with the last place that was seen. */
  private static final class Reader {

    private final Random random;
    private final List<BoardStream.Event> seen = new ArrayList<>();
    private @Nullable String last;

    Reader(long seed) {
      this.random = new Random(seed);
    }

    /** Reads for a while and hangs up, wherever that is. */
    void once() {
      try (BoardStream stream = new BoardStream(WORLD.port(), "lang=zh", last)) {
        int enough = 1 + random.nextInt(6);
        // Heartbeats count too: nobody waits for ever when nothing is posted.
        await().atMost(SOON).until(() -> stream.events().size() >= enough);
        List<BoardStream.Event> events = stream.events();
        // A browser may lose the line behind any event that it has read.
        int kept = random.nextInt(events.size()) + 1;
        for (BoardStream.Event event : events.subList(0, kept)) {
          if (event.id() != null) {
            last = event.id();
          }
          if (event.name().equals("notice")) {
            seen.add(event);
          }
        }
      }
    }

    boolean met(String id) {
      return seen.stream().anyMatch(e -> id(e.data()).equals(id));
    }
  }

  @RepeatedTest(3)
  void whoeverLosesTheStreamAtAnyMomentMissesNothingAndReadsNothingTwice(RepetitionInfo round)
      throws ExecutionException, InterruptedException {
    List<String> posted = new CopyOnWriteArrayList<>();
    List<Reader> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      Reader reader = new Reader(round.getCurrentRepetition() * 100L + i);
      readers.add(reader);
      // Everybody stands at one place before the first post.
      try (BoardStream stream = new BoardStream(WORLD.port(), "lang=zh", null)) {
        await()
            .atMost(SOON)
            .until(() -> stream.events().stream().anyMatch(e -> e.name().equals("heartbeat")));
        reader.last = stream.lastId();
      }
    }
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < POSTS; i++) {
                posted.add(id(posted(PLAIN)));
              }
            },
            Thread::startVirtualThread);

    List<CompletableFuture<Void>> reading = new ArrayList<>();
    for (Reader reader : readers) {
      reading.add(
          CompletableFuture.runAsync(
              () -> {
                while (!writing.isDone() || !reader.met(posted.getLast())) {
                  reader.once();
                }
              },
              Thread::startVirtualThread));
    }
    writing.get();
    for (CompletableFuture<Void> reader : reading) {
      reader.get();
    }

    for (Reader reader : readers) {
      assertThat(reader.seen).extracting(e -> id(e.data())).containsExactlyElementsOf(posted);
    }
  }
}
