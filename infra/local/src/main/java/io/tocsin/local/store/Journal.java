package io.tocsin.local.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Redo log with group commit. A command's changes are appended in memory; its answer waits until
 * they are synced. Whoever asks first while nobody writes does the sync itself, on its own thread:
 * a lone client pays one sync and no thread hop. What others append meanwhile goes out in one sync
 * more, by the journal's thread, so that no client serves the rest.
 *
 * <p>The maps themselves reach their file only now and then (see {@link Storage#checkpoint}); one
 * sync of a file of known size costs a fifth of committing the tree's pages for every write.
 */
final class Journal implements Closeable {

  private static final int FILE_BYTES = 16 << 20;
  private static final String SUFFIX = ".journal";
  private static final String SPARE = "spare";

  private final Path dir;
  private final Object lock = new Object();
  private final PriorityQueue<Waiting> waiting = new PriorityQueue<>();
  private final Deque<Retired> retired = new ArrayDeque<>();
  private ByteBuf pending = Unpooled.buffer(1 << 16);
  private ByteBuf idle = Unpooled.buffer(1 << 16);
  private volatile JournalFile file;
  private long written;
  private long appended;
  private long durable;
  private boolean writing;
  private boolean handedOver;
  private boolean closed;
  private @Nullable IOException failure;

  private Journal(Path dir, long last) throws IOException {
    this.dir = dir;
    this.appended = last;
    this.durable = last;
    this.file = next(last + 1);
  }

  /**
   * Starts an empty journal whose first record follows {@code last}. Old files are gone or spare
   * afterwards.
   */
  static Journal startAfter(long last, Path dir) throws IOException {
    for (Path old : files(dir)) {
      makeSpare(old);
    }
    Journal journal = new Journal(dir, last);
    Thread.ofPlatform().daemon().name("store-journal").start(journal::writeForOthers);
    return journal;
  }

  /**
   * Hands over every whole record after {@code last}, in order.
   *
   * @return the number of the last record found, or {@code last}
   */
  static long replay(Path dir, long last, BiConsumer<Long, byte[]> record) throws IOException {
    long reached = last;
    for (Path path : files(dir)) {
      long first = firstNumber(path);
      if (first > reached + 1) {
        throw new IOException(
            "record %d of the journal is missing before %s"
                .formatted(reached + 1, path.getFileName()));
      }
      long next =
          JournalFile.read(
              path,
              first,
              (number, bytes) -> {
                if (number > last) {
                  record.accept(number, bytes);
                }
              });
      reached = Math.max(reached, next - 1);
    }
    return reached;
  }

  private static List<Path> files(Path dir) throws IOException {
    try (Stream<Path> all = Files.list(dir)) {
      return all.filter(p -> p.getFileName().toString().endsWith(SUFFIX)).sorted().toList();
    }
  }

  private static long firstNumber(Path path) {
    String name = path.getFileName().toString();
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()), 16);
  }

  /** The records' order is the order of these calls. Nothing is on disk yet. */
  long append(Changes changes) {
    synchronized (lock) {
      requireHealthy();
      appended++;
      JournalFile.frame(appended, changes.bytes(), pending);
      return appended;
    }
  }

  long lastAppended() {
    synchronized (lock) {
      return appended;
    }
  }

  /**
   * Completes once everything up to {@code number} is synced; fails when the disk does. May sync on
   * this thread.
   */
  CompletableFuture<Void> durable(long number) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    synchronized (lock) {
      if (failure != null) {
        return CompletableFuture.failedFuture(new JournalFailedException(dir, failure));
      }
      if (number <= durable) {
        return CompletableFuture.completedFuture(null);
      }
      waiting.add(new Waiting(number, done));
      if (writing) {
        return done;
      }
      writing = true;
    }
    writeBatch();
    return done;
  }

  private void writeBatch() {
    ByteBuf batch;
    long first;
    long last;
    synchronized (lock) {
      batch = pending;
      pending = idle;
      first = durable + 1;
      last = appended;
    }
    IOException error = null;
    try {
      if (!file.hasRoomFor(batch.readableBytes())) {
        rotate(first);
      }
      file.write(batch);
    } catch (IOException e) {
      error = e;
    }
    List<Waiting> done = new ArrayList<>();
    synchronized (lock) {
      written += batch.readableBytes();
      idle = batch.clear();
      failure = error;
      durable = error == null ? last : durable;
      while (!waiting.isEmpty() && (error != null || waiting.peek().number <= last)) {
        done.add(waiting.poll());
      }
      writing = error == null && !waiting.isEmpty();
      handedOver = writing;
      if (handedOver) {
        lock.notifyAll();
      }
    }
    for (Waiting w : done) {
      if (error == null) {
        w.done.complete(null);
      } else {
        w.done.completeExceptionally(new JournalFailedException(dir, error));
      }
    }
  }

  private void writeForOthers() {
    while (awaitWork()) {
      writeBatch();
    }
  }

  private boolean awaitWork() {
    synchronized (lock) {
      while (!handedOver && !closed) {
        try {
          lock.wait();
        } catch (InterruptedException e) {
          closed = true;
        }
      }
      handedOver = false;
      return !closed;
    }
  }

  private void rotate(long first) throws IOException {
    JournalFile full = file;
    file = next(first);
    full.close();
    synchronized (lock) {
      retired.add(new Retired(full.path(), first - 1));
    }
  }

  private JournalFile next(long first) throws IOException {
    Path path = dir.resolve("%016x%s".formatted(first, SUFFIX));
    Path spare = dir.resolve(SPARE);
    JournalFile result =
        Files.exists(spare) ? JournalFile.reuse(spare, path) : JournalFile.create(path, FILE_BYTES);
    syncNames(dir);
    return result;
  }

  /**
   * Files whose every record is at or before {@code number} are no longer needed: the maps hold
   * them on disk.
   */
  void forget(long number) throws IOException {
    while (true) {
      Retired oldest;
      synchronized (lock) {
        oldest = retired.peek();
        if (oldest == null || oldest.last > number) {
          break;
        }
        retired.poll();
      }
      makeSpare(oldest.path);
    }
  }

  /** Bytes written since this journal was started. */
  long written() {
    synchronized (lock) {
      return written;
    }
  }

  private static void makeSpare(Path file) throws IOException {
    Path spare = file.resolveSibling(SPARE);
    if (Files.exists(spare) || Files.size(file) != FILE_BYTES) {
      Files.delete(file);
    } else {
      Files.move(file, spare, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void syncNames(Path dir) throws IOException {
    try (FileChannel names = FileChannel.open(dir, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private void requireHealthy() {
    if (failure != null) {
      throw new JournalFailedException(dir, failure);
    }
  }

  /** What was not waited for may be lost: close after the last answer. */
  @Override
  public void close() throws IOException {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
    file.close();
  }

  private record Retired(Path path, long last) {}

  private record Waiting(long number, CompletableFuture<Void> done) implements Comparable<Waiting> {

    @Override
    public int compareTo(Waiting other) {
      return Long.compare(number, other.number);
    }
  }
}
