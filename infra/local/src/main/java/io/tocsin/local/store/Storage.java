package io.tocsin.local.store;

import de.bwaldvogel.mongo.backend.KeyValue;
import io.tocsin.local.StartRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * Maps that keep what was acknowledged. A write changes the maps in memory and appends its changes
 * to the {@link Journal}; it is answered when the journal is synced. Now and then a checkpoint
 * brings the maps to their own file and forgets the journal up to there; opening applies what the
 * journal holds beyond the last checkpoint.
 *
 * <p>Two rules keep that right. A checkpoint's picture of the maps is taken while no command is
 * half done, so it holds whole commands only. And records are appended in the order in which their
 * changes were made to a map, so that the last after-image of a key is the true one.
 */
final class Storage implements AutoCloseable {

  private static final String CHECKPOINT = "journal";

  /** Of the heap: what is written now lies on pages all over the indexes. */
  private static final double CACHED = 1.0 / 12;

  private static final int FILL_PERCENT = 50;
  private static final int COMPACT_BYTES = 8 << 20;

  /**
   * Pages that are changed stay in memory until a checkpoint. In a large store nearly every write
   * changes pages of its own, one in each index: they grow ten times as fast as the journal. Where
   * maps are filled and nobody waits, so many of them go to their file at a time.
   */
  private static final long FILLED_AT_ONCE = Runtime.getRuntime().maxMemory() / 10;

  /** As much as a burst of seconds changes. */
  private static final long MUCH_UNSAVED = Runtime.getRuntime().maxMemory() / 6;

  /** Beyond that commands wait for the checkpoint: memory would end before the journal does. */
  private static final long TOO_MUCH_UNSAVED = Runtime.getRuntime().maxMemory() / 5;

  /** More than that is better off in its file before the next burst. */
  private static final long SOME_UNSAVED = Runtime.getRuntime().maxMemory() / 40;

  private static final int RETENTION_MS = 5_000;

  /**
   * Where this thread's command notes its changes; none while collections are made or the journal
   * is applied.
   */
  private static final ThreadLocal<@Nullable Changes> CURRENT = new ThreadLocal<>();

  private final Path dir;
  private final MVStore store;
  private final MVMap<String, Long> checkpoints;

  /** Maps that are being filled for the first time, while that is too much for one commit. */
  private final MVMap<String, Long> unfinished;

  private final Journal journal;
  private final ReentrantReadWriteLock gate = new ReentrantReadWriteLock(true);

  /** The names of maps that were made since the last restructuring began. */
  private final Set<String> begun = ConcurrentHashMap.newKeySet();

  private volatile long writtenAtCheckpoint;

  private Storage(Path dir, MVStore store) throws IOException {
    this.dir = dir;
    this.store = store;
    this.checkpoints = numbers("checkpoints");
    this.unfinished = numbers("unfinished");
    List.copyOf(unfinished.keySet()).forEach(this::dropIfThere);
    unfinished.clear();
    long checkpoint = checkpoints.getOrDefault(CHECKPOINT, 0L);
    long last = Journal.replay(dir, checkpoint, restoringInto(new HashMap<>()));
    keep(last);
    this.journal = Journal.startAfter(last, dir);
    // Starts H2's threads, which write a checkpoint's pages beside the commands; the delay keeps H2
    // from committing alone.
    store.setAutoCommitDelay(Integer.MAX_VALUE);
  }

  private MVMap<String, Long> numbers(String name) {
    return store.openMap(
        name,
        new MVMap.Builder<String, Long>()
            .keyType(StringDataType.INSTANCE)
            .valueType(LongDataType.INSTANCE));
  }

  /**
   * @throws StartRefusedException when the directory cannot be written, or another process has it
   *     open
   */
  static Storage open(Path dir) {
    MVStore store = null;
    try {
      Files.createDirectories(dir);
      store =
          new MVStore.Builder()
              .fileName(dir.resolve("documents.mv").toString())
              .autoCommitDisabled()
              .autoCommitBufferSize(0)
              .cacheSize(cacheMegabytes())
              .pageSplitSize(4096)
              .open();
      store.setRetentionTime(RETENTION_MS);
      store.setVersionsToKeep(0);
      return new Storage(dir, store);
    } catch (IOException | MVStoreException e) {
      if (store != null) {
        store.closeImmediately();
      }
      throw new StartRefusedException(
          "Expected to open the document store in %s, but: %s.".formatted(dir, e.getMessage()), e);
    }
  }

  private static int cacheMegabytes() {
    return (int) Math.max(16, CACHED * Runtime.getRuntime().maxMemory() / (1 << 20));
  }

  private BiConsumer<Long, byte[]> restoringInto(Map<Integer, StoredMap<?>> opened) {
    return (number, record) -> {
      Changes.of(record)
          .forEach(
              (map, key, value) -> opened.computeIfAbsent(map, this::openById).restore(key, value));
      if (store.getUnsavedMemory() > FILLED_AT_ONCE) {
        keep(number);
      }
    };
  }

  /** Before anybody else is here: what the journal says up to there is in the maps' file. */
  private void keep(long number) {
    checkpoints.put(CHECKPOINT, number);
    store.commit();
    store.sync();
  }

