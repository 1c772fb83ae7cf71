package io.tocsin.gateway.edge;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Stands for a service behind the gateway: answers as told and remembers what it was asked. */
final class StubService {

  /** What it was asked. */
  record Asked(String method, String uri, Headers headers, String body) {}

  /** How it answers; what it was asked is there to be read. */
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws IOException, InterruptedException;
  }

  private final HttpServer server;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Answer answer = json(200, "{}");
  private volatile long revision;

  StubService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void reset() {
    asked.clear();
    answer = json(200, "{}");
    revision = 0;
  }

  void answers(Answer given) {
    answer = given;
  }

  /** The revision of the organisation that it works with. */
  void reaches(long reached) {
    revision = reached;
  }

  /** What came, without the questions for the revision. */
  List<Asked> asked() {
    return asked.stream().filter(a -> !a.uri().equals("/internal/directory")).toList();
  }

  List<Asked> askedForRevision() {
    return asked.stream().filter(a -> a.uri().equals("/internal/directory")).toList();
  }

  static Answer json(int status, String body) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] bytes = exchange.getRequestBody().readAllBytes();
      exchange.setStreams(new ByteArrayInputStream(bytes), null);
      String body = new String(bytes, StandardCharsets.UTF_8);
      String uri = exchange.getRequestURI().toString();
      asked.add(new Asked(exchange.getRequestMethod(), uri, exchange.getRequestHeaders(), body));
      if (uri.equals("/internal/directory")) {
        json(200, "{\"revision\":" + revision + "}").to(exchange);
      } else {
        answer.to(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
