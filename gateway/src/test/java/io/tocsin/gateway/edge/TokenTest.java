package io.tocsin.gateway.edge;

import static io.tocsin.gateway.edge.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenTest extends EdgeTest {

  @Test
  void theSecretBuysTheAdministratorsTokenForAnHour() throws Exception {
    HttpResponse<String> answer = ask("{\"secret\":\"" + SECRET + "\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    JWTClaimsSet claims = verified(answer);
    assertThat(claims.getIssuer()).isEqualTo("tocsin");
    assertThat(claims.getSubject()).isEqualTo("admin");
    assertThat(claims.getStringListClaim("roles")).contains("ADMIN");
    assertThat(claims.getStringListClaim("units")).isEmpty();
    Instant expiresAt = Instant.parse(json(answer).path("expiresAt").asString());
    assertThat(claims.getExpirationTime().toInstant()).isEqualTo(expiresAt);
    assertThat(Duration.between(Instant.now(), expiresAt))
        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
  }

  @Test
  void theTokenOpensTheApi() {
    String token = json(ask("{\"secret\":\"" + SECRET + "\"}")).path("token").asString();

    HttpResponse<String> me =
        send(anonymous("/api/v1/me").header("Authorization", "Bearer " + token));

    assertThat(json(me).path("id").asString()).isEqualTo("admin");
  }

  @Test
  void aWrongSecretBuysNothing() {
    assertProblem(ask("{\"secret\":\"guess\"}"), 401, "wrong-secret");
    // The right one forgets the wrong ones before it, so that this test locks nobody out.
    assertThat(ask("{\"secret\":\"" + SECRET + "\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void guessingIsStoppedEvenWhenItGetsRight() {
    for (int i = 0; i < 5; i++) {
      assertProblem(ask("{\"secret\":\"guess\"}", "127.0.0.2"), 401, "wrong-secret");
    }

    assertProblem(ask("{\"secret\":\"guess\"}", "127.0.0.2"), 429, "too-many-attempts")
        .toBeTriedAgain();
    assertProblem(ask("{\"secret\":\"" + SECRET + "\"}", "127.0.0.2"), 429, "too-many-attempts");
    assertThat(ask("{\"secret\":\"" + SECRET + "\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void aRequestWithoutASecretIsRefusedByField() {
    HttpResponse<String> answer = ask("{\"as\":\"wang-ming\"}");

    assertProblem(answer, 400, "invalid-request");
    assertThat(json(answer).path("errors").get(0).path("field").asString()).isEqualTo("secret");
    assertProblem(ask("{\"secret\":"), 400, "invalid-request");
  }

  @Test
  void aPersonsTokenHasTheRolesOfThePostsHeld() throws Exception {
    ROSTER.answers(
        StubService.json(
            200,
            """
            {"id":"wang-ming","name":"王明","unit":"province","contacts":[],
             "posts":[{"post":"DB","role":"PRIMARY","onShift":true}]}\
            """));

    HttpResponse<String> answer = ask("{\"secret\":\"" + SECRET + "\",\"as\":\"wang-ming\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JWTClaimsSet claims = verified(answer);
    assertThat(claims.getSubject()).isEqualTo("wang-ming");
    assertThat(claims.getStringClaim("name")).isEqualTo("王明");
    assertThat(claims.getStringListClaim("roles"))
        .containsExactly("REPORTER", "RESPONDER", "DUTY_LEAD");
    assertThat(claims.getStringListClaim("units")).containsExactly("province");
    StubService.Asked asked = ROSTER.asked().getFirst();
    assertThat(asked.uri()).isEqualTo("/api/v1/people/wang-ming");
    SignedJWT internal =
        SignedJWT.parse(asked.headers().getFirst("Authorization").substring("Bearer ".length()));
    assertThat(internal.getJWTClaimsSet().getStringListClaim("roles")).containsExactly("ADMIN");
  }

  @Test
  void aPersonThatTheRosterDoesNotKnowIsNamed() {
    ROSTER.answers(StubService.json(404, "{}"));

    HttpResponse<String> answer = ask("{\"secret\":\"" + SECRET + "\",\"as\":\"nobody\"}");

    assertProblem(answer, 400, "invalid-request").says("nobody");
    assertThat(json(answer).path("errors").get(0).path("field").asString()).isEqualTo("as");
  }

  @Test
  void withoutTheRosterNobodysRolesAreKnown() {
    ROSTER.answers(exchange -> {
      throw new java.io.IOException("hang up");
    });

    assertProblem(ask("{\"secret\":\"" + SECRET + "\",\"as\":\"wang-ming\"}"), 503, "unavailable")
        .says("roster service")
        .toBeTriedAgain();
  }

  private HttpResponse<String> ask(String body) {
    return ask(body, "127.0.0.1");
  }

  private HttpResponse<String> ask(String body, String from) {
    return from.equals("127.0.0.1")
        ? send(
            anonymous("/api/v1/auth/token")
                .header("Content-Type", "application/json")
                .POST(text(body)))
        : FromAddress.post(from, uri("/api/v1/auth/token"), body);
  }

  private static JWTClaimsSet verified(HttpResponse<String> answer) throws Exception {
    SignedJWT jwt = SignedJWT.parse(json(answer).path("token").asString());
    assertThat(jwt.verify(new RSASSAVerifier((RSAPublicKey) KEYS.pair().getPublic()))).isTrue();
    return jwt.getJWTClaimsSet();
  }
}
