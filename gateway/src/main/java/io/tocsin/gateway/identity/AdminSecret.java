package io.tocsin.gateway.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The administrator's secret, kept as its digest and compared in constant time. */
final class AdminSecret {

  private final byte[] digest;

  private AdminSecret(String secret) {
    this.digest = sha256(secret);
  }

  /** Reads the secret once; fails the start with the file's name when there is none. */
  static AdminSecret read(Path file) {
    String secret;
    try {
      secret = Files.readString(file).strip();
    } catch (IOException e) {
      throw new IllegalStateException(
          "Expected the administrator's secret in "
              + file.toAbsolutePath()
              + ", but it cannot be read: "
              + e,
          e);
    }
    if (secret.isEmpty()) {
      throw new IllegalStateException(
          "Expected the administrator's secret in "
              + file.toAbsolutePath()
              + ", but the file is empty");
    }
    return new AdminSecret(secret);
  }

  /** Takes the same time for any text of the same length; digests make the lengths equal. */
  boolean matches(String secret) {
    return MessageDigest.isEqual(digest, sha256(secret));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256, which every Java platform has", e);
    }
  }
}
