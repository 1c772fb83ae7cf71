package io.tocsin.bench;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The way from a report to its page, and the newest page of the list, with a store that holds many
 * finished incidents, over the same in the same run before they were there. Closing takes them out
 * again.
 */
final class StoredIncidents implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Until what a crowd of writes left to be done behind them is done. */
  private static final Duration SETTLE = Duration.ofSeconds(30);

  private static final int LISTS = 100;

  private final Options options;
  private final Api api;
  private final String run;
  private final MongoClient client;
  private final FinishedCopies copies;
  private boolean written;

  StoredIncidents(Options options, Api api, String run) {
    this.options = options;
    this.api = api;
    this.run = run;
    this.client = MongoClients.create(options.mongo());
    this.copies = new FinishedCopies(client, "bench-" + run + "-stored", options.stored());
  }

  /**
   * What was seen of one store.
   *
   * @param list the 50 newest incidents
   */
  record Seen(IdleLatency.Result idle, Spread list) {}

  /**
   * What was seen.
   *
   * @param stored how many finished incidents there were the second time
   * @param documents how many all their documents were
   * @param writing how long it took to store them
   */
  record Result(int stored, long documents, Duration writing, Seen before, Seen with) {

    String json() {
      ObjectNode json = JsonMapper.shared().createObjectNode().put("stored", stored);
      json.put("documents", documents);
      json.put("writingSeconds", writing.toSeconds());
      put(json.putObject("reportToSmsCentre"), before.idle.paged(), with.idle.paged());
      put(json.putObject("reportAccepted"), before.idle.accepted(), with.idle.accepted());
      put(json.putObject("newestPageOfTheList"), before.list, with.list);
      return json.toString();
    }

    String table() {
      String head =
          String.format(
              Locale.ROOT,
              "%,d finished incidents, %,d documents, stored in %d s (ms)%n",
              stored,
              documents,
              writing.toSeconds());
      return head
          + row("report -> SMS centre", before.idle.paged(), with.idle.paged())
          + row("report -> 202", before.idle.accepted(), with.idle.accepted())
          + row("newest page of the list", before.list, with.list);
    }

    private static String row(String name, Spread before, Spread with) {
      return String.format(
          Locale.ROOT,
          "  %-24s p50 %7.2f, before %7.2f: %4.2f x   p99 %7.2f, before %7.2f: %4.2f x%n",
          name,
          Spread.millis(with.p50()),
          Spread.millis(before.p50()),
          over(with.p50(), before.p50()),
          Spread.millis(with.p99()),
          Spread.millis(before.p99()),
          over(with.p99(), before.p99()));
    }

    private static void put(ObjectNode json, Spread before, Spread with) {
      json.put("beforeP50Millis", Spread.millis(before.p50()));
      json.put("withP50Millis", Spread.millis(with.p50()));
      json.put("ratioP50", over(with.p50(), before.p50()));
      json.put("beforeP99Millis", Spread.millis(before.p99()));
      json.put("withP99Millis", Spread.millis(with.p99()));
      json.put("ratioP99", over(with.p99(), before.p99()));
    }

    private static double over(Duration time, Duration floor) {
      return (double) time.toNanos() / Math.max(1, floor.toNanos());
    }
  }

  Result measure() throws IOException, InterruptedException {
    // The first part is not counted: code that gets faster with use would flatter the second.
    seen("w");
    Seen before = seen("a");
    String finished = finished();
    Instant began = Instant.now();
    written = true;
    int each = copies.write(finished, this::say);
    Duration writing = Duration.between(began, Instant.now());
    say("Stored in %d s; resting ...".formatted(writing.toSeconds()));
    LockSupport.parkNanos(SETTLE.toNanos());
    long documents = (long) each * options.stored();
    return new Result(options.stored(), documents, writing, before, seen("b"));
  }

  @Override
  public void close() {
    try (client) {
      if (written) {
        say("Taking them out again ...");
        copies.remove();
      }
    }
  }

  /**
   * Measures with systems of its own.
   *
   * @param part one letter: the name of a system stands in its page, which has the room of one SMS
   */
  private Seen seen(String part) throws IOException, InterruptedException {
    var organisation = new BenchOrganisation(run + part, options.warmUp() + options.reports());
    api.putOrganisation(organisation.document());
    say(options.reports() + " reports one at a time ...");
    IdleLatency.Result idle =
        new IdleLatency(api, organisation, options.sandbox())
            .measure(options.warmUp(), options.reports());
    List<Duration> lists = new ArrayList<>();
    for (int i = 0; i < LISTS; i++) {
      Instant began = Instant.now();
      api.get("/api/v1/incidents?limit=50");
      lists.add(Duration.between(began, Instant.now()));
    }
    api.end(organisation.timed());
    return new Seen(idle, Spread.of(lists));
  }

  /** The id of one that was reported and then found to be a false alarm. */
  private String finished() throws IOException, InterruptedException {
    String system = new BenchOrganisation(run + "a", 1).loaded().getFirst();
    api.report(BenchOrganisation.report(system, BenchOrganisation.UNITS.getFirst()));
    Instant end = Instant.now().plus(PATIENCE);
    String id = "";
    while (Instant.now().isBefore(end)) {
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
      if (id.isEmpty()) {
        id = incident(system).path("id").asString("");
        if (!id.isEmpty()) {
          api.post("/api/v1/incidents/" + id + "/false-alarm", "{\"reason\": \"bench\"}");
        }
      } else if (copies.isAtRest(id, Duration.ofSeconds(3))) {
        return id;
      }
    }
    throw new IOException("Expected a finished incident of " + system + ", but there is none yet");
  }

  private JsonNode incident(String system) throws IOException, InterruptedException {
    return api.get("/api/v1/incidents?system=" + system).path("items").path(0);
  }

  private void say(String message) {
    if (!options.json()) {
      System.out.println(message);
    }
  }
}
