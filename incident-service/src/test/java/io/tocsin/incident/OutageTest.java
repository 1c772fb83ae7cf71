package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.kit.directory.Directory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.FluxExchangeResult;

class OutageTest {

  /** The set-up as it was read while Kafka was still there. */
  @TestConfiguration(proxyBeanMethods = false)
  static class KnownOrganisation {
    @Bean
    Directory directory() {
      return TestOrganisation::snapshot;
    }
  }

  @Test
  void without_kafka_a_report_is_refused_with_when_to_try_again_and_the_service_is_not_ready() {
    try (RunningService service = RunningService.startWithoutKafka(KnownOrganisation.class)) {
      FluxExchangeResult<String> refused =
          service
              .reporter()
              .post()
              .uri("/api/v1/reports")
              .contentType(MediaType.APPLICATION_JSON)
              .bodyValue(
                  ServiceTest.JSON.writeValueAsString(
                      Map.of(
                          "system",
                          "payment",
                          "unit",
                          "baita",
                          "symptom",
                          "慢",
                          "degree",
                          "DEGRADED")))
              .exchange()
              .expectStatus()
              .isEqualTo(503)
              .expectHeader()
              .contentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
              .returnResult(String.class);

      assertThat(refused.getResponseHeaders().getFirst("Retry-After")).matches("\\d+");
      service
          .anonymous()
          .get()
          .uri("/actuator/health/readiness")
          .exchange()
          .expectStatus()
          .isEqualTo(503);
      service.anonymous().get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
    }
  }
}
