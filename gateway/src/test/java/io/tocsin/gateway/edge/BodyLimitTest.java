package io.tocsin.gateway.edge;

import static io.tocsin.gateway.edge.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class BodyLimitTest extends EdgeTest {

  private static final int KIB = 1024;

  @Test
  void aReportOfTwoMebibytesIsRefusedBeforeTheServiceSeesIt() {
    HttpResponse<String> answer =
        send(signedIn("/api/v1/reports").POST(text("x".repeat(2048 * KIB))));

    assertProblem(answer, 413, "too-large").says("262144 bytes");
    assertThat(INCIDENT.asked()).isEmpty();
  }

  @Test
  void aBodyOfUntoldLengthIsRefusedWhereItGrowsTooLong() {
    byte[] large = new byte[2048 * KIB];
    HttpResponse<String> answer =
        send(
            signedIn("/api/v1/reports")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large))));

    assertProblem(answer, 413, "too-large");
  }

  @Test
  void aBodyOfUntoldLengthWithinTheLimitPasses() {
    byte[] small = "{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8);
    HttpResponse<String> answer =
        send(
            signedIn("/api/v1/reports")
                .POST(
                    HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(small))));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(INCIDENT.asked().getFirst().body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void anOrganisationMayBeLarger() {
    String large = "#" + "x".repeat(3000 * KIB);

    assertThat(send(signedIn("/api/v1/organisation").PUT(text(large))).statusCode()).isEqualTo(200);
    assertThat(ROSTER.asked().getFirst().body()).isEqualTo(large);
    assertProblem(
        send(signedIn("/api/v1/organisation").PUT(text("x".repeat(5000 * KIB)))), 413, "too-large");
  }

  @Test
  void tooLargeBodiesAreNoFailureOfTheService() {
    byte[] large = new byte[2048 * KIB];
    for (int i = 0; i < 8; i++) {
      send(
          signedIn("/api/v1/reports")
              .POST(
                  HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));
    }

    assertThat(send(signedIn("/api/v1/reports").POST(text("{}"))).statusCode()).isEqualTo(200);
  }
}
