package io.tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long it takes from just before a notice is posted until every open stream has brought it, and
 * what the bare minimum takes with the same readers in the same run. Everything is on one machine,
 * the readers too.
 */
final class NoticeStreams {

  private static final Duration OPEN_WITHIN = Duration.ofMinutes(3);
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(30);
  private static final int WARM_UP = 2;
  private static final int POSTS = 8;

  private final URI platform;
  private final URI board;
  private final Api api;
  private final int streams;
  private final String word;

  /**
   * A measurement that has not begun.
   *
   * @param board where streams are opened: the gateway or, where one process may not hold twice as
   *     many sockets as there are streams, the notification service
   */
  NoticeStreams(URI platform, URI board, Api api, String run, int streams) {
    this.platform = platform;
    this.board = board;
    this.api = api;
    this.streams = streams;
    this.word = "#" + run + "#";
  }

  /** What was seen: over all streams and posts. */
  record Result(int streams, int posts, Spread told, Spread floor) {

    String table() {
      return """
      %,d open notice streams, %d posts, each brought by each stream
                              p50 ms    p95 ms    p99 ms    max ms
      posted -> in a stream  %s
      floor: bare writes     %s
      p99 against the floor  %.1f x
      """
          .formatted(streams, posts, row(told), row(floor), ratio());
    }

    String json() {
      var json = JsonMapper.shared().createObjectNode();
      json.put("streams", streams).put("posts", posts).put("ratioP99", ratio());
      for (var entry : java.util.Map.of("told", told, "floor", floor).entrySet()) {
        json.putObject(entry.getKey())
            .put("p50", Spread.millis(entry.getValue().p50()))
            .put("p95", Spread.millis(entry.getValue().p95()))
            .put("p99", Spread.millis(entry.getValue().p99()))
            .put("max", Spread.millis(entry.getValue().max()));
      }
      return json.toPrettyString();
    }

    private double ratio() {
      return Spread.millis(told.p99()) / Spread.millis(floor.p99());
    }

    private static String row(Spread s) {
      return "%8.1f  %8.1f  %8.1f  %8.1f"
          .formatted(
              Spread.millis(s.p50()),
              Spread.millis(s.p95()),
              Spread.millis(s.p99()),
              Spread.millis(s.max()));
    }
  }

  Result measure() throws IOException, InterruptedException {
    Spread floor = floor();
    List<String> posted = new ArrayList<>();
    try (StreamCrowd crowd =
            new StreamCrowd(board.resolve("/widget/notices/stream?lang=en"), word);
        HttpClient client = HttpClient.newHttpClient()) {
      crowd.open(streams, OPEN_WITHIN);
      List<Duration> times = new ArrayList<>();
      for (int i = 1; i <= WARM_UP + POSTS; i++) {
        long before = System.nanoTime();
        posted.add(post(client, i));
        List<Duration> seen = crowd.await(i, before, TOLD_WITHIN);
        if (i > WARM_UP) {
          times.addAll(seen);
        }
      }
      return new Result(streams, POSTS, Spread.of(times), floor);
    } finally {
      withdraw(posted);
    }
  }

  private Spread floor() throws IOException {
    String event =
        "id: 1\nevent: notice\ndata: {\"title\":\"" + word + "\"," + " ".repeat(600) + "}\n\n";
    try (StreamFloor floor = new StreamFloor();
        StreamCrowd crowd = new StreamCrowd(floor.stream(), word)) {
      crowd.open(streams, OPEN_WITHIN);
      List<Duration> times = new ArrayList<>();
      for (int i = 1; i <= WARM_UP + POSTS; i++) {
        long before = System.nanoTime();
        Thread writer = Thread.ofPlatform().start(() -> tell(floor, event));
        List<Duration> seen = crowd.await(i, before, TOLD_WITHIN);
        join(writer);
        if (i > WARM_UP) {
          times.addAll(seen);
        }
      }
      return Spread.of(times);
    }
  }

  private static void tell(StreamFloor floor, String event) {
    try {
      floor.tell(event);
    } catch (IOException e) {
      throw new IllegalStateException("Expected the floor's streams to be open", e);
    }
  }

  private static void join(Thread writer) throws IOException {
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted", e);
    }
  }

  /** The id of a notice that every unit would read, marked as an exercise. */
  private String post(HttpClient client, int number) throws IOException, InterruptedException {
    var notice = JsonMapper.shared().createObjectNode();
    notice
        .put("type", "GENERAL")
        .put("title", "Bench " + number + " " + word)
        .put("body", "A notice of the bench, taken back when it is over. ".repeat(6))
        .put("audience", "ALL_UNITS")
        .put("exercise", true)
        .put("expiresAt", Instant.now().plusSeconds(600).toString());
    notice.putArray("channels").add("INTRANET");
    HttpResponse<String> answer = send(client, "/api/v1/notices", notice.toString());
    if (answer.statusCode() != 201) {
      throw new IOException(
          "Expected the notice to be posted, but got "
              + answer.statusCode()
              + ": "
              + answer.body());
    }
    return JsonMapper.shared().readTree(answer.body()).path("id").asString();
  }

  private void withdraw(List<String> posted) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String id : posted) {
        send(client, "/api/v1/notices/" + id + "/withdraw", "{\"reason\":\"bench\"}");
      }
    }
  }

  private HttpResponse<String> send(HttpClient client, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(platform.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + api.token())
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
