package io.tocsin.local.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A field's name and its UTF-8 bytes. There are few of them and they come again in every document,
 * so the latest are kept: neither reading nor writing one makes it anew.
 */
final class BsonName {

  private static final int KEPT = 4096;

  /** Two views of the same names. A race only loses an entry: each is whole, or not there. */
  private static final BsonName[] BY_BYTES = new BsonName[KEPT];

  private static final BsonName[] BY_NAME = new BsonName[KEPT];

  private final String name;
  private final byte[] utf8;

  private BsonName(String name, byte[] utf8) {
    this.name = name;
    this.utf8 = utf8;
  }

  /**
   * The name that lies there.
   *
   * @param hash {@link #hash} over its bytes
   */
  static String read(byte[] bytes, int from, int to, int hash) {
    int place = place(hash);
    BsonName kept = BY_BYTES[place];
    if (kept != null && Arrays.equals(kept.utf8, 0, kept.utf8.length, bytes, from, to)) {
      return kept.name;
    }
    BsonName read =
        new BsonName(
            new String(bytes, from, to - from, StandardCharsets.UTF_8),
            Arrays.copyOfRange(bytes, from, to));
    BY_BYTES[place] = read;
    return read.name;
  }

  /** Not to be changed. */
  static byte[] utf8(String name) {
    int place = place(name.hashCode());
    BsonName kept = BY_NAME[place];
    if (kept != null && kept.name.equals(name)) {
      return kept.utf8;
    }
    BsonName made = new BsonName(name, name.getBytes(StandardCharsets.UTF_8));
    BY_NAME[place] = made;
    return made.utf8;
  }

  static int hash(int before, byte next) {
    return 31 * before + next;
  }

  private static int place(int hash) {
    return (hash ^ hash >>> 12) & KEPT - 1;
  }
}
