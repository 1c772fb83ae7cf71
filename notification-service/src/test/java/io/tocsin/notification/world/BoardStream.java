package io.tocsin.notification.world;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody who reads the board's stream, line by line, as browsers do. */
public final class BoardStream implements AutoCloseable {

  /** One event; {@code data} as JSON. */
  public record Event(@Nullable String id, String name, JsonNode data) {}

  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Event> events = new CopyOnWriteArrayList<>();
  public final HttpResponse<Stream<String>> response;

  public BoardStream(int port, String query, @Nullable String lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/widget/notices/stream?" + query));
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    try {
      response = client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
    } catch (IOException e) {
      throw new IllegalStateException("Expected a stream", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    Thread.ofVirtual().start(this::read);
  }

  public List<Event> notices() {
    return events.stream().filter(e -> e.name().equals("notice")).toList();
  }

  public List<Event> events() {
    return List.copyOf(events);
  }

  public String lastId() {
    return events.stream().map(Event::id).filter(Objects::nonNull).reduce("0", (a, b) -> b);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private void read() {
    List<String> lines = new ArrayList<>();
    try {
      response
          .body()
          .forEach(line -> {
            if (line.isEmpty()) {
              event(lines);
              lines.clear();
            } else {
              lines.add(line);
            }
          });
    } catch (java.io.UncheckedIOException e) {
      // The test hung up.
      return;
    }
  }

  private void event(List<String> lines) {
    String data = field(lines, "data");
    if (data != null) {
      events.add(
          new Event(
              field(lines, "id"),
              Objects.requireNonNullElse(field(lines, "event"), "message"),
              JsonMapper.shared().readTree(data)));
    }
  }

  private static @Nullable String field(List<String> lines, String name) {
    return lines.stream()
        .filter(l -> l.startsWith(name + ": "))
        .map(l -> l.substring(name.length() + 2))
        .findFirst()
        .orElse(null);
  }
}
