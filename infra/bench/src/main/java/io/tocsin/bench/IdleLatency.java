package io.tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * From just before a report is sent until its page stands at the SMS centre, one report at a time
 * at a steady pace. The centre's own arrival times are read afterwards: asking for them meanwhile
 * would take part in what is measured. Only among thousands of others they are read as they come,
 * because the centre keeps no more than its latest messages.
 */
final class IdleLatency {

  /** Far above what one report needs, so that each of them meets an idle platform. */
  private static final Duration PACE = Duration.ofMillis(500);

  private static final Duration LAST_PAGE_WITHIN = Duration.ofSeconds(20);

  /** Among thousands of others, after so many reports. */
  private static final int LOOK_EVERY = 4;

  private static final Pattern NAME = Pattern.compile("B[a-z0-9]+#");

  private final Api api;
  private final BenchOrganisation organisation;
  private final URI sandbox;
  private final HttpClient http = HttpClient.newHttpClient();

  IdleLatency(Api api, BenchOrganisation organisation, URI sandbox) {
    this.api = api;
    this.organisation = organisation;
    this.sandbox = sandbox;
  }

  /**
   * What was seen.
   *
   * @param accepted until the 202 was there
   * @param paged until the page stood at the SMS centre
   */
  record Result(Spread accepted, Spread paged) {}

  Result measure(int warmUp, int reports) throws IOException, InterruptedException {
    return measure(0, warmUp, reports, false);
  }

  /** Among thousands of other messages, without a warm-up, on the systems from {@code first} on. */
  Result measureInCrowd(int first, int reports) throws IOException, InterruptedException {
    return measure(first, first, reports, true);
  }

  private Result measure(int first, int warmUp, int reports, boolean crowd)
      throws IOException, InterruptedException {
    List<Duration> accepted = new ArrayList<>();
    Map<String, Instant> sentAt = new HashMap<>();
    Map<String, Instant> arrived = new HashMap<>();
    for (int i = first; i < warmUp + reports; i++) {
      String system = organisation.timed(i);
      String body = BenchOrganisation.report(system, BenchOrganisation.UNITS.getFirst());
      Instant before = Instant.now();
      api.report(body);
      Instant after = Instant.now();
      if (i >= warmUp) {
        accepted.add(Duration.between(before, after));
        sentAt.put(BenchOrganisation.nameOf(system), before);
      }
      LockSupport.parkNanos(Duration.between(Instant.now(), before.plus(PACE)).toNanos());
      if (crowd && i % LOOK_EVERY == 0) {
        look(sentAt, arrived);
      }
    }
    return new Result(Spread.of(accepted), Spread.of(pages(sentAt, arrived)));
  }

  private List<Duration> pages(Map<String, Instant> sentAt, Map<String, Instant> arrived)
      throws IOException, InterruptedException {
    Instant end = Instant.now().plus(LAST_PAGE_WITHIN);
    while (true) {
      look(sentAt, arrived);
      if (arrived.size() == sentAt.size()) {
        return sentAt.entrySet().stream()
            .map(sent -> Duration.between(sent.getValue(), arrived.get(sent.getKey())))
            .toList();
      }
      if (Instant.now().isAfter(end)) {
        throw new IOException(
            "Expected a page for each of %d reports, but %d arrived"
                .formatted(sentAt.size(), arrived.size()));
      }
      LockSupport.parkNanos(Duration.ofMillis(250).toNanos());
    }
  }

  /** Notes the first arrival for each system's name. */
  private void look(Map<String, Instant> sentAt, Map<String, Instant> arrived)
      throws IOException, InterruptedException {
    for (JsonNode sms : messages()) {
      Matcher name = NAME.matcher(sms.path("text").asString());
      if (name.find() && sentAt.containsKey(name.group())) {
        Instant at = Instant.parse(sms.path("at").asString());
        arrived.merge(name.group(), at, (a, b) -> a.isBefore(b) ? a : b);
      }
    }
  }

  private JsonNode messages() throws IOException, InterruptedException {
    String to = BenchOrganisation.PHONE.replace("+", "%2B");
    URI uri = sandbox.resolve("/api/sms?limit=20000&to=" + to);
    String body = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    return JsonMapper.shared().readTree(body);
  }
}
