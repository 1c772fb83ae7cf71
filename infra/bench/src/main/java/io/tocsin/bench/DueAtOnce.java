package io.tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Thousands of deadlines that have come at once. Incidents take time to open, so their deadlines
 * spread; to make them one crowd, the escalation-service is stopped (SIGSTOP) before the first of
 * them and goes on (SIGCONT) when the last has come. Timed from there until the last page is asked
 * for on the topic of pages, and until its message stands at the SMS centre.
 */
final class DueAtOnce {

  /** Longer than it takes to open the incidents. */
  private static final Duration AFTER = Duration.ofSeconds(90);

  private static final Duration STOP_BEFORE = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CLIENTS = 32;
  private static final Pattern NAME = Pattern.compile("B[a-z0-9]+#");

  private final Options options;
  private final Api api;
  private final DueOrganisation organisation;

  DueAtOnce(Options options, Api api, String run) {
    this.options = options;
    this.api = api;
    this.organisation = new DueOrganisation(run, options.due(), AFTER);
  }

  /**
   * What was seen, each from the moment on in which all were due.
   *
   * @param asked until the last page was read from the topic of pages
   * @param paged until the last message stood at the SMS centre
   * @param twice incidents that were paged more than once
   * @param kafkaFloor as many records of a page's size, produced (acks=all) and consumed
   * @param smppFloor as many messages to the SMS centre by a bare client
   */
  record Result(
      int incidents,
      Duration asked,
      Duration paged,
      int twice,
      Duration kafkaFloor,
      Duration smppFloor) {

    String json() {
      return JsonMapper.shared()
          .writeValueAsString(
              Map.of(
                  "incidents", incidents,
                  "askedMillis", asked.toMillis(),
                  "pagedMillis", paged.toMillis(),
                  "pagedTwice", twice,
                  "kafkaFloorMillis", kafkaFloor.toMillis(),
                  "smppFloorMillis", smppFloor.toMillis()));
    }

    String table() {
      return """
      %d incidents due at once
        all pages asked for     %8d ms   %5.1f x the bare Kafka client's %d ms
        all at the SMS centre   %8d ms   %5.1f x the bare clients' %d ms (Kafka + SMPP)
        paged more than once    %8d
      """
          .formatted(
              incidents,
              asked.toMillis(),
              over(asked, kafkaFloor),
              kafkaFloor.toMillis(),
              paged.toMillis(),
              over(paged, kafkaFloor.plus(smppFloor)),
              kafkaFloor.plus(smppFloor).toMillis(),
              twice);
    }

    private static double over(Duration time, Duration floor) {
      return (double) time.toNanos() / Math.max(1, floor.toNanos());
    }
  }

  Result measure() throws IOException, InterruptedException, ExecutionException {
    Duration kafka = CrowdFloor.kafka(options, organisation.incidents());
    Duration smpp = CrowdFloor.smpp(options, organisation.incidents());
    api.putOrganisation(organisation.document());
    try (PageWatch watch = PageWatch.fromNow(options.kafka(), DueOrganisation.POLICY)) {
      try {
        say("Opening " + organisation.incidents() + " incidents ...");
        open();
        watch.awaitStarted(organisation.incidents(), PATIENCE);
        return timed(watch, kafka, smpp);
      } finally {
        say("Acknowledging them ...");
        acknowledge(watch.incidents());
      }
    }
  }

  private Result timed(PageWatch watch, Duration kafka, Duration smpp)
      throws IOException, InterruptedException {
    Instant resumed = stallUntilAllAreDue(watch);
    watch.awaitRequested(organisation.incidents(), PATIENCE);
    Duration asked = Duration.between(resumed, watch.lastRequested());
    Map<String, Instant> first = new HashMap<>();
    int twice = messages(resumed, first);
    Instant last = first.values().stream().max(Instant::compareTo).orElse(resumed);
    return new Result(
        organisation.incidents(), asked, Duration.between(resumed, last), twice, kafka, smpp);
  }

