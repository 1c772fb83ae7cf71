package io.tocsin.kit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tocsin.testkit.EmbeddedPlatform;
import io.tocsin.testkit.WholeAnswers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** How a service refuses: over a real port, because Netty has its say too. */
class RefusalTest {

  private static final SampleTokens TOKENS = new SampleTokens();
  private static ConfigurableApplicationContext service;
  private static WebTestClient web;
  private static WebTestClient stranger;

  @BeforeAll
  static void start() throws IOException {
    service =
        SampleService.start(
            Map.of(
                "spring.kafka.bootstrap-servers",
                EmbeddedPlatform.kafkaBootstrapServers(),
                "spring.mongodb.uri",
                EmbeddedPlatform.mongoUri(),
                "spring.mongodb.database",
                "refusals",
                "spring.cloud.stream.bindings.reports-in-0.group",
                "r-" + UUID.randomUUID(),
                "spring.cloud.stream.kafka.bindings.reports-in-0.consumer.start-offset",
                "latest",
                "tocsin.security.public-key",
                TOKENS.publicKey().toString()));
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    stranger =
        WebTestClient.bindToServer()
            .filter(new WholeAnswers())
            .baseUrl("http://127.0.0.1:" + port)
            .build();
    web =
        stranger
            .mutate()
            .defaultHeader("Authorization", TOKENS.bearer("wang-ming", "RESPONDER", "FUTURE_ROLE"))
            .build();
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"system":"s","degree":"BAD","parts":[],"weight":1}                        | degree         | Expected one of DEGRADED, MAIN_FUNCTION_DOWN, FULL_STOP, DATA_LOSS, but got BAD
          {"system":"s","degree":"FULL_STOP","parts":[{"code":"a","degree":"X"}],"weight":1} | parts[0].degree | Expected one of DEGRADED, MAIN_FUNCTION_DOWN, FULL_STOP, DATA_LOSS, but got X
          {"system":"s","degree":0,"parts":[],"weight":1}                            | degree         | Expected one of
          {"degree":"FULL_STOP","parts":[],"weight":1}                               | system         | Expected a value, but it is missing
          {"system":null,"degree":"FULL_STOP","parts":[],"weight":1}                 | system         | Expected a value, but it is missing
          {"system":"s","degree":"FULL_STOP","parts":[null],"weight":1}              | parts          | Expected a value, but it is missing
          {"system":"s","degree":"FULL_STOP","parts":[]}                             | weight         | Expected a value, but it is missing
          {"system":"s","degree":"FULL_STOP","parts":[],"weight":"many"}             | weight         | Expected a number
          {"system":"s","degree":"FULL_STOP","parts":{},"weight":1}                  | parts          | Expected an array
          {"system":["s"],"degree":"FULL_STOP","parts":[],"weight":1}                | system         | Expected a text
          {"system":"s","degree":"FULL_STOP","parts":[],"weight":1,"at":"yesterday"} | at             | Expected an ISO 8601 time
          {"system":"s","degree":"FULL_STOP","parts":[],"weight":1,"sistem":"x"}     | sistem         | Expected one of
          """)
  void aWrongFieldIsNamed(String body, String field, String message) {
    web.post()
        .uri("/echo")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isBadRequest()
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.status")
        .isEqualTo(400)
        .jsonPath("$.type")
        .isEqualTo("https://tocsin.io/problems/invalid-request")
        .jsonPath("$.instance")
        .isEqualTo("/echo")
        .jsonPath("$.errors[0].field")
        .value(String.class, f -> assertThat(f).startsWith(field))
        .jsonPath("$.errors[0].message")
        .value(String.class, m -> assertThat(m).startsWith(message));
  }

  @Test
  void whatIsOptionalMayBeLeftOutOrNull() {
    for (String at : new String[] {"", ",\"at\":null", ",\"at\":\"2026-11-22T10:00:00Z\""}) {
      web.post()
          .uri("/echo")
          .contentType(MediaType.APPLICATION_JSON)
          .bodyValue(
              "{\"system\":\"核心\",\"degree\":\"FULL_STOP\",\"parts\":[],\"weight\":1" + at + "}")
          .exchange()
          .expectStatus()
          .isOk()
          .expectBody()
          .jsonPath("$.system")
          .isEqualTo("核心");
    }
  }

  @Test
  void whoeverLeavesInTheMiddleOfARequestIsNoFaultOfTheService() throws IOException {
    Logger logger = (Logger) LoggerFactory.getLogger("io.tocsin.kit.web");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      for (int i = 0; i < 20; i++) {
        leaveInTheMiddle();
      }
      // The last one that left was seen, so those before it were.
      web.get().uri("/broken").exchange().expectStatus().is5xxServerError();
      await().until(() -> !log.list.isEmpty());
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).hasSize(1);
  }

  private static void leaveInTheMiddle() throws IOException {
    String port = service.getEnvironment().getRequiredProperty("local.server.port");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(port))) {
      socket
          .getOutputStream()
          .write(
              """
              POST /echo HTTP/1.1\r
              Host: localhost\r
              Authorization: %s\r
              Content-Type: application/json\r
              Content-Length: 100\r
              \r
              {"system":"s\
              """
                  .formatted(TOKENS.bearer("wang-ming", "RESPONDER"))
                  .getBytes(StandardCharsets.UTF_8));
      socket.setSoTimeout(50);
      assertThatThrownBy(() -> socket.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void brokenJsonIsToldWhereItBreaks() {
    problem("/echo", "{\"system\": \"s\",\n  \"degree\": }", 400, "invalid-request")
        .jsonPath("$.detail")
        .value(String.class, d -> assertThat(d).contains("line 2"));
    problem("/echo", "", 400, "invalid-request");
  }

  @Test
  void refusalsSpeakTheCallersLanguage() {
    web.post()
        .uri("/echo")
        .contentType(MediaType.APPLICATION_JSON)
        .header("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8")
        .bodyValue("{\"system\":\"s\",\"degree\":\"X\",\"parts\":[],\"weight\":1}")
        .exchange()
        .expectHeader()
        .valueEquals("Content-Language", "zh-CN")
        .expectBody()
        .jsonPath("$.title")
        .isEqualTo("请求内容有误")
        .jsonPath("$.errors[0].message")
        .value(String.class, m -> assertThat(m).startsWith("应为以下之一：DEGRADED"));
  }

  @Test
  void aBodyOfTwoMegabytesIsTooLarge() {
    String body = "{\"system\":\"" + "s".repeat(2 << 20) + "\"}";

    problem("/echo", body, 413, "too-large");
    web.get().uri("/me").exchange().expectStatus().isOk();
  }

  @Test
  void pathsMethodsAndTypesThatAreNotOursAreRefusedInWords() {
    get("/nowhere", 404, "not-found", d -> assertThat(d).contains("/nowhere"));
    get("/echo", 405, "method-not-allowed", d -> assertThat(d).contains("POST"));
    get("/limited", 400, "invalid-request", d -> assertThat(d).contains("limit"));
    get("/limited?limit=ten", 400, "invalid-request", d -> assertThat(d).contains("limit"));
    web.post()
        .uri("/echo")
        .contentType(MediaType.TEXT_PLAIN)
        .bodyValue("hello")
        .exchange()
        .expectStatus()
        .isEqualTo(415)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://tocsin.io/problems/unsupported-media-type");
    web.get()
        .uri("/me")
        .accept(MediaType.IMAGE_PNG)
        .exchange()
        .expectStatus()
        .isEqualTo(406)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  @Test
  void whatWentWrongInsideStaysInside() {
    web.get()
        .uri("/broken")
        .exchange()
        .expectStatus()
        .isEqualTo(500)
        .expectBody()
        .jsonPath("$.errorId")
        .isNotEmpty()
        .jsonPath("$.detail")
        .value(String.class, d -> assertThat(d).doesNotContain("secret"));
  }

  @Test
  void theCallerIsWhomTheTokenNames() {
    web.get()
        .uri("/me")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody()
        .json(
            "{\"id\":\"wang-ming\",\"name\":\"王明\",\"roles\":[\"RESPONDER\"],\"units\":[\"8801\"]}");
    get("/leaders-only", 403, "forbidden", d -> assertThat(d).contains("LEADER"));
  }

  @Test
  void noTokenAndBadTokensAreRefusedWithAChallenge() {
    unauthenticated("", "Bearer");
    unauthenticated("Bearer nonsense", "Bearer error=\"invalid_token\"");
    unauthenticated(new SampleTokens().bearer("wang-ming"), "Bearer error=\"invalid_token\"");
    unauthenticated(
        TOKENS.bearer("tocsin", "wang-ming", Instant.now().minusSeconds(300)),
        "Bearer error=\"invalid_token\"");
    unauthenticated(
        TOKENS.bearer("someone", "wang-ming", Instant.now().plusSeconds(300)),
        "Bearer error=\"invalid_token\"");
  }

  @Test
  void somePathsNeedNoToken() {
    for (String path :
        new String[] {
          "/public/notice",
          "/internal/directory",
          "/actuator/health/liveness",
          "/actuator/prometheus"
        }) {
      stranger.get().uri(path).exchange().expectStatus().isOk();
    }
    web.get().uri("/public/notice").exchange().expectHeader().doesNotExist("X-Frame-Options");
    web.get().uri("/me").exchange().expectHeader().valueEquals("X-Frame-Options", "DENY");
  }

  private static void unauthenticated(String authorization, String challenge) {
    stranger
        .get()
        .uri("/me")
        .headers(h -> {
          if (!authorization.isEmpty()) {
            h.set("Authorization", authorization);
          }
        })
        .exchange()
        .expectStatus()
        .isUnauthorized()
        .expectHeader()
        .valueEquals("WWW-Authenticate", challenge)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }

  private static void get(String path, int status, String slug, Consumer<String> detail) {
    web.get()
        .uri(path)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://tocsin.io/problems/" + slug)
        .jsonPath("$.detail")
        .value(String.class, detail);
  }

  private static WebTestClient.BodyContentSpec problem(
      String path, String body, int status, String slug) {
    return web.post()
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isEqualTo(status)
        .expectBody()
        .jsonPath("$.type")
        .isEqualTo("https://tocsin.io/problems/" + slug);
  }
}
