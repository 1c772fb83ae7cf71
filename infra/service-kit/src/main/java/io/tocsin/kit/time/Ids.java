package io.tocsin.kit.time;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Ids of what the platform creates. */
@FunctionalInterface
public interface Ids {

  /** A new id: 36 characters, sorts by the time it was made (UUID version 7). */
  String next();

  /**
   * The same id for the same parts, anywhere and any time: for what a redelivery must not create
   * twice.
   *
   * @return a UUID (version 8) over SHA-256 of the parts; parts are kept apart, so ("a","bc")
   *     differs from ("ab","c")
   */
  static String derived(String... parts) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256, which every Java platform has", e);
    }
    for (String part : parts) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    byte[] hash = digest.digest();
    long high = 0;
    long low = 0;
    for (int i = 0; i < 8; i++) {
      high = (high << 8) | (hash[i] & 0xff);
      low = (low << 8) | (hash[i + 8] & 0xff);
    }
    high = (high & 0xffffffffffff0fffL) | 0x8000L;
    low = (low & 0x3fffffffffffffffL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
