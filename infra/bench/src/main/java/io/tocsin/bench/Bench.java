package io.tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code ./tocsin bench}. Sets up an organisation of its own, marks all it reports as an exercise,
 * ends what it opened and puts the former organisation back.
 */
final class Bench {

  private static final Duration DRAIN_WITHIN = Duration.ofSeconds(90);

  private final Options options;
  private final Api api;
  private final BenchOrganisation organisation;

  private Bench(Options options, Api api, BenchOrganisation organisation) {
    this.options = options;
    this.api = api;
    this.organisation = organisation;
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
    String run = Long.toString(Instant.now().getEpochSecond(), Character.MAX_RADIX);
    if ("due".equals(options.only())) {
      dueAtOnce(options, api, run);
      return;
    }
    if ("fanout".equals(options.only())) {
      fanout(options, api, run);
      return;
    }
    if ("streams".equals(options.only())) {
      var result =
          new NoticeStreams(options.gateway(), options.board(), api, run, options.streams())
              .measure();
      System.out.println(options.json() ? result.json() : result.table());
      return;
    }
    if ("stored".equals(options.only())) {
      stored(options, api, run);
      return;
    }
    var organisation = new BenchOrganisation(run, options.warmUp() + options.reports());
    Figures figures = new Bench(options, api, organisation).run();
    System.out.println(options.json() ? figures.json() : figures.table());
  }

  private static void dueAtOnce(Options options, Api api, String run) throws Exception {
    @Nullable String before = api.organisation();
    try {
      DueAtOnce.Result result = new DueAtOnce(options, api, run).measure();
      System.out.println(options.json() ? result.json() : result.table());
    } finally {
      if (before != null) {
        api.putOrganisation(before);
      }
    }
  }

  private static void fanout(Options options, Api api, String run) throws Exception {
    @Nullable String before = api.organisation();
    try {
      Fanout.Result result = new Fanout(options, api, run).measure();
      System.out.println(options.json() ? result.json() : result.table());
    } finally {
      if (before != null) {
        api.putOrganisation(before);
      }
    }
  }

  private static void stored(Options options, Api api, String run) throws Exception {
    @Nullable String before = api.organisation();
    // What is seen is said before the copies are taken out again, which takes its time.
    try (StoredIncidents stored = new StoredIncidents(options, api, run)) {
      StoredIncidents.Result result = stored.measure();
      System.out.println(options.json() ? result.json() : result.table());
    } finally {
      if (before != null) {
        api.putOrganisation(before);
      }
    }
  }

  private Figures run() throws IOException, InterruptedException, ExecutionException {
    @Nullable String before = api.organisation();
    api.putOrganisation(organisation.document());
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
          new IdleLatency(api, organisation, options.sandbox())
              .measure(options.warmUp(), options.reports());
      api.end(organisation.timed());
      say(options.connections() + " connections for " + options.load().toSeconds() + " s ...");
      var load =
          new Throughput(organisation, options.gateway(), api.token())
              .measure(options.connections(), options.load());
      Duration drain = drain(load.accepted());
      return new Figures(idle, load, drain, kafka, smpp, fsync);
    } finally {
      say("Putting everything back ...");
      api.end(organisation.timed());
      api.end(organisation.loaded());
      if (before != null) {
        api.putOrganisation(before);
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
      for (String system : organisation.loaded()) {
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

  private JsonNode incident(String system) throws IOException, InterruptedException {
    return api.get("/api/v1/incidents?system=" + system).path("items").path(0);
  }
}
