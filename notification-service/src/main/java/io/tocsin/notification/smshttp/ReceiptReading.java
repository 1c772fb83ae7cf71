package io.tocsin.notification.smshttp;

import io.tocsin.notification.sending.Receipt;
import io.tocsin.notification.sending.Receipt.Result;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads callbacks by their spec. */
final class ReceiptReading {

  private ReceiptReading() {}

  /** What somebody wrote. */
  record Reply(String from, String text) {}

  /** Those that are final; what is on its way says nothing. */
  static List<Receipt> receipts(HttpSmsSpec whole, JsonNode said, String name) {
    HttpSmsSpec.Receipts spec = Objects.requireNonNull(whole.receipts());
    String provider = HttpSmsRequests.providerName(name);
    List<Receipt> receipts = new ArrayList<>();
    for (JsonNode one : items(spec.list(), said)) {
      String id = text(one.at(spec.id()));
      String state = text(one.at(spec.state()));
      Result result =
          state.matches(spec.arrived())
              ? Result.ARRIVED
              : state.matches(spec.lost()) ? Result.LOST : null;
      if (!id.isEmpty() && result != null) {
        String detail = spec.detail() == null ? "" : text(one.at(spec.detail()));
        String words = (state + " " + detail).strip();
        receipts.add(
            whole.answer().id() == null
                ? Receipt.ofOurs(provider, id, result, words)
                : new Receipt(List.of(Receipt.id(provider, id)), result, words));
      }
    }
    return receipts;
  }

  static List<Reply> replies(HttpSmsSpec.Replies spec, JsonNode said) {
    List<Reply> replies = new ArrayList<>();
    for (JsonNode one : items(spec.list(), said)) {
      String from = text(one.at(spec.from()));
      if (!from.isEmpty()) {
        // Kannel hands a reply in UCS-2 on as it came: each figure of a code behind a zero octet.
        replies.add(new Reply(from, text(one.at(spec.text())).replace("\0", "")));
      }
    }
    return replies;
  }

  /** The address with every field's name and value behind it, in the order of the names. */
  static String twilioSignature(String token, String url, Map<String, String> form) {
    StringBuilder signed = new StringBuilder(url);
    new TreeMap<>(form).forEach((name, value) -> signed.append(name).append(value));
    return Base64.getEncoder()
        .encodeToString(
            Hashes.hmac("HmacSHA1", token.getBytes(StandardCharsets.UTF_8), signed.toString()));
  }

  private static List<JsonNode> items(@Nullable String list, JsonNode said) {
    JsonNode at = list == null || list.isEmpty() ? said : said.at(list);
    List<JsonNode> items = new ArrayList<>();
    if (at.isArray()) {
      at.forEach(items::add);
    } else if (at.isObject()) {
      items.add(at);
    }
    return items;
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() || node.isNull() ? "" : node.asString("");
  }
}
