package io.tocsin.kit.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The names of fields that were read lately. There are few of them and they come again in every
 * state. A race only loses an entry: each is whole, or not there.
 */
final class StateNames {

  private static final int KEPT = 1024;
  private static final @Nullable StateNames[] LATEST = new StateNames[KEPT];

  private final byte[] utf8;
  private final String name;

  private StateNames(byte[] utf8, String name) {
    this.utf8 = utf8;
    this.name = name;
  }

  /**
   * The name that lies there.
   *
   * @param hash over its bytes
   */
  static String read(byte[] bytes, int from, int to, int hash) {
    int place = (hash ^ hash >>> 10 ^ hash >>> 20) & KEPT - 1;
    StateNames kept = LATEST[place];
    if (kept != null && Arrays.equals(kept.utf8, 0, kept.utf8.length, bytes, from, to)) {
      return kept.name;
    }
    String name = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    LATEST[place] = new StateNames(Arrays.copyOfRange(bytes, from, to), name);
    return name;
  }
}