  private StoredMap<?> openById(int id) {
    String name = store.getMapName(id);
    if (name == null) {
      throw new MVStoreException(0, "the journal names map " + id + ", which is not there");
    }
    return name.startsWith(MapNames.INDEX)
        ? map(name, KeyType.TYPE)
        : map(name, StoredType.Bytes.TYPE);
  }

  <V> StoredMap<V> map(String name, StoredType<V> type) {
    boolean isNew = !store.hasMap(name);
    if (isNew) {
      begun.add(name);
    }
    MVMap<KeyValue, V> map =
        store.openMap(name, new MVMap.Builder<KeyValue, V>().keyType(KeyType.TYPE).valueType(type));
    return new StoredMap<>(map, type, this, isNew);
  }

  Set<String> mapNames() {
    return store.getMapNames();
  }

  void drop(MVMap<?, ?> map) {
    store.removeMap(map);
  }

  void dropIfThere(String map) {
    if (store.hasMap(map)) {
      store.removeMap(map);
    }
  }

  long fileSize() {
    return store.getFileStore().size();
  }

  void record(int map, byte[] key, byte @Nullable [] value) {
    Changes changes = CURRENT.get();
    if (changes != null) {
      changes.add(map, key, value);
    } else if (gate.isWriteLockedByCurrentThread() && store.getUnsavedMemory() > FILLED_AT_ONCE) {
      keepUnfinished();
    }
  }

  /**
   * In the middle of {@link #restructure}: what is changed so far goes to its file. Killed before
   * the end, what was begun is dropped when the store is opened again. The journal is not applied
   * once more up to here: it may name maps that are dropped by now.
   */
  private void keepUnfinished() {
    begun.forEach(name -> unfinished.put(name, 1L));
    checkpoints.put(CHECKPOINT, journal.lastAppended());
    store.commit();
  }

  /** Keeps the pages that a reader may still need. */
  <T> T read(Supplier<T> work) {
    MVStore.TxCounter version = store.registerVersionUsage();
    try {
      return work.get();
    } finally {
      store.deregisterVersionUsage(version);
    }
  }

  /**
   * Runs a command that changes documents. {@code serial} orders it among the commands on the same
   * maps. The answer, be it an error, waits until everything it may have seen is durable: "already
   * there" must stay true after a crash.
   */
  <T> CompletableFuture<T> write(Lock serial, Supplier<T> work) {
    Supplier<T> outcome;
    long last;
    if (store.getUnsavedMemory() > TOO_MUCH_UNSAVED) {
      relieve();
    }
    gate.readLock().lock();
    serial.lock();
    Changes changes = new Changes();
    CURRENT.set(changes);
    try {
      outcome = outcomeOf(work);
      last = changes.isEmpty() ? journal.lastAppended() : journal.append(changes);
    } finally {
      CURRENT.remove();
      serial.unlock();
      gate.readLock().unlock();
    }
    return journal.durable(last).thenApply(_ -> outcome.get());
  }

  private static <T> Supplier<T> outcomeOf(Supplier<T> work) {
    try {
      T result = work.get();
      return () -> result;
    } catch (RuntimeException e) {
      return () -> {
        throw e;
      };
    }
  }

  /**
   * Runs what creates or drops maps, alone, and returns when it is on disk. Not for the hot path.
   */
  synchronized <T> T restructure(Supplier<T> work) {
    gate.writeLock().lock();
    begun.clear();
    try {
      return work.get();
    } finally {
      unfinished.clear();
      checkpoint();
      gate.writeLock().unlock();
    }
  }

  /** Bytes of journal that a restart would have to apply. */
  long sinceCheckpoint() {
    return journal.written() - writtenAtCheckpoint;
  }

  /** Whether a checkpoint is worth it where nobody is in a hurry. */
  boolean isSomeUnsaved() {
    return store.getUnsavedMemory() > SOME_UNSAVED;
  }

  /** Whether memory asks for a checkpoint, however short the journal is. */
  boolean isMuchUnsaved() {
    return store.getUnsavedMemory() > MUCH_UNSAVED;
  }

  /** The first who comes makes the checkpoint; those who waited for it find nothing to do. */
  private synchronized void relieve() {
    if (store.getUnsavedMemory() > TOO_MUCH_UNSAVED) {
      checkpoint();
    }
  }

  /**
   * Brings the maps to their file. Commands wait only while the picture is taken, not while it is
   * written.
   */
  synchronized void checkpoint() {
    long last;
    long written;
    gate.writeLock().lock();
    try {
      written = journal.written();
      last = journal.lastAppended();
      checkpoints.put(CHECKPOINT, last);
      while (store.hasUnsavedChanges() && store.tryCommit() < 0) {
        Thread.onSpinWait();
      }
    } finally {
      gate.writeLock().unlock();
    }
    store.getFileStore().executeFileStoreOperation(() -> {});
    store.sync();
    writtenAtCheckpoint = written;
    try {
      journal.forget(last);
    } catch (IOException e) {
      throw new JournalFailedException(dir, e);
    }
  }

  /** Rewrites a little of what is mostly garbage; the next checkpoint frees its space. */
  void compact() {
    store.compact(FILL_PERCENT, COMPACT_BYTES);
  }

  @Override
  public void close() {
    checkpoint();
    try {
      journal.close();
    } catch (IOException e) {
      throw new JournalFailedException(dir, e);
    } finally {
      store.close();
    }
  }
}
