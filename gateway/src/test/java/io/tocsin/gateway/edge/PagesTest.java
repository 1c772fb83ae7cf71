package io.tocsin.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest extends EdgeTest {

  @ParameterizedTest
  @CsvSource({
    "/, text/html, console/app.js",
    "/docs, text/html, console/docs.js",
    "/console/app.js, javascript, import",
    "/console/notices.js, javascript, confirmations",
    "/console/shifts.js, javascript, swaps",
    "/console/app.css, text/css, --accent",
    "/console/bell.svg, image/svg+xml, <svg",
  })
  void theConsolesFilesAreOpenAndMayRunNothingButThemselves(
      String path, String type, String content) {
    HttpResponse<String> answer = send(anonymous(path));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).contains(type);
    assertThat(answer.body()).contains(content).doesNotContain("https://");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
  }

  @Test
  void theWidgetMayBeFramedWhereItsServiceAllowsIt() {
    HttpResponse<String> answer = send(anonymous("/widget/"));

    assertThat(answer.headers().firstValue("Content-Security-Policy")).isEmpty();
    assertThat(answer.headers().firstValue("X-Frame-Options")).isEmpty();
  }

  @Test
  void theApiDescribesItselfInBothForms() {
    HttpResponse<String> asJson = send(anonymous("/v3/api-docs"));
    HttpResponse<String> asYaml = send(anonymous("/v3/api-docs.yaml"));

    assertThat(asJson.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(json(asJson).path("openapi").asString()).startsWith("3.1");
    assertThat(json(asJson).path("paths").has("/api/v1/reports")).isTrue();
    assertThat(asYaml.body()).startsWith("openapi: 3.1");
  }
}
