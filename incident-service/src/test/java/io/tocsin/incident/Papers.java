package io.tocsin.incident;

import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** What a closure needs on paper. */
final class Papers {

  private Papers() {}

  /** The sections that only people can write. */
  static JsonNode written(WebTestClient by, String incidentId) {
    return ServiceTest.json(
        by.put()
            .uri("/api/v1/incidents/" + incidentId + "/report")
            .contentType(MediaType.APPLICATION_JSON)
            .bodyValue(
                ServiceTest.JSON.writeValueAsString(
                    Map.of("summary", "支付中断", "cause", "归档目录写满", "measures", "扩容并重启"))),
        200);
  }
}
