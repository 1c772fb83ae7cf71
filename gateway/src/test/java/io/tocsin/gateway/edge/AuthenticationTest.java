package io.tocsin.gateway.edge;

import static io.tocsin.gateway.edge.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationTest extends EdgeTest {

  @Test
  void aCallWithoutATokenIsToldToBringOneAndGoesNoFurther() {
    HttpResponse<String> answer = send(anonymous("/api/v1/incidents"));

    assertProblem(answer, 401, "unauthenticated").says("bearer token");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"tocsin\"");
    assertThat(INCIDENT.asked()).isEmpty();
  }

  @Test
  void theRefusalSpeaksTheLanguageOfTheCaller() {
    HttpResponse<String> answer =
        send(anonymous("/api/v1/incidents").header("Accept-Language", "zh-CN,zh;q=0.9"));

    assertProblem(answer, 401, "unauthenticated").says("令牌");
  }

  @Test
  void aTextThatIsNoTokenIsRefused() {
    refused("nonsense");
    refused("a.b.c");
    refused("two words");
  }

  @Test
  void anotherSchemeIsNoToken() {
    assertProblem(
        send(anonymous("/api/v1/incidents").header("Authorization", "Basic eDp5")),
        401,
        "unauthenticated");
  }

  @Test
  void aTokenSignedWithAnotherKeyIsRefused(@TempDir Path folder) {
    refused(Keys.in(folder).token("wang-ming", "tocsin", Instant.now().plusSeconds(600)));
  }

  @Test
  void aTokenOfAnotherIssuerIsRefused() {
    refused(KEYS.token("wang-ming", "somebody", Instant.now().plusSeconds(600)));
  }

  @Test
  void aTokenThatHasEndedIsRefused() {
    refused(KEYS.token("wang-ming", "tocsin", Instant.now().minusSeconds(300)));
  }

  @Test
  void aGoodTokenGoesOnToTheService() {
    INCIDENT.answers(StubService.json(200, "{\"items\":[],\"next\":null}"));
    String token = tokenOf("wang-ming");

    HttpResponse<String> answer =
        send(anonymous("/api/v1/incidents?open=true").header("Authorization", "Bearer " + token));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"items\":[],\"next\":null}");
    assertThat(INCIDENT.asked())
        .singleElement()
        .satisfies(asked -> {
          assertThat(asked.uri()).isEqualTo("/api/v1/incidents?open=true");
          assertThat(asked.headers().getFirst("Authorization")).isEqualTo("Bearer " + token);
        });
  }

  @Test
  void whetherEverybodyMayReadTheBoardIsAskedOfItsService() {
    assertThat(send(anonymous("/api/v1/notices?unit=yunxi")).statusCode()).isEqualTo(200);
    assertThat(send(anonymous("/api/v1/notices/n-1")).statusCode()).isEqualTo(200);
    assertProblem(send(anonymous("/api/v1/notices").POST(text("{}"))), 401, "unauthenticated");
    assertThat(NOTIFICATION.asked()).hasSize(2);
  }

  @Test
  void meSaysWhoTheTokenNames() {
    HttpResponse<String> answer = send(signedIn("/api/v1/me"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(json(answer).path("id").asString()).isEqualTo("wang-ming");
    assertThat(json(answer).path("roles").get(0).asString()).isEqualTo("REPORTER");
    assertThat(Instant.parse(json(answer).path("expiresAt").asString())).isAfter(Instant.now());
  }

  private void refused(String token) {
    HttpResponse<String> answer =
        send(anonymous("/api/v1/incidents").header("Authorization", "Bearer " + token));
    assertProblem(answer, 401, "unauthenticated");
    assertThat(answer.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(challenge -> assertThat(challenge).contains("invalid_token"));
    assertThat(INCIDENT.asked()).isEmpty();
  }
}
