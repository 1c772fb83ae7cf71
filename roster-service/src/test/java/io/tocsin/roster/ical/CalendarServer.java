package io.tocsin.roster.ical;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Somebody else's server of calendars, on this machine. */
public final class CalendarServer implements AutoCloseable {

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private CalendarServer(HttpServer server) {
    this.server = server;
  }

  public static CalendarServer start() {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      CalendarServer calendars = new CalendarServer(server);
      server.createContext("/", calendars::answer);
      server.start();
      return calendars;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String etag = exchange.getRequestHeaders().getFirst("If-None-Match");
      asked.add(exchange.getRequestURI().getPath() + (etag == null ? "" : " " + etag));
      answers
          .getOrDefault(exchange.getRequestURI().getPath(), e -> e.sendResponseHeaders(404, -1))
          .to(exchange);
    }
  }

  public String address(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** What was asked for, with the version that the asker knew, if any. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Gives this from now on, and 304 to who knows this version. */
  public void gives(String path, String text, String etag) {
    answers.put(
        path,
        exchange -> {
          if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
            exchange.sendResponseHeaders(304, -1);
            return;
          }
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("ETag", etag);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
        });
  }

  public void sendsTo(String path, String location) {
    answers.put(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", location);
          exchange.sendResponseHeaders(302, -1);
        });
  }

  public void fails(String path, int status) {
    answers.put(path, exchange -> exchange.sendResponseHeaders(status, -1));
  }

  /** Begins an answer without an end; the asker has to hang up. */
  public void neverEnds(String path) {
    answers.put(
        path,
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] more = new byte[8192];
          Arrays.fill(more, (byte) 'x');
          try {
            while (true) {
              exchange.getResponseBody().write(more);
            }
          } catch (IOException e) {
            // The asker hung up.
          }
        });
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
