package io.tocsin.local.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tocsin.local.Ports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gateway and sandbox in one, with just enough behaviour for the demo's story. */
final class StubPlatform implements AutoCloseable {

  static final String NUMBER = "20260309-001";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpServer server;
  private final List<JsonNode> organisations = new ArrayList<>();
  private final List<Map<String, Object>> sms = new ArrayList<>();
  private final List<Map<String, Object>> timeline = new ArrayList<>();
  private final List<String> calls = new ArrayList<>();
  private int looks;

  StubPlatform(JsonNode organisation) throws IOException {
    organisations.add(organisation);
    server = HttpServer.create(Ports.loopback(0), 0);
    server.setExecutor(Executors.newSingleThreadExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  synchronized List<JsonNode> organisations() {
    return List.copyOf(organisations);
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String call = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    if (!call.startsWith("GET")) {
      calls.add(call);
    }
    Object answer = answer(call, body);
    byte[] bytes = JSON.writeValueAsBytes(answer);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private Object answer(String call, String body) {
    return switch (call) {
      case "POST /api/v1/auth/token" -> Map.of("token", "t");
      case "GET /api/v1/organisation" -> organisations.getLast();
      case "PUT /api/v1/organisation" -> {
        organisations.add(JSON.readTree(body));
        yield Map.of("revision", organisations.size());
      }
      case "POST /api/v1/reports" -> {
        reported(JSON.readTree(body).path("unit").asString());
        yield Map.of("reportId", "r-1");
      }
      case "GET /api/v1/reports/r-1" -> Map.of("incidentId", "i-1");
      case "GET /api/v1/incidents/i-1" -> Map.of("id", "i-1", "number", NUMBER);
      case "GET /api/v1/incidents/i-1/timeline" -> Map.of("items", timeline);
      case "GET /api/v1/notices" ->
          Map.of(
              "items",
              List.of(Map.of("id", "n-1", "title", "故障通报", "issuedAt", Instant.now().toString())));
      case "GET /api/sms" -> {
        escalate();
        yield sms;
      }
      case "GET /api/mail" -> List.of();
      case "POST /api/sms/reply" -> {
        happened("incident.acknowledged.v1", "李芳已确认。");
        yield Map.of();
      }
      default -> Map.of();
    };
  }

  private void reported(String unit) {
    if (unit.equals("yunxi")) {
      page("+8613800000003");
      happened("incident.opened.v1", "开启");
    } else {
      page("+8613800000001");
      page("+8613800000002");
      happened("incident.promoted.v1", "升级为全局故障");
    }
  }

  /** Some looks after the promotion nobody has answered yet. */
  private void escalate() {
    if (sms.size() >= 3 && ++looks == 3) {
      page("+8613800000004");
    }
    if (looks == 8) {
      page("+8613800000002");
      looks++;
    }
  }

  private void page(String to) {
    sms.add(
        Map.of(
            "id",
            "m-" + sms.size(),
            "to",
            to,
            "text",
            "特急：财务支付系统全局故障" + NUMBER + "，岗位：数据库管理员。5分钟内回复4711确认。",
            "at",
            Instant.now().toString()));
  }

  private void happened(String type, String summary) {
    timeline.add(
        Map.of(
            "seq",
            timeline.size() + 1,
            "type",
            type,
            "summary",
            summary,
            "at",
            Instant.now().toString()));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
