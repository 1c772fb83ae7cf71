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
    Locale locale = Languages.of(exchange.getRequest());
    ServerHttpResponse response = exchange.getResponse();
    response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    headers.setContentLanguage(locale);
    headers.setCacheControl("no-store");
    headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
    if (problem.retryAfter() != null) {
      headers.set(
          HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, problem.retryAfter().toSeconds())));
    }
    Map<String, Object> body = body(exchange, problem, locale);
    body.putAll(members);
    byte[] bytes = json.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    headers.setContentLength(bytes.length);
    DataBuffer buffer = response.bufferFactory().wrap(bytes);
    return response.writeWith(Mono.just(buffer));
  }

  private static Map<String, Object> body(
      ServerWebExchange exchange, ProblemException problem, Locale locale) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", TYPES + problem.slug());
    body.put("title", problem.title().in(locale));
    body.put("status", problem.status());
    body.put("detail", problem.detail().in(locale));
    body.put("instance", exchange.getRequest().getURI().getRawPath());
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
