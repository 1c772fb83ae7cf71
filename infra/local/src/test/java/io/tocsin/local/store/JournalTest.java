package io.tocsin.local.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir Path dir;

  private static Changes change(int value) {
    Changes changes = new Changes();
    changes.add(value, new byte[] {1}, new byte[100]);
    return changes;
  }

  private static void write(Journal journal, int from, int to) {
    for (int i = from; i <= to; i++) {
      journal.durable(journal.append(change(i))).join();
    }
  }

  private List<Integer> replayed(long last) throws IOException {
    List<Integer> maps = new ArrayList<>();
    var _ =
        Journal.replay(
            dir,
            last,
            (number, record) -> Changes.of(record).forEach((map, key, value) -> maps.add(map)));
    return maps;
  }

  @Test
  void whatWasSyncedIsReadAgainInOrder() throws IOException {
    Journal journal = Journal.startAfter(0, dir);
    write(journal, 1, 5);
    journal.close();

    assertThat(replayed(0)).containsExactly(1, 2, 3, 4, 5);
    assertThat(replayed(3)).containsExactly(4, 5);
  }

  @Test
  void aTornRecordEndsTheJournal() throws IOException {
    Journal journal = Journal.startAfter(0, dir);
    write(journal, 1, 3);
    journal.close();
    int frame = JournalFile.HEADER + change(1).bytes().readableBytes();
    try (RandomAccessFile file = new RandomAccessFile(onlyFile().toFile(), "rw")) {
      file.seek(2L * frame + JournalFile.HEADER + 10);
      file.write(0x55);
    }

    assertThat(replayed(0)).containsExactly(1, 2);
  }

  @Test
  void recordsOfAReusedFileAreNotTakenForNewOnes() throws IOException {
    Journal first = Journal.startAfter(0, dir);
    write(first, 1, 10);
    first.close();
    Journal second = Journal.startAfter(10, dir);
    write(second, 11, 12);
    second.close();

    assertThat(replayed(10)).containsExactly(11, 12);
  }

  @Test
  void aFullFileIsFollowedByAnotherAndForgottenAfterACheckpoint() throws IOException {
    Journal journal = Journal.startAfter(0, dir);
    Changes large = new Changes();
    large.add(1, new byte[] {1}, new byte[6 << 20]);
    for (int i = 0; i < 5; i++) {
      journal.durable(journal.append(large)).join();
    }
    assertThat(journalFiles()).hasSize(3);

    journal.forget(4);
    journal.close();

    assertThat(journalFiles()).hasSize(1);
    assertThat(replayed(4)).hasSize(1);
  }

  @Test
  void aLostFileIsNotPassedOverInSilence() throws IOException {
    Journal journal = Journal.startAfter(5, dir);
    write(journal, 6, 7);
    journal.close();

    assertThatThrownBy(() -> replayed(3))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("record 4");
  }

  @Test
  void whoeverAsksWhileAnotherWritesIsServedToo() throws Exception {
    Journal journal = Journal.startAfter(0, dir);
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    List<Thread> writers = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      writers.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int i = 0; i < 100; i++) {
                  CompletableFuture<Void> done = journal.durable(journal.append(change(7)));
                  synchronized (waiting) {
                    waiting.add(done);
                  }
                }
              }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).join();
    journal.close();

    assertThat(replayed(0)).hasSize(800);
  }

  private Path onlyFile() throws IOException {
    return journalFiles().getFirst();
  }

  private List<Path> journalFiles() throws IOException {
    try (var files = Files.list(dir)) {
      return files.filter(p -> p.toString().endsWith(".journal")).toList();
    }
  }
}
