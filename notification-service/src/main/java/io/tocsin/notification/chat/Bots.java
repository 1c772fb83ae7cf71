package io.tocsin.notification.chat;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Answer.Throttled;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the three bots are sent and what they answer, as their documents say: WeCom "group robot",
 * DingTalk "custom robot, sign", Feishu "custom bot, signature".
 */
final class Bots {

  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * "Too fast" of WeCom, DingTalk and Feishu; and what is wrong with the set-up, not the message.
   */
  private static final Set<Integer> FAST = Set.of(45009, 130101, 11232, 9499001);

  private static final Set<Integer> SET_UP = Set.of(93000, 310000, 300001, 19021, 19022, 19024);

  private Bots() {}

  /** A request to a bot. */
  record Post(URI url, String body) {}

  /**
   * Telephone numbers of those to be called by name come in {@code mobiles}; Feishu knows no
   * numbers and names nobody.
   */
  static Post wecom(URI url, String text, List<String> mobiles) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("content", text);
    if (!mobiles.isEmpty()) {
      content.put("mentioned_mobile_list", mobiles);
    }
    return new Post(url, json(Map.of("msgtype", "text", "text", content)));
  }

  static Post dingtalk(
      URI url, List<String> secrets, String text, List<String> mobiles, Instant now) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("msgtype", "text");
    body.put("text", Map.of("content", text));
    body.put("at", Map.of("atMobiles", mobiles, "isAtAll", false));
    if (secrets.isEmpty()) {
      return new Post(url, json(body));
    }
    String secret = secrets.getFirst();
    String timestamp = String.valueOf(now.toEpochMilli());
    String sign = hmac(secret, timestamp + "\n" + secret);
    String query =
        "timestamp=" + timestamp + "&sign=" + URLEncoder.encode(sign, StandardCharsets.UTF_8);
    return new Post(URI.create(url + (url.getRawQuery() == null ? "?" : "&") + query), json(body));
  }

  /** Here the text to be signed is the key, and what is signed is empty. */
  static Post feishu(URI url, List<String> secrets, String text, Instant now) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (!secrets.isEmpty()) {
      String timestamp = String.valueOf(now.getEpochSecond());
      body.put("timestamp", timestamp);
      body.put("sign", hmac(timestamp + "\n" + secrets.getFirst(), ""));
    }
    body.put("msg_type", "text");
    body.put("content", Map.of("text", text));
    return new Post(url, json(body));
  }

  /** All three say it in the document, whatever the status is. */
  static Answer answer(int status, String body) {
    if (status == 429) {
      return new Throttled("HTTP 429 " + body);
    }
    Integer code = code(body);
    String detail = "HTTP " + status + " " + body.strip();
    if (code == null) {
      return status >= 200 && status < 300
          ? new Lost("an answer of another kind: " + detail)
          : new NotTaken(detail);
    }
    if (code == 0) {
      return new Taken(List.of(), detail);
    }
    if (FAST.contains(code)) {
      return new Throttled(detail);
    }
    return SET_UP.contains(code) || code < 0 ? new NotTaken(detail) : new Refused(detail);
  }

  private static @Nullable Integer code(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      for (String field : List.of("errcode", "code", "StatusCode")) {
        if (json.path(field).isInt()) {
          return json.path(field).asInt();
        }
      }
      return null;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Expected HMAC-SHA256, which every Java has", e);
    }
  }

  private static String json(Object value) {
    return JSON.writeValueAsString(value);
  }
}
