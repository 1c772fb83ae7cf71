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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One notice to thousands by SMS, against a bare client that sends the same text to the same
 * numbers at the same centre, and pages that are asked for while such notices go out. The notice's
 * time counts from its POST until the last message stands at the centre, so it holds everything:
 * the audience, the texts, every state written down.
 */
final class Fanout {

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Until the receipts of what went before are through. */
  private static final Duration REST = Duration.ofSeconds(8);

  private static final Duration LOOK = Duration.ofMillis(50);

  private final Options options;
  private final Api api;
  private final FanoutOrganisation organisation;
  private final HttpClient http = HttpClient.newHttpClient();

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
   * @param took from a notice's POST until its last message, the one in the middle
   * @param bare as many messages by a bare client, the one in the middle
   * @param twice messages of one notice to one recipient that came more than once, of all rounds
   * @param urgent report to page while notices went out without end
   * @param notices how many did meanwhile
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
      int notices,
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
      json.put("noticesMeanwhile", notices);
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
        report -> page, meanwhile        p50 %.1f ms   p99 %.1f ms   (%d pages, %d notices)
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
              notices,
              peakMiB == null ? "?" : peakMiB);
    }
  }

  Result measure() throws IOException, InterruptedException {
    say("Setting " + organisation.recipients() + " units up ...");
    api.putOrganisation(organisation.document());
    IdleLatency pages = new IdleLatency(api, organisation.base(), options.sandbox());
    say(options.reports() + " reports one at a time, nothing else ...");
    Spread idle = pages.measure(options.warmUp(), options.reports()).paged();
    api.end(organisation.base().timed());
    say(
        "The bare client and the notice in turns, %d times each: the one in the middle counts ..."
            .formatted(options.rounds()));
    SmppFloor bareClient = new SmppFloor(options);
    List<Duration> bare = new ArrayList<>();
    List<Duration> took = new ArrayList<>();
    int twice = 0;
    for (int n = 0; n < options.rounds(); n++) {
      bare.add(bareClient.crowd(organisation.numbers(), organisation.text()));
      LockSupport.parkNanos(REST.toNanos());
      Instant start = send(n);
      Arrivals arrived = arrivals(n);
      took.add(Duration.between(start, arrived.last()));
      twice += arrived.twice();
      LockSupport.parkNanos(REST.toNanos());
    }
    say("Notices without end, and " + options.reports() + " reports meanwhile ...");
    Meanwhile meanwhile = meanwhile(pages);
    api.end(organisation.base().timed());
    return new Result(
        organisation.recipients(),
        middle(took),
        middle(bare),
        twice,
        meanwhile.urgent(),
        meanwhile.notices(),
        idle,
        peak());
  }

  /**
   * Posts a notice and waits until the centre has as many messages more as it has recipients.
   *
   * @return when it was posted
   */
  private Instant send(int n) throws IOException, InterruptedException {
    long before = sms();
    Instant start = Instant.now();
    api.post("/api/v1/notices", organisation.notice(n));
    Instant end = start.plus(PATIENCE);
    while (sms() - before < organisation.recipients()) {
      if (Instant.now().isAfter(end)) {
        throw new IOException(
            "Expected a message for each of %d recipients, but %d came within %s"
                .formatted(organisation.recipients(), sms() - before, PATIENCE));
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return start;
  }

  private record Meanwhile(Spread urgent, int notices) {}

  /** One notice goes out after the other for as long as the reports take. */
  private Meanwhile meanwhile(IdleLatency pages) throws IOException, InterruptedException {
    try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Spread> urgent =
          beside.submit(() ->
              pages
                  .measureInCrowd(options.warmUp() + options.reports(), options.reports())
                  .paged());
      int notices = 0;
      while (!urgent.isDone()) {
        send(options.rounds() + notices);
        notices++;
      }
      return new Meanwhile(urgent.get(), notices);
    } catch (ExecutionException e) {
      throw new IOException("Expected a page for every report, but " + e.getCause(), e);
    }
  }

  private static Duration middle(List<Duration> times) {
    return times.stream().sorted().toList().get(times.size() / 2);
  }

  private record Arrivals(Instant last, int twice) {}

  /** Read when all is over: the whole list takes part in whatever is measured beside it. */
  private Arrivals arrivals(int n) throws IOException, InterruptedException {
    Map<String, Integer> counts = new HashMap<>();
    Instant last = Instant.MIN;
    for (JsonNode sms : sandbox("/api/sms?limit=20000")) {
      if (sms.path("text").asString().contains(organisation.title(n))) {
        counts.merge(sms.path("to").asString(), 1, Integer::sum);
        Instant at = Instant.parse(sms.path("at").asString());
        last = at.isAfter(last) ? at : last;
      }
    }
    if (counts.size() != organisation.recipients()) {
      throw new IOException(
          "Expected a message for each of %d recipients, but %d have one"
              .formatted(organisation.recipients(), counts.size()));
    }
    return new Arrivals(last, (int) counts.values().stream().filter(c -> c > 1).count());
  }

  /** How many messages the centre has taken since it runs. */
  private long sms() throws IOException, InterruptedException {
    return sandbox("/api/changes").path("sms").asLong();
  }

  private JsonNode sandbox(String path) throws IOException, InterruptedException {
    URI uri = options.sandbox().resolve(path);
    return JsonMapper.shared()
        .readTree(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
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
