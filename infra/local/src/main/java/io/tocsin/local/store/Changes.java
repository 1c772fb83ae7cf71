package io.tocsin.local.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * What one command changed in the maps: after-images, so that applying them twice is the same as
 * once. One command is one record of the journal and so survives a crash whole or not at all.
 */
final class Changes {

  private static final int REMOVED = -1;

  private final ByteBuf bytes;

  Changes() {
    this(Unpooled.buffer(1024));
  }

  private Changes(ByteBuf bytes) {
    this.bytes = bytes;
  }

  static Changes of(byte[] record) {
    return new Changes(Unpooled.wrappedBuffer(record));
  }

  /** {@code value} null: the key was removed. */
  void add(int map, byte[] key, byte @Nullable [] value) {
    bytes.writeInt(map).writeInt(key.length).writeBytes(key);
    if (value == null) {
      bytes.writeInt(REMOVED);
    } else {
      bytes.writeInt(value.length).writeBytes(value);
    }
  }

  boolean isEmpty() {
    return !bytes.isReadable();
  }

  ByteBuf bytes() {
    return bytes;
  }

  void forEach(Change change) {
    while (bytes.isReadable()) {
      int map = bytes.readInt();
      byte[] key = read(bytes.readInt());
      int length = bytes.readInt();
      change.apply(map, key, length == REMOVED ? null : read(length));
    }
  }

  private byte[] read(int length) {
    byte[] result = new byte[length];
    bytes.readBytes(result);
    return result;
  }

  @FunctionalInterface
  interface Change {
    void apply(int map, byte[] key, byte @Nullable [] value);
  }
}
