package io.tocsin.local.store;

import io.netty.buffer.ByteBuf;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.BiConsumer;
import java.util.zip.CRC32C;

/**
 * One file of the journal: records one after another, each with its length, a checksum and its
 * number. The space is written with zeros beforehand: a sync that need not change the file's size
 * and extents takes two thirds of the time.
 */
final class JournalFile implements Closeable {

  /** Length of the payload, checksum of number and payload, number. */
  static final int HEADER = Integer.BYTES + Integer.BYTES + Long.BYTES;

  private final Path path;
  private final FileChannel channel;
  private final long capacity;
  private long position;

  private JournalFile(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.capacity = channel.size();
  }

  static JournalFile create(Path path, int capacity) throws IOException {
    FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      ByteBuffer zeros = ByteBuffer.allocate(1 << 20);
      for (long at = 0; at < capacity; at += zeros.capacity()) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), capacity - at));
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
      }
      channel.force(true);
      return new JournalFile(path, channel);
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(path);
      throw e;
    }
  }

  /** Its old records stay behind the new ones; their numbers are too low to be taken for valid. */
  static JournalFile reuse(Path old, Path path) throws IOException {
    Files.move(old, path, StandardCopyOption.ATOMIC_MOVE);
    return new JournalFile(
        path, FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  static void frame(long number, ByteBuf payload, ByteBuf out) {
    out.writeInt(payload.readableBytes());
    out.writeInt(checksum(number, payload.nioBuffer()));
    out.writeLong(number);
    out.writeBytes(payload, payload.readerIndex(), payload.readableBytes());
  }

  private static int checksum(long number, ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(Long.BYTES).putLong(number).flip());
    crc.update(payload);
    return (int) crc.getValue();
  }

  Path path() {
    return path;
  }

  /** An empty file takes any batch: it grows once, and a batch is never torn between two files. */
  boolean hasRoomFor(int bytes) {
    return position == 0 || position + bytes <= capacity;
  }

  void write(ByteBuf frames) throws IOException {
    int length = frames.readableBytes();
    ByteBuffer bytes = frames.nioBuffer();
    while (bytes.hasRemaining()) {
      channel.write(bytes, position + bytes.position());
    }
    channel.force(false);
    position += length;
  }

  /**
   * Reads records numbered {@code first}, {@code first + 1}, … until one is torn, stale or missing.
   *
   * @return the number that was expected where it stopped
   */
  static long read(Path path, long first, BiConsumer<Long, byte[]> record) throws IOException {
    long expected = first;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long at = 0;
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      while (readFully(channel, header.clear(), at)) {
        header.flip();
        int length = header.getInt();
        int checksum = header.getInt();
        long number = header.getLong();
        if (number != expected || length <= 0 || at + HEADER + length > channel.size()) {
          break;
        }
        ByteBuffer payload = ByteBuffer.allocate(length);
        if (!readFully(channel, payload, at + HEADER)
            || checksum(number, payload.duplicate().flip()) != checksum) {
          break;
        }
        record.accept(number, payload.array());
        expected++;
        at += HEADER + length;
      }
    }
    return expected;
  }

  private static boolean readFully(FileChannel channel, ByteBuffer into, long at)
      throws IOException {
    while (into.hasRemaining()) {
      if (channel.read(into, at + into.position()) < 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
