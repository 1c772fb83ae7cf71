package io.tocsin.e2e;

import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.time.Duration;

/** One more process of a service beside the one of the platform, on a port of its own. */
final class SecondInstance implements AutoCloseable {

  private static final String HANDLED = "tocsin_listener_batch_size_sum";

  private final Http http;
  private final String url;
  private final Process process;
  private final Thread endsWithUs;

  private SecondInstance(Http http, String url, Process process) {
    this.http = http;
    this.url = url;
    this.process = process;
    this.endsWithUs = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(endsWithUs);
  }

  /** Returns when it is ready; its group may give it work a little later. */
  static SecondInstance of(Platform platform, String service) {
    Script script = platform.script;
    SecondInstance instance =
        new SecondInstance(
            platform.http,
            "http://127.0.0.1:" + script.port(Script.SECOND_PORT),
            script.startSecond(service));
    try {
      await("the second " + service + " to be ready")
          .atMost(Duration.ofMinutes(2))
          .ignoreExceptionsMatching(UncheckedIOException.class::isInstance)
          .until(() -> instance.get("/actuator/health/readiness").status() == 200);
    } catch (RuntimeException | Error e) {
      instance.close();
      throw e;
    }
    return instance;
  }

  String url() {
    return url;
  }

  /** How many records of a topic it was given until now. */
  long handled(String topic) {
    return get("/actuator/prometheus")
        .response()
        .body()
        .lines()
        .filter(line -> line.startsWith(HANDLED + "{") && line.contains("\"" + topic + "\""))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private Answer get(String path) {
    return http.get(url + path, null);
  }

  /** {@code kill -9}. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
    Runtime.getRuntime().removeShutdownHook(endsWithUs);
  }
}
