package io.tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * Thousands of deadlines that have come at once. Incidents take time to open, so they are opened in
 * groups, each under a policy that waits until the same moment. What a group still spreads is made
 * one crowd by stopping the escalation-service (SIGSTOP) before the first deadline and letting it
 * go on (SIGCONT) when the last has come; not for longer than the watchdog's grace. Timed from
 * there until the last page is asked for on the topic of pages, and until its message stands at the
 * SMS centre.
 */
final class DueAtOnce {

  private static final int GROUP = 500;

  /** For the start, and for each incident to open: slower than the platform is when it is cold. */
  private static final Duration AT_LEAST = Duration.ofMinutes(1);

  private static final Duration EACH = Duration.ofMillis(25);

  /** A group that would be due sooner might be due while it opens. */
  private static final Duration SOONEST = Duration.ofSeconds(15);

  private static final Duration STOP_BEFORE = Duration.ofSeconds(2);

  /** The watchdog of the roster waits for 30 s. */
  private static final Duration LONGEST_STALL = Duration.ofSeconds(25);

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration LOOK = Duration.ofMillis(100);

  /** All of them at the SMS centre. */
  private static final Duration DELIVERED_WITHIN = Duration.ofMinutes(5);

  private static final int CLIENTS = 32;
  private static final Pattern NAME = Pattern.compile("B[a-z0-9]+#");

  private final Options options;
  private final Api api;
  private final DueOrganisation organisation;
  private final Map<String, Duration> waits = new HashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();

  DueAtOnce(Options options, Api api, String run) {
    this.options = options;
    this.api = api;
    this.organisation = new DueOrganisation(run, options.due());
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
    try (PageWatch watch = PageWatch.fromNow(options.kafka(), DueOrganisation.POLICY)) {
      try {
        say("Opening " + organisation.incidents() + " incidents ...");
        openAll(watch);
        return timed(watch, kafka, smpp);
      } finally {
        say("Ending them ...");
        endOrSay(watch.incidents());
      }
    }
  }

  private Result timed(PageWatch watch, Duration kafka, Duration smpp)
      throws IOException, InterruptedException {
    long before = sms();
    Instant resumed = stallUntilAllAreDue(watch);
    watch.awaitRequested(organisation.incidents(), PATIENCE);
    awaitSms(before + organisation.incidents());
    Duration asked = Duration.between(resumed, watch.lastRequested());
    Map<String, Instant> first = new HashMap<>();
    int twice = messages(resumed, first);
    Instant last = first.values().stream().max(Instant::compareTo).orElse(resumed);
    return new Result(
        organisation.incidents(), asked, Duration.between(resumed, last), twice, kafka, smpp);
  }

  private Instant stallUntilAllAreDue(PageWatch watch) throws IOException, InterruptedException {
    List<Instant> due =
        watch.started().stream()
            .map(s -> s.at().plus(Objects.requireNonNull(waits.get(s.policy()))))
            .sorted()
            .toList();
    Instant stop = due.getFirst().minus(STOP_BEFORE);
    Instant allDue = due.getLast().plusMillis(500);
    if (Instant.now().isAfter(stop)
        || Duration.between(stop, allDue).compareTo(LONGEST_STALL) > 0) {
      throw new IOException(
          "Expected %d incidents due within %s and not yet, but they are from %s to %s: try --due with fewer"
              .formatted(organisation.incidents(), LONGEST_STALL, due.getFirst(), due.getLast()));
    }
    String pid =
        Files.readString(options.var().resolve("run").resolve("escalation-service.pid")).strip();
    say("They are due in " + Duration.between(Instant.now(), allDue).toSeconds() + " s ...");
    sleepUntil(stop);
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

  /** A group begins when the one before has: else each would be later than its policy reckons. */
  private void openAll(PageWatch watch) throws IOException, InterruptedException {
    List<String> systems = organisation.systems();
    Instant moment = Instant.now().plus(AT_LEAST).plus(EACH.multipliedBy(organisation.incidents()));
    int groups = (systems.size() + GROUP - 1) / GROUP;
    for (int group = 0; group < groups; group++) {
      Duration wait = Duration.between(Instant.now(), moment);
      if (wait.compareTo(SOONEST) < 0) {
        throw new IOException(
            "Expected %d incidents opened in time, but %d are: try --due with fewer"
                .formatted(systems.size(), group * GROUP));
      }
      waits.put(DueOrganisation.policy(group), wait);
      api.putOrganisation(organisation.document(group, groups, wait));
      int end = Math.min(systems.size(), (group + 1) * GROUP);
      open(systems.subList(group * GROUP, end));
      watch.awaitStarted(end, PATIENCE);
    }
  }

  private void open(List<String> systems) throws IOException, InterruptedException {
    send(
        systems.stream()
            .map(s -> BenchOrganisation.report(s, DueOrganisation.UNIT))
            .map(
                r -> KeepAliveConnection.post(options.gateway(), "/api/v1/reports", api.token(), r))
            .toList(),
        202);
  }

  /** What was measured is told all the same. */
  private void endOrSay(List<String> incidents) throws InterruptedException {
    try {
      end(incidents);
    } catch (IOException e) {
      System.err.println("Some of the incidents stay open: " + e.getMessage());
    }
  }

  /** As false alarms: what is only acknowledged would stand open for good. */
  private void end(List<String> incidents) throws IOException, InterruptedException {
    send(
        incidents.stream()
            .map(id -> "/api/v1/incidents/" + id + "/false-alarm")
            .map(path ->
                KeepAliveConnection.post(
                    options.gateway(), path, api.token(), "{\"reason\":\"bench\"}"))
            .toList(),
        200);
  }

  private void send(List<byte[]> requests, int expected) throws IOException, InterruptedException {
    sideBySide(client -> {
      try (KeepAliveConnection connection = new KeepAliveConnection(options.gateway())) {
        for (int i = client; i < requests.size(); i += CLIENTS) {
          int status = connection.exchange(requests.get(i));
          if (status != expected) {
            throw new IOException("Expected " + expected + ", but got " + status);
          }
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
      List<Future<?>> running = new ArrayList<>();
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

  /**
   * Until the centre has taken as many. The list of them is read behind that alone: it would take
   * part in what is measured.
   */
  private void awaitSms(long wanted) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(DELIVERED_WITHIN);
    while (sms() < wanted && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  /** How many messages the centre has taken since it runs. */
  private long sms() throws IOException, InterruptedException {
    return sandbox("/api/changes").path("sms").asLong();
  }

  /** Fills in the first arrival of each incident's message; how many came more than once. */
  private int messages(Instant since, Map<String, Instant> first)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(DELIVERED_WITHIN);
    while (true) {
      Map<String, Integer> counts = new HashMap<>();
      first.clear();
      for (JsonNode sms : sandbox("/api/sms?limit=20000")) {
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
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
  }

  private JsonNode sandbox(String path) throws IOException, InterruptedException {
    URI uri = options.sandbox().resolve(path);
    return JsonMapper.shared()
        .readTree(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body());
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
