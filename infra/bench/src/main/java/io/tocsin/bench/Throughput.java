package io.tocsin.bench;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many reports a second are accepted, each of them durable when it is answered, over
 * connections that always have one report under way.
 */
final class Throughput {

  /** Until compilers and pools have settled. */
  private static final Duration WARM_UP = Duration.ofSeconds(5);

  private final BenchOrganisation organisation;
  private final URI gateway;
  private final String token;

  Throughput(BenchOrganisation organisation, URI gateway, String token) {
    this.organisation = organisation;
    this.gateway = gateway;
    this.token = token;
  }

  /**
   * What was seen.
   *
   * @param perSecond accepted reports a second while counted
   * @param accepted all reports with a 202, those of the warm-up too
   * @param refused answers that were no 202
   * @param answer how long an answer took, while counted
   */
  record Result(double perSecond, long accepted, long refused, Spread answer) {}

  Result measure(int connections, Duration load) throws IOException, InterruptedException {
    List<byte[]> requests = requests();
    AtomicLong refused = new AtomicLong();
    AtomicLong accepted = new AtomicLong();
    long countFrom = System.nanoTime() + WARM_UP.toNanos();
    long end = countFrom + load.toNanos();
    List<Duration> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Duration>>> running = new ArrayList<>();
      for (int c = 0; c < connections; c++) {
        int first = c;
        running.add(
            clients.submit(() -> drive(requests, first, countFrom, end, accepted, refused)));
      }
      for (Future<List<Duration>> client : running) {
        answers.addAll(client.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("Expected the load to run through, but " + e.getCause(), e);
    }
    double perSecond = answers.size() * 1e9 / load.toNanos();
    return new Result(perSecond, accepted.get(), refused.get(), Spread.of(answers));
  }

  private List<Duration> drive(
      List<byte[]> requests,
      int first,
      long countFrom,
      long end,
      AtomicLong accepted,
      AtomicLong refused)
      throws IOException {
    List<Duration> answers = new ArrayList<>();
    try (KeepAliveConnection connection = new KeepAliveConnection(gateway)) {
      for (int i = first; ; i++) {
        long sent = System.nanoTime();
        if (sent >= end) {
          return answers;
        }
        int status = connection.exchange(requests.get(i % requests.size()));
        long answered = System.nanoTime();
        if (status != 202) {
          refused.incrementAndGet();
        } else {
          accepted.incrementAndGet();
          if (sent >= countFrom && answered <= end) {
            answers.add(Duration.ofNanos(answered - sent));
          }
        }
      }
    }
  }

  private List<byte[]> requests() {
    List<byte[]> requests = new ArrayList<>();
    for (String system : organisation.loaded()) {
      for (String unit : BenchOrganisation.UNITS) {
        String report = BenchOrganisation.report(system, unit);
        requests.add(KeepAliveConnection.post(gateway, "/api/v1/reports", token, report));
      }
    }
    return requests;
  }
}
