package io.tocsin.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.local.fault.Faults;
import io.tocsin.local.mail.MailSink;
import io.tocsin.local.smsc.SmsCentre;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SandboxTest {

  private final Faults faults = new Faults();
  private final SmsCentre centre = SmsCentre.start(0, faults, Clock.systemUTC());
  private final MailSink mail = MailSink.start(0, faults, Clock.systemUTC());
  private final Sandbox sandbox = Sandbox.start(0, centre, mail, faults);
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void close() throws Exception {
    http.close();
    sandbox.close();
    mail.close();
    centre.close();
  }

  @Test
  void aMailInTwoFormsIsShownWithItsHeaders() throws Exception {
    send("wang-ming@province.example.cn", "特急：财务支付系统故障", "请回复", "<p>请回复</p>");

    JsonNode mails = json(get("/api/mail?to=wang-ming@province.example.cn"));

    assertThat(mails.size()).isEqualTo(1);
    JsonNode one = mails.get(0);
    assertThat(one.get("subject").asString()).isEqualTo("特急：财务支付系统故障");
    assertThat(one.get("text").asString()).isEqualTo("请回复");
    assertThat(one.get("html").asString()).isEqualTo("<p>请回复</p>");
    assertThat(one.get("headers").get("Auto-Submitted").asString()).isEqualTo("auto-generated");
    assertThat(json(get("/api/mail?to=nobody@example.cn")).size()).isZero();
  }

  @Test
  void aRejectedMailNeverShows() throws Exception {
    post("/api/faults", "{\"channel\":\"email\",\"to\":\"a@example.cn\",\"fault\":\"reject\"}");

    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> send("a@example.cn", "subject", "text", "<p>html</p>")))
        .hasStackTraceContaining("550");

    assertThat(json(get("/api/mail")).size()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/sms/reply | {\"text\":\"1234\"}                                    | from",
        "/api/sms/reply | {\"from\":\"+861\"}                                    | text",
        "/api/faults    | {\"channel\":\"fax\",\"to\":\"1\",\"fault\":\"reject\"} | SMS or EMAIL",
        "/api/faults    | {\"channel\":\"sms\",\"to\":\"1\",\"fault\":\"burn\"}   | throttle",
        "/api/faults    | {                                                      | JSON object",
      })
  void badInputIsAnsweredWithWhatWasExpected(String path, String body, String named)
      throws Exception {
    HttpResponse<String> answer = post(path, body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(json(answer).get("detail").asString()).contains("Expected").contains(named);
  }

  @Test
  void aLimitThatIsNoNumberIsRefused() throws Exception {
    assertThat(get("/api/sms?limit=many").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/handset", "/mailbox", "/static/sandbox.css", "/static/handset.js"})
  void thePagesNeedNothingFromElsewhere(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'");
    assertThat(answer.body()).doesNotContain("http://").doesNotContain("https://");
  }

  @Test
  void nothingOutsideThePagesIsServed() throws Exception {
    assertThat(get("/static/..%2f..%2flogback.xml").statusCode()).isEqualTo(404);
    assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
  }

  private void send(String to, String subject, String text, String html) throws Exception {
    Properties settings = new Properties();
    settings.put("mail.smtp.host", "127.0.0.1");
    settings.put("mail.smtp.port", Integer.toString(mail.port()));
    MimeMessage message = new MimeMessage(Session.getInstance(settings));
    message.setFrom(new InternetAddress("tocsin@example.cn"));
    message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
    message.setSubject(subject, "UTF-8");
    message.setHeader("Auto-Submitted", "auto-generated");
    MimeMultipart both = new MimeMultipart("alternative");
    for (String[] body : new String[][] {{text, "plain"}, {html, "html"}}) {
      MimeBodyPart part = new MimeBodyPart();
      part.setText(body[0], "UTF-8", body[1]);
      both.addBodyPart(part);
    }
    message.setContent(both);
    Transport.send(message);
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return http.send(
        HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + sandbox.port() + path);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.builder().build().readTree(answer.body());
  }
}
