package io.tocsin.notification.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The three headers of Standard Webhooks: HMAC-SHA256 over {@code id.timestamp.body}.
 *
 * @see <a href="https://www.standardwebhooks.com">the specification</a>
 */
public final class StandardWebhooks {

  private static final String PREFIX = "whsec_";

  private StandardWebhooks() {}

  /**
   * Signs.
   *
   * @param id the same for every try of one message, so that the receiver takes it once
   * @param secrets {@code whsec_…}, the current one first: while they rotate, each signs
   */
  public static Map<String, String> headers(
      String id, Instant now, String body, List<String> secrets) {
    String timestamp = String.valueOf(now.getEpochSecond());
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", timestamp);
    headers.put(
        "webhook-signature",
        secrets.stream()
            .map(secret -> "v1," + hmac(key(secret), id + "." + timestamp + "." + body))
            .collect(Collectors.joining(" ")));
    return headers;
  }

  /**
   * The key in a secret.
   *
   * @throws IllegalArgumentException when it is none: 24 to 64 bytes in Base64 behind {@code
   *     whsec_}
   */
  public static byte[] key(String secret) {
    byte[] key;
    try {
      key = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(6) : "!");
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected a secret of whsec_ and Base64, but it is not", e);
    }
    if (key.length < 24 || key.length > 64) {
      throw new IllegalArgumentException(
          "Expected a secret of 24 to 64 bytes, but it has " + key.length);
    }
    return key;
  }

  private static String hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected HMAC-SHA256, which every Java has", e);
    }
  }
}
