package io.tocsin.local.store;

import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** How a value lies in a map's pages and in the journal: the same bytes in both. */
abstract class StoredType<T> extends BasicDataType<T> {

  abstract byte[] encode(T value);

  abstract T decode(byte[] bytes);

  @Override
  public void write(WriteBuffer buffer, T value) {
    byte[] bytes = encode(value);
    buffer.putVarInt(bytes.length).put(bytes);
  }

  @Override
  public T read(ByteBuffer buffer) {
    byte[] bytes = new byte[DataUtils.readVarInt(buffer)];
    buffer.get(bytes);
    return decode(bytes);
  }

  /** A document's BSON. Kept as bytes, so that a reader can never change what another one reads. */
  static final class Bytes extends StoredType<byte[]> {

    static final Bytes TYPE = new Bytes();

    @Override
    byte[] encode(byte[] value) {
      return value;
    }

    @Override
    byte[] decode(byte[] bytes) {
      return bytes;
    }

    @Override
    public int getMemory(byte[] value) {
      return 24 + value.length;
    }

    @Override
    public byte[][] createStorage(int size) {
      return new byte[size][];
    }
  }
}