  private Instant stallUntilAllAreDue(PageWatch watch) throws IOException, InterruptedException {
    Instant firstDue = watch.firstStarted().plus(AFTER);
    Instant allDue = watch.lastStarted().plus(AFTER).plusMillis(500);
    if (!Instant.now().plus(STOP_BEFORE).isBefore(firstDue)) {
      throw new IOException(
          "Expected %d incidents open within %s, but they took %s: try --due with fewer"
              .formatted(
                  organisation.incidents(),
                  AFTER.minus(STOP_BEFORE),
                  Duration.between(watch.firstStarted(), watch.lastStarted())));
    }
    String pid =
        Files.readString(options.var().resolve("run").resolve("escalation-service.pid")).strip();
    say("They are due in " + Duration.between(Instant.now(), allDue).toSeconds() + " s ...");
    sleepUntil(firstDue.minus(STOP_BEFORE));
    signal("-STOP", pid);
    try {
      sleepUntil(allDue);
    } finally {
      signal("-CONT", pid);
    }
    return Instant.now();
  }

  private static void signal(String signal, String pid) throws IOException, InterruptedException {
    int code = new ProcessBuilder("kill", signal, pid).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException(
          "Expected kill %s %s to succeed, but it ended with %d".formatted(signal, pid, code));
    }
  }

  private void open() throws IOException, InterruptedException {
    List<byte[]> requests =
        organisation.systems().stream()
            .map(s -> BenchOrganisation.report(s, DueOrganisation.UNIT))
            .map(
                r -> KeepAliveConnection.post(options.gateway(), "/api/v1/reports", api.token(), r))
            .toList();
    sideBySide(client -> {
      try (KeepAliveConnection connection = new KeepAliveConnection(options.gateway())) {
        for (int i = client; i < requests.size(); i += CLIENTS) {
          int status = connection.exchange(requests.get(i));
          if (status != 202) {
            throw new IOException("Expected 202 for a report, but got " + status);
          }
        }
      }
    });
  }

  private void acknowledge(List<String> incidents) throws IOException, InterruptedException {
    List<byte[]> requests =
        incidents.stream()
            .map(id -> "/api/v1/incidents/" + id + "/acknowledge")
            .map(path -> KeepAliveConnection.post(options.gateway(), path, api.token(), "{}"))
            .toList();
    sideBySide(client -> {
      try (KeepAliveConnection connection = new KeepAliveConnection(options.gateway())) {
        for (int i = client; i < requests.size(); i += CLIENTS) {
          connection.exchange(requests.get(i));
        }
      }
    });
  }

  @FunctionalInterface
  private interface Client {
    void run(int number) throws IOException;
  }

  private static void sideBySide(Client client) throws IOException, InterruptedException {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new java.util.ArrayList<>();
      for (int c = 0; c < CLIENTS; c++) {
        int number = c;
        running.add(
            clients.submit(() -> {
              client.run(number);
              return null;
            }));
      }
      for (Future<?> future : running) {
        future.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("Expected every request to be answered, but " + e.getCause(), e);
    }
  }

  /** Fills in the first arrival of each incident's message; how many came more than once. */
  private int messages(Instant since, Map<String, Instant> first)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (true) {
      Map<String, Integer> counts = new HashMap<>();
      first.clear();
      for (JsonNode sms : sandbox()) {
        Instant at = Instant.parse(sms.path("at").asString());
        Matcher name = NAME.matcher(sms.path("text").asString());
        if (!at.isBefore(since) && name.find() && name.group().contains(organisation.run())) {
          first.merge(name.group(), at, (a, b) -> a.isBefore(b) ? a : b);
          counts.merge(name.group(), 1, Integer::sum);
        }
      }
      if (first.size() >= organisation.incidents()) {
        return (int) counts.values().stream().filter(n -> n > 1).count();
      }
      if (Instant.now().isAfter(end)) {
        throw new IOException(
            "Expected a message for each of %d incidents, but %d arrived"
                .formatted(organisation.incidents(), first.size()));
      }
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
    }
  }

  private JsonNode sandbox() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String to = BenchOrganisation.PHONE.replace("+", "%2B");
      URI uri = options.sandbox().resolve("/api/sms?limit=20000&to=" + to);
      return JsonMapper.shared()
          .readTree(
              client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
    }
  }

  private static void sleepUntil(Instant time) {
    while (Instant.now().isBefore(time)) {
      LockSupport.parkNanos(Math.max(1, Duration.between(Instant.now(), time).toNanos()));
    }
  }

  private void say(String message) {
    if (!options.json()) {
      System.out.println(message);
    }
  }
}
