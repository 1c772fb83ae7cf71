package io.tocsin.local.sandbox;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One request and its answer. */
final class Exchange {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LARGEST_BODY = 64 * 1024;

  private final HttpExchange http;
  private final Map<String, String> query = new LinkedHashMap<>();

  Exchange(HttpExchange http) {
    this.http = http;
    String raw = http.getRequestURI().getRawQuery();
    if (raw != null) {
      for (String pair : raw.split("&", -1)) {
        int at = pair.indexOf('=');
        String name = at < 0 ? pair : pair.substring(0, at);
        query.put(decoded(name), at < 0 ? "" : decoded(pair.substring(at + 1)));
      }
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  String method() {
    return http.getRequestMethod();
  }

  String path() {
    return http.getRequestURI().getPath();
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
  }

  /** A number of the query between 1 and {@code most}. */
  int count(String name, int otherwise, int most) {
    Optional<String> given = query(name);
    if (given.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(given.get());
      if (value >= 1 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below, with what was expected
    }
    throw Refusal.field(
        name, "Expected a number from 1 to %d, but got %s".formatted(most, given.get()));
  }

  JsonNode body() throws IOException {
    byte[] raw = http.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (raw.length > LARGEST_BODY) {
      throw new Refusal(413, "Expected at most %d bytes, but got more".formatted(LARGEST_BODY));
    }
    try {
      JsonNode node = JSON.readTree(raw);
      if (node.isObject()) {
        return node;
      }
      throw new Refusal(400, "Expected a JSON object, but got " + node.getNodeType());
    } catch (JacksonException e) {
      throw new Refusal(400, "Expected a JSON object, but " + e.getOriginalMessage());
    }
  }

  static String text(JsonNode body, String field) {
    JsonNode value = body.path(field);
    if (!value.isString() || value.asString().isBlank()) {
      throw Refusal.field(field, "Expected a text in %s, but got %s".formatted(field, value));
    }
    return value.asString().strip();
  }

  void json(int status, Object value) throws IOException {
    send(status, "application/json", JSON.writeValueAsBytes(value));
  }

  void problem(Refusal refusal) throws IOException {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "https://tocsin.io/problems/sandbox");
    problem.put("title", "Invalid request");
    problem.put("status", refusal.status());
    problem.put("detail", refusal.getMessage());
    problem.put("instance", path());
    if (!refusal.errors().isEmpty()) {
      problem.put("errors", refusal.errors());
    }
    send(refusal.status(), "application/problem+json", JSON.writeValueAsBytes(problem));
  }

  void send(int status, String type, byte[] content) throws IOException {
    var headers = http.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    // A mail is shown in a frame without scripts, but in its own styles, which stand in its text.
    headers.set(
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:;"
            + " frame-src 'self' about:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    http.sendResponseHeaders(status, content.length == 0 ? -1 : content.length);
    if (content.length > 0) {
      try (OutputStream out = http.getResponseBody()) {
        out.write(content);
      }
    }
  }

  void redirect(String to) throws IOException {
    http.getResponseHeaders().set("Location", to);
    http.sendResponseHeaders(302, -1);
  }
}
