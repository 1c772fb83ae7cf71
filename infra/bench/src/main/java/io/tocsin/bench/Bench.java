package io.tocsin.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./tocsin bench}. Sets up an organisation of its own, marks all it reports as an exercise,
 * acknowledges what it opened and puts the former organisation back.
 */
final class Bench {

  private static final Duration DRAIN_WITHIN = Duration.ofSeconds(90);

  private final Options options;
  private final Api api;

  private Bench(Options options, Api api) {
    this.options = options;
    this.api = api;
  }

  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.parse(arguments, System.getenv());
    } catch (IllegalArgumentException e) {
      System.err.println("tocsin bench: " + e.getMessage());
      System.exit(2);
      return;
    }
    Api api = new Api(options.gateway(), Files.readString(options.secretFile()).strip());
    Figures figures = new Bench(options, api).run();
    System.out.println(options.json() ? figures.json() : figures.table());
  }

  private Figures run() throws IOException, InterruptedException, ExecutionException {
    HttpResponse<String> before = api.organisation();
    int timed = options.warmUp() + options.reports();
    api.putOrganisation(BenchOrganisation.document(timed), "application/yaml");
    try {
      say("Floors: fsync, Kafka, SMPP ...");
      Spread fsync = new DiskFloor(options.var()).measure(300);
      Spread kafka = new KafkaFloor(options.kafka()).measure(1000);
      Spread smpp = new SmppFloor(options).measure(500);
      say(
          options.reports()
              + " reports one at a time, "
              + options.warmUp()
              + " untimed before ...");
      var idle =
          new IdleLatency(api, options.sandbox()).measure(options.warmUp(), options.reports());
      say(options.connections() + " connections for " + options.load().toSeconds() + " s ...");
      var load =
          new Throughput(options.gateway(), api.token())
              .measure(options.connections(), options.load());
      Duration drain = drain(load.accepted());
      return new Figures(idle, load, drain, kafka, smpp, fsync);
    } finally {
      say("Putting everything back ...");
      acknowledgeAll(timed);
      if (before != null) {
        String type = before.headers().firstValue("Content-Type").orElse("application/json");
        api.putOrganisation(before.body(), type);
      }
    }
  }

  private void say(String message) {
    if (!options.json()) {
      System.out.println(message);
    }
  }

  /** Waits until every accepted report counts on its incident: none may be lost. */
  private Duration drain(long accepted) throws IOException, InterruptedException {
    Instant end = Instant.now();
    while (true) {
      long correlated = 0;
      for (String system : BenchOrganisation.loaded()) {
        correlated += incident(system).path("reports").asLong(0);
      }
      Duration waited = Duration.between(end, Instant.now());
      if (correlated == accepted) {
        return waited;
      }
      if (correlated > accepted || waited.compareTo(DRAIN_WITHIN) > 0) {
        throw new IOException(
            "Expected %d reports on the incidents, but %d are there after %s"
                .formatted(accepted, correlated, waited));
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  /** Nobody acknowledges a bench: without this its pages would go on to the next level. */
  private void acknowledgeAll(int timed) throws IOException, InterruptedException {
    for (int i = 0; i < timed; i++) {
      acknowledge(BenchOrganisation.timed(i));
    }
    for (String system : BenchOrganisation.loaded()) {
      acknowledge(system);
    }
  }

  private void acknowledge(String system) throws IOException, InterruptedException {
    JsonNode incident = incident(system);
    if (!incident.isMissingNode()) {
      api.acknowledge(incident);
    }
  }

  private JsonNode incident(String system) throws IOException, InterruptedException {
    return api.get("/api/v1/incidents?system=" + system).path("items").path(0);
  }
}
