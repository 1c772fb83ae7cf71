package io.tocsin.gateway.simulation;

import io.tocsin.gateway.domain.Upstream;
import io.tocsin.gateway.routing.UpstreamProblems;
import io.tocsin.gateway.routing.UpstreamsProperties;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /api/v1/escalations/simulate}. The escalation plays its engine and names the pages of
 * which it cannot know who would answer; the roster says who would; with that the escalation plays
 * again, for a level that nobody staffs moves all that follow. At most as often as there are levels
 * and repeats; in most set-ups twice.
 *
 * <p>What either refuses is passed on as it came.
 */
@RestController
class SimulationController {

  private static final int ROUNDS = 60;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final WebClient client;
  private final UpstreamsProperties upstreams;
  private final JsonMapper json;

  SimulationController(WebClient.Builder builder, UpstreamsProperties upstreams, JsonMapper json) {
    this.client = builder.codecs(c -> c.defaultCodecs().maxInMemorySize(16 * 1024 * 1024)).build();
    this.upstreams = upstreams;
    this.json = json;
  }

  @PostMapping(path = "/api/v1/escalations/simulate", consumes = MediaType.APPLICATION_JSON_VALUE)
  Mono<ResponseEntity<JsonNode>> simulate(
      @RequestBody ObjectNode question, @RequestHeader HttpHeaders headers) {
    question.remove("answers");
    return play(question, json.createArrayNode(), headers, ROUNDS).timeout(LIMIT);
  }

  private Mono<ResponseEntity<JsonNode>> play(
      ObjectNode question, ArrayNode answers, HttpHeaders headers, int rounds) {
    ObjectNode asked = question.deepCopy();
    asked.set("answers", answers);
    return post(Upstream.ESCALATION, "/api/v1/escalations/simulate", asked, headers)
        .flatMap(played -> {
          JsonNode course = played.getBody();
          if (!played.getStatusCode().is2xxSuccessful()
              || course == null
              || course.path("open").isEmpty()
              || rounds == 0) {
            return Mono.just(played);
          }
          ObjectNode pages = json.createObjectNode();
          pages.set("pages", course.path("open"));
          return post(Upstream.ROSTER, "/api/v1/roster/resolve", pages, headers)
              .flatMap(resolved -> {
                JsonNode body = resolved.getBody();
                if (!resolved.getStatusCode().is2xxSuccessful() || body == null) {
                  return Mono.just(resolved);
                }
                ArrayNode known = answers.deepCopy();
                body.path("answers").forEach(known::add);
                return play(question, known, headers, rounds - 1);
              });
        });
  }

  private Mono<ResponseEntity<JsonNode>> post(
      Upstream upstream, String path, JsonNode body, HttpHeaders headers) {
    return client
        .post()
        .uri(upstreams.of(upstream).resolve(path))
        .headers(h -> {
          copy(HttpHeaders.AUTHORIZATION, headers, h);
          copy(HttpHeaders.ACCEPT_LANGUAGE, headers, h);
        })
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchangeToMono(response -> {
          HttpStatusCode status = response.statusCode();
          MediaType type = response.headers().contentType().orElse(MediaType.APPLICATION_JSON);
          return response
              .bodyToMono(JsonNode.class)
              .map(answer -> ResponseEntity.status(status).contentType(type).body(answer))
              .switchIfEmpty(
                  Mono.fromSupplier(() -> ResponseEntity.status(status).<JsonNode>build()));
        })
        .onErrorMap(
            e -> e instanceof WebClientRequestException || e instanceof TimeoutException,
            e -> UpstreamProblems.unreachable(upstream, Duration.ofSeconds(2)));
  }

  private static void copy(String name, HttpHeaders from, HttpHeaders to) {
    String value = from.getFirst(name);
    if (value != null) {
      to.set(name, value);
    }
  }
}
