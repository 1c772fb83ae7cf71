package io.tocsin.gateway.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/**
 * Serves {@code docs/api/openapi.yaml}, which is written by hand: it says what a client may count
 * on across all services, and a test holds it to the routes.
 */
@RestController
class OpenApiController {

  private static final MediaType YAML =
      new MediaType("application", "yaml", StandardCharsets.UTF_8);

  private final Mono<String> yaml;
  private final Mono<byte[]> json;

  OpenApiController(JsonMapper mapper) {
    this.yaml =
        Mono.fromCallable(OpenApiController::read).subscribeOn(Schedulers.boundedElastic()).cache();
    // Parsed when first asked for: a start need not wait for it.
    this.json =
        yaml.map(text ->
                mapper.writeValueAsBytes(
                    new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(text)))
            .cache();
  }

  @GetMapping("/v3/api-docs")
  Mono<ResponseEntity<byte[]>> asJson() {
    return json.map(ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON)::body);
  }

  @GetMapping("/v3/api-docs.yaml")
  Mono<ResponseEntity<String>> asYaml() {
    return yaml.map(ResponseEntity.ok().contentType(YAML)::body);
  }

  private static String read() throws IOException {
    try (InputStream in = new ClassPathResource("api/openapi.yaml").getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
