package io.tocsin.notification;

import static io.tocsin.notification.world.World.number;

import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.Correlation;
import io.tocsin.contracts.DirectoryEvent.Liaison;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DirectoryEvent.VendorV1;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent.Actor;
import io.tocsin.contracts.IncidentEvent.Notice;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Topics;
import io.tocsin.notification.deliveries.BouncedContacts;
import io.tocsin.notification.world.BoardStream;
import io.tocsin.notification.world.World;
import io.tocsin.testkit.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What tests of the board share: one board, because starting one takes longer than all that they
 * do.
 */
abstract class BoardCases {

  static final World WORLD = new World("tocsin.failover.unknown-bulk=3s");
  static final Duration SOON = Patience.PATIENCE;
  static final String PHONE = number();
  static final String VENDOR_PHONE = number();
  static final Map<String, Object> PLAIN =
      Map.of(
          "type", "GENERAL",
          "title", Map.of("zh", "今晚维护", "en", "Maintenance tonight"),
          "body", Map.of("zh", "22:00 至 23:00", "en", "22:00 to 23:00"),
          "audience", "ALL_UNITS",
          "channels", List.of("INTRANET"));

  static void start() {
    WORLD.directory(
        new UnitV1("province", "省厅", null, null, null),
        new UnitV1(
            "yunxi",
            "云溪县局",
            "Yunxi",
            "province",
            new Liaison(
                "云溪联络员",
                List.of(
                    new ContactPoint(Channel.SMS, PHONE),
                    new ContactPoint(Channel.EMAIL, "yunxi@units.example.cn")))),
        new UnitV1("baita", "白塔县局", "Baita", "province", null),
        new UnitV1("yunxi-east", "云溪县局东所", "Yunxi East", "yunxi", null),
        new ManagedSystemV1(
            "payment",
            "财务支付系统",
            "Treasury payment",
            "CORE",
            new Correlation(2, Duration.ofMinutes(30)),
            List.of()),
        new PersonV1(
            "wang-ming",
            "王明",
            "Wang Ming",
            "province",
            List.of(
                new ContactPoint(Channel.EMAIL, "left@example.cn"),
                new ContactPoint(Channel.EMAIL, "wang-ming@example.cn")),
            "en"),
        new VendorV1("acme", "埃克米公司", List.of("payment"), VENDOR_PHONE, null),
        new VendorV1("other", "别家公司", List.of("tax"), number(), null),
        World.organisation());
    WORLD.start();
    WORLD.bean(BouncedContacts.class).mark("Left@example.cn", "no such user").toFuture().join();
  }

  static WebTestClient.ResponseSpec post(String role, Map<String, Object> body) {
    return WORLD.api(role).post().uri("/api/v1/notices?lang=zh").bodyValue(body).exchange();
  }

  static JsonNode posted(Map<String, Object> body) {
    return json(post("LEADER", body).expectStatus().isCreated());
  }

  /** A change by somebody who has seen the notice as it is. */
  static void changed(String method, String notice, String path, Map<String, Object> body) {
    WORLD
        .api("LEADER")
        .method(HttpMethod.valueOf(method))
        .uri("/api/v1/notices/" + notice + path)
        .header("If-Match", "*")
        .bodyValue(body)
        .exchange()
        .expectStatus()
        .isOk();
  }

  static JsonNode json(WebTestClient.ResponseSpec response) {
    return JsonMapper.shared().readTree(response.expectBody().returnResult().getResponseBody());
  }

  static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
    Map<String, Object> copy = new java.util.HashMap<>(body);
    copy.put(field, value);
    return copy;
  }

  static List<JsonNode> list(String query) {
    List<JsonNode> items = new ArrayList<>();
    json(WORLD.api(null).get().uri("/widget/notices?" + query).exchange().expectStatus().isOk())
        .path("items")
        .forEach(items::add);
    return items;
  }

  static void issue(IncidentFacts incident, Notice notice) {
    write(
        incident,
        new NoticeIssuedV1(3, incident, new LocalText("立案", "opened"), Actor.SYSTEM, notice));
  }

  static void write(IncidentFacts incident, io.tocsin.contracts.IncidentEvent event) {
    WORLD.topic.write(
        Topics.INCIDENTS,
        incident.id(),
        new Envelope<>(UUID.randomUUID().toString(), Instant.now(), null, event));
  }

  static String id(JsonNode notice) {
    return notice.path("id").asString();
  }

  static long seen(BoardStream stream, String id) {
    return stream.notices().stream().filter(e -> id(e.data()).equals(id)).count();
  }

  static Notice notice(IncidentFacts incident, Channel... channels) {
    return new Notice(
        UUID.randomUUID().toString(),
        incident.number() + "-F1",
        NoticeType.FAULT,
        null,
        new LocalText("财务支付系统故障", "Treasury payment fault"),
        new LocalText("正在处理，请稍候。", "Being dealt with."),
        Audience.UNITS,
        List.of("yunxi", "baita"),
        List.of(channels),
        Instant.now(),
        null);
  }
}
