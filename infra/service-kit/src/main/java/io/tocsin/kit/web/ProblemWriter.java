package io.tocsin.kit.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes a refusal as RFC 9457 problem+json, in the language that the request asks for. */
public final class ProblemWriter {

  private static final String TYPES = "https://tocsin.io/problems/";

  private final JsonMapper json;

  public ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /** The response as it leaves; what other headers it carries stays. */
  public Mono<Void> write(ServerWebExchange exchange, ProblemException problem) {
    return write(exchange, problem, Map.of());
  }

  /** With members of one's own beside those that every problem has. */
  public Mono<Void> write(
      ServerWebExchange exchange, ProblemException problem, Map<String, Object> members) {
    ErrorAnswer answer =
        answer(
            problem,
            members,
            exchange.getRequest().getURI().getRawPath(),
            Languages.of(exchange.getRequest()));
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(HttpStatusCode.valueOf(answer.status()));
    HttpHeaders headers = response.getHeaders();
    answer
        .headers()
        .forEach((name, value) -> {
          if (name.equals(HttpHeaders.VARY)) {
            headers.add(name, value);
          } else {
            headers.set(name, value);
          }
        });
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    headers.setContentLength(bytes.length);
    DataBuffer buffer = response.bufferFactory().wrap(bytes);
    return response.writeWith(Mono.just(buffer));
  }

  /** The same without a response to put it into. */
  ErrorAnswer answer(
      ProblemException problem, Map<String, Object> members, String path, Locale locale) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    headers.put(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag());
    headers.put(HttpHeaders.CACHE_CONTROL, "no-store");
    headers.put(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    if (problem.retryAfter() != null) {
      headers.put(
          HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, problem.retryAfter().toSeconds())));
    }
    Map<String, Object> body = body(problem, path, locale);
    body.putAll(members);
    return new ErrorAnswer(problem.status(), headers, json.writeValueAsString(body));
  }

  private static Map<String, Object> body(ProblemException problem, String path, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", TYPES + problem.slug());
    body.put("title", problem.title().in(locale));
    body.put("status", problem.status());
    body.put("detail", problem.detail().in(locale));
    body.put("instance", path);
    if (!problem.errors().isEmpty()) {
      body.put(
          "errors",
          problem.errors().stream()
              .map(e -> Map.of("field", e.field(), "message", e.message().in(locale)))
              .toList());
    }
    if (!problem.missing().isEmpty()) {
      body.put("missing", List.copyOf(problem.missing()));
    }
    return body;
  }
}
