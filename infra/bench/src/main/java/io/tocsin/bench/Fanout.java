package io.tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One notice to thousands by SMS, against a bare client that sends as many to the same centre, and
 * pages that are asked for while it runs. The notice's time counts from its POST until the last
 * message stands at the centre, so it holds everything: the audience, the texts, every state
 * written down.
 */
final class Fanout {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Options options;
  private final Api api;
  private final FanoutOrganisation organisation;

  Fanout(Options options, Api api, String run) {
    this.options = options;
    this.api = api;
    this.organisation =
        new FanoutOrganisation(
            new BenchOrganisation(run, options.warmUp() + 2 * options.reports()),
            options.recipients());
  }

  /**
   * What was seen.
   *
   * @param took from the notice's POST until its last message
   * @param bare as many messages by a bare client, before
   * @param twice recipients that got it more than once
   * @param urgent report to page while the notice went out
   * @param idle the same before it
   * @param peakMiB the most memory that the notification-service has held so far, null where it
   *     cannot be read
   */
  record Result(
      int recipients,
      Duration took,
      Duration bare,
      int twice,
      Spread urgent,
      Spread idle,
      @Nullable Long peakMiB) {

    double ofBare() {
      return (double) bare.toNanos() / took.toNanos();
    }

    private double perSecond(Duration time) {
      return recipients / (Spread.millis(time) / 1000);
    }

    String json() {
      Map<String, Object> json = new HashMap<>();
      json.put("recipients", recipients);
      json.put("tookMillis", took.toMillis());
      json.put("bareMillis", bare.toMillis());
      json.put("ofBareClient", ofBare());
      json.put("twice", twice);
      json.put("urgentP50Millis", Spread.millis(urgent.p50()));
      json.put("urgentP99Millis", Spread.millis(urgent.p99()));
      json.put("idleP99Millis", Spread.millis(idle.p99()));
      if (peakMiB != null) {
        json.put("notificationPeakMiB", peakMiB);
      }
      return JsonMapper.shared().writeValueAsString(json);
    }

    String table() {
      return """
      a notice to %d recipients by SMS
        the platform            %8d ms   %7.0f/s
        the bare SMPP client    %8d ms   %7.0f/s    the platform reaches %.0f %% of it
        got it more than once   %8d
        report -> page, idle             p50 %.1f ms   p99 %.1f ms
        report -> page, meanwhile        p50 %.1f ms   p99 %.1f ms   (%d pages)
        memory of the notification-service, at most: %s MiB
      """
          .formatted(
              recipients,
              took.toMillis(),
              perSecond(took),
              bare.toMillis(),
              perSecond(bare),
              100 * ofBare(),
              twice,
              Spread.millis(idle.p50()),
              Spread.millis(idle.p99()),
              Spread.millis(urgent.p50()),
              Spread.millis(urgent.p99()),
              urgent.count(),
              peakMiB == null ? "?" : peakMiB);
    }
  }

  Result measure() throws IOException, InterruptedException {
    say("Setting " + organisation.recipients() + " units up ...");
    api.putOrganisation(organisation.document());
    IdleLatency pages = new IdleLatency(api, organisation.base(), options.sandbox());
    say(options.reports() + " reports one at a time, nothing else ...");
    Spread idle = pages.measure(options.warmUp(), options.reports()).paged();
    say("The bare client ...");
    Duration bare = CrowdFloor.smpp(options, organisation.recipients());
    say("The notice, and " + options.reports() + " reports meanwhile ...");
    Instant start = Instant.now();
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletableFuture<Spread> urgent =
          CompletableFuture.supplyAsync(() -> meanwhile(pages), beside);
      api.post("/api/v1/notices", organisation.notice());
      Arrivals arrived = awaitAll();
      return new Result(
          organisation.recipients(),
          Duration.between(start, arrived.last()),
          bare,
          arrived.twice(),
          urgent.get(),
          idle,
          peak());
    } catch (ExecutionException e) {
      throw new IOException("Expected a page for every report, but " + e.getCause(), e);
    }
  }

  private Spread meanwhile(IdleLatency pages) {
    try {
      return pages.measureFrom(options.warmUp() + options.reports(), options.reports()).paged();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private record Arrivals(Instant last, int twice) {}

  /** Asked seldom: what looks takes part in what is measured. */
  private Arrivals awaitAll() throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
      Map<String, Integer> counts = new HashMap<>();
      Instant last = Instant.MIN;
      for (JsonNode sms : sandbox()) {
        if (sms.path("text").asString().contains(organisation.title())) {
          counts.merge(sms.path("to").asString(), 1, Integer::sum);
          Instant at = Instant.parse(sms.path("at").asString());
          last = at.isAfter(last) ? at : last;
        }
      }
      if (counts.size() >= organisation.recipients()) {
        return new Arrivals(last, (int) counts.values().stream().filter(n -> n > 1).count());
      }
      if (Instant.now().isAfter(end)) {
        throw new IOException(
            "Expected a message for each of %d recipients, but %d have one after %s"
                .formatted(organisation.recipients(), counts.size(), PATIENCE));
      }
    }
  }

  private JsonNode sandbox() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = options.sandbox().resolve("/api/sms?limit=20000");
      return JsonMapper.shared()
          .readTree(
              client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
    }
  }

  /** The high-water mark of its resident memory, where the kernel tells it. */
  private @Nullable Long peak() {
    try {
      String pid =
          Files.readString(options.var().resolve("run").resolve("notification-service.pid"))
              .strip();
      return Files.readAllLines(Path.of("/proc", pid, "status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  private void say(String message) {
    if (!options.json()) {
      System.out.println(message);
    }
  }
}
