package io.tocsin.notification.smshttp;

import io.tocsin.notification.smshttp.HttpSmsSpec.Auth;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The headers that prove who a request is from.
 *
 * @see <a
 *     href="https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature">ACS3-HMAC-SHA256</a>
 * @see <a href="https://www.tencentcloud.com/document/api/614/42761">TC3-HMAC-SHA256</a>
 */
final class Signing {

  private static final String HMAC = "HmacSHA256";

  private Signing() {}

  /**
   * The headers of the request, signed.
   *
   * @param nonce never the same twice
   */
  static Map<String, String> headers(Auth auth, SignedRequest request, Instant now, String nonce) {
    return switch (auth.kind()) {
      case BASIC -> with(request, "authorization", "Basic " + basic(auth));
      case BEARER -> with(request, "authorization", "Bearer " + auth.secret());
      case ACS3 -> acs3(auth, request, now, nonce);
      case TC3 -> tc3(auth, request, now);
    };
  }

  private static String basic(Auth auth) {
    String pair = auth.id() + ":" + auth.secret();
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, String> acs3(
      Auth auth, SignedRequest request, Instant now, String nonce) {
    TreeMap<String, String> headers = new TreeMap<>(request.headers());
    headers.put("x-acs-date", now.truncatedTo(ChronoUnit.SECONDS).toString());
    headers.put("x-acs-signature-nonce", nonce);
    headers.put("x-acs-content-sha256", request.bodyHash());
    TreeMap<String, String> signed = new TreeMap<>();
    signed.put("host", request.host());
    headers.forEach((name, value) -> {
      if (name.startsWith("x-acs-") || name.equals("content-type")) {
        signed.put(name, value);
      }
    });
    String names = String.join(";", signed.keySet());
    String toSign = "ACS3-HMAC-SHA256\n" + Hashes.sha256(bytes(canonical(request, signed)));
    String signature = HexFormat.of().formatHex(Hashes.hmac(HMAC, bytes(auth.secret()), toSign));
    headers.put(
        "authorization",
        "ACS3-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%s"
            .formatted(auth.id(), names, signature));
    return headers;
  }

  private static Map<String, String> tc3(Auth auth, SignedRequest request, Instant now) {
    String service = Objects.requireNonNull(auth.service(), "auth.service of a TC3 spec");
    TreeMap<String, String> headers = new TreeMap<>(request.headers());
    TreeMap<String, String> signed = new TreeMap<>();
    signed.put("content-type", Objects.requireNonNull(headers.get("content-type")));
    signed.put("host", request.host());
    String names = String.join(";", signed.keySet());
    String seconds = String.valueOf(now.getEpochSecond());
    String day = now.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    String scope = day + "/" + service + "/tc3_request";
    String toSign =
        String.join(
            "\n",
            "TC3-HMAC-SHA256",
            seconds,
            scope,
            Hashes.sha256(bytes(canonical(request, signed))));
    byte[] dayKey = Hashes.hmac(HMAC, bytes("TC3" + auth.secret()), day);
    byte[] serviceKey = Hashes.hmac(HMAC, dayKey, service);
    byte[] key = Hashes.hmac(HMAC, serviceKey, "tc3_request");
    headers.put("x-tc-timestamp", seconds);
    headers.put(
        "authorization",
        "TC3-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                auth.id(), scope, names, HexFormat.of().formatHex(Hashes.hmac(HMAC, key, toSign))));
    return headers;
  }

  /** Both vendors took the same form for it. */
  private static String canonical(SignedRequest request, SortedMap<String, String> signed) {
    String headers =
        signed.entrySet().stream()
            .map(e -> e.getKey() + ":" + e.getValue().strip() + "\n")
            .collect(Collectors.joining());
    return String.join(
        "\n",
        request.method(),
        request.path(),
        request.query(),
        headers,
        String.join(";", signed.keySet()),
        request.bodyHash());
  }

  private static Map<String, String> with(SignedRequest request, String name, String value) {
    TreeMap<String, String> headers = new TreeMap<>(request.headers());
    headers.put(name, value);
    return headers;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
