package io.tocsin.notification.smshttp;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Answer.Throttled;
import io.tocsin.notification.smshttp.HttpSmsSpec.Answers;
import io.tocsin.notification.smshttp.HttpSmsSpec.Meaning;
import io.tocsin.notification.smshttp.HttpSmsSpec.Rule;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What a provider's answer means, by the rules of its spec. */
record HttpSmsAnswers(Answers spec) {

  private static final int SHOWN = 200;

  /**
   * Reads one.
   *
   * @param ownId what receipts carry when the provider gives no id of its own
   * @param receipts whether receipts will come
   */
  Answer of(int status, String body, String ownId, boolean receipts) {
    JsonNode json = json(body);
    String detail = detail(status, json, body);
    Meaning meaning =
        spec.rules().stream()
            .filter(rule -> fits(rule, status, json, body))
            .map(Rule::then)
            .findFirst()
            .orElseGet(() -> byStatus(status));
    return switch (meaning) {
      case TAKEN -> {
        String id = spec.id() == null ? ownId : text(json.at(spec.id()));
        yield new Taken(receipts && !id.isEmpty() ? List.of(id) : List.of(), detail);
      }
      case THROTTLED -> new Throttled(detail);
      case NOT_TAKEN -> new NotTaken(detail);
      case REFUSED -> new Refused(detail);
      case LOST -> new Lost(detail);
    };
  }

  /** For what no rule knows: only what says clearly "not taken" is sent again. */
  private static Meaning byStatus(int status) {
    return switch (status) {
      case 429 -> Meaning.THROTTLED;
      case 401, 403, 407, 503 -> Meaning.NOT_TAKEN;
      default -> status >= 400 && status < 500 ? Meaning.REFUSED : Meaning.LOST;
    };
  }

  private static boolean fits(Rule rule, int status, JsonNode json, String body) {
    if (rule.status() != null && rule.status() != status) {
      return false;
    }
    if (rule.matches() == null) {
      return true;
    }
    String value = rule.pointer() == null ? body.strip() : text(json.at(rule.pointer()));
    return value.matches(rule.matches());
  }

  private String detail(int status, JsonNode json, String body) {
    String named =
        spec.detail().stream()
            .map(pointer -> text(json.at(pointer)))
            .filter(value -> !value.isEmpty())
            .collect(Collectors.joining(" "));
    String said = named.isEmpty() ? body.strip().replaceAll("\\s+", " ") : named;
    return "HTTP " + status + " " + said.substring(0, Math.min(SHOWN, said.length()));
  }

  private static String text(@Nullable JsonNode node) {
    JsonNode value = Objects.requireNonNullElse(node, MissingNode.getInstance());
    return value.isMissingNode() || value.isNull() ? "" : value.asString("");
  }

  static JsonNode json(String body) {
    try {
      JsonNode read = JsonMapper.shared().readTree(body);
      return read == null ? MissingNode.getInstance() : read;
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
