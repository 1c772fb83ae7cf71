package io.tocsin.notification.widget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A platform that does to the widget what the test wants: silence, refusals, news. */
final class StubBoard implements AutoCloseable {

  private final HttpServer server;
  private final List<OutputStream> streams = new CopyOnWriteArrayList<>();
  private final Map<String, String> held = new LinkedHashMap<>();
  final List<String> confirmations = new CopyOnWriteArrayList<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger refused = new AtomicInteger();
  private int place;
  volatile boolean away;
  volatile int confirmationStatus = 201;

  StubBoard() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/widget/tocsin-notices.js", this::script);
    server.createContext("/widget/notices/stream", this::stream);
    server.createContext("/widget/notices/", this::confirm);
    server.createContext(
        "/widget/confirmations", e -> answer(e, 200, "application/json", "{\"items\":[]}"));
    server.start();
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  int open() {
    return streams.size();
  }

  /** Puts a notice on the board; further members as JSON. */
  synchronized void post(
      String id, String type, @Nullable String severity, String title, String more) {
    String notice =
        "{\"id\":\"%s\",\"number\":\"2026-%s\",\"type\":\"%s\",\"severity\":%s,\"title\":\"%s\",\"body\":\"%s\",\"units\":[\"yunxi\"],\"revision\":1,\"issuedAt\":\"%s\"%s}"
            .formatted(
                id,
                id,
                type,
                severity == null ? "null" : "\"" + severity + "\"",
                title,
                "自 09:20 起暂停，预计 11:00 恢复。请停止操作并向窗口解释。",
                Instant.now().minusSeconds(90),
                more);
    held.put(id, notice);
    send("id: " + ++place + "\nevent: notice\ndata: " + notice + "\n\n");
  }

  /** Every stream breaks, and new ones are refused with 503 until {@link #back}. */
  synchronized void leave() {
    away = true;
    streams.removeIf(StubBoard::closed);
  }

  /** Also when the browser was gone already. */
  private static boolean closed(OutputStream stream) {
    try {
      stream.close();
      return true;
    } catch (IOException e) {
      return true;
    }
  }

  void back() {
    away = false;
  }

  private void send(String event) {
    streams.removeIf(stream -> !written(stream, event));
  }

  private static boolean written(OutputStream stream, String event) {
    try {
      stream.write(event.getBytes(StandardCharsets.UTF_8));
      stream.flush();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void script(HttpExchange exchange) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            StubBoard.class.getResourceAsStream("/static/widget/tocsin-notices.js"))) {
      answer(
          exchange,
          200,
          "text/javascript;charset=UTF-8",
          new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private void stream(HttpExchange exchange) throws IOException {
    if (away) {
      refused.incrementAndGet();
      answer(exchange, 503, "application/problem+json", "{}");
      return;
    }
    asked.add(String.valueOf(exchange.getRequestURI().getQuery()));
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream;charset=UTF-8");
    exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    synchronized (this) {
      List<String> all = new ArrayList<>(held.values());
      for (String notice : all) {
        out.write(
            ("id: " + place + "\nevent: notice\ndata: " + notice + "\n\n")
                .getBytes(StandardCharsets.UTF_8));
      }
      out.write(
          ("id: " + place + "\nevent: heartbeat\ndata: {}\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
      streams.add(out);
    }
  }

  private void confirm(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("OPTIONS")) {
      exchange
          .getResponseHeaders()
          .add("Access-Control-Allow-Headers", "authorization,content-type,accept-language");
      answer(exchange, 204, null, "");
      return;
    }
    confirmations.add(
        exchange.getRequestURI().getPath()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization")
            + " "
            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    answer(
        exchange,
        confirmationStatus,
        "application/json",
        confirmationStatus < 300 ? "{\"revision\":1}" : "{\"detail\":\"云溪县局无权确认\"}");
  }

  private static void answer(HttpExchange exchange, int status, @Nullable String type, String body)
      throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "*");
    if (type != null) {
      exchange.getResponseHeaders().add("Content-Type", type);
    }
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    exchange.getResponseBody().write(octets);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
