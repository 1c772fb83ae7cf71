package io.tocsin.notification.widget;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A headless Chromium, spoken to by its DevTools protocol over one WebSocket: no driver to
 * download.
 */
final class Chromium implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final Path profile;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();

  /** Where it is on this machine; empty where it is not. */
  static Optional<Path> installed() {
    return Stream.of(
            System.getenv("TOCSIN_CHROMIUM"),
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome")
        .filter(Objects::nonNull)
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }

  Chromium(Path program) {
    try {
      profile = Files.createTempDirectory("chromium");
      process =
          new ProcessBuilder(
                  program.toString(),
                  "--headless=new",
                  "--no-sandbox",
                  "--disable-background-networking",
                  "--disable-component-update",
                  "--disable-sync",
                  "--disable-gpu",
                  "--hide-scrollbars",
                  "--no-first-run",
                  "--remote-debugging-port=0",
                  "--user-data-dir=" + profile,
                  "about:blank")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      socket =
          HttpClient.newHttpClient()
              .newWebSocketBuilder()
              .buildAsync(URI.create("ws://127.0.0.1:" + String.join("", address())), new Reader())
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Exception e) {
      throw new IllegalStateException("Expected Chromium to answer", e);
    }
  }

  /** It writes its port and path into its profile as soon as it listens. */
  private List<String> address() {
    Path file = profile.resolve("DevToolsActivePort");
    org.awaitility.Awaitility.await()
        .atMost(PATIENCE)
        .until(() -> Files.exists(file) && Files.readAllLines(file).size() == 2);
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new tab at an address, wide as given. */
  Tab open(String address, int width) {
    String target =
        call(null, "Target.createTarget", Map.of("url", "about:blank")).path("targetId").asString();
    String session =
        call(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
            .path("sessionId")
            .asString();
    Tab tab = new Tab(target, session);
    tab.call("Page.enable", Map.of());
    tab.call("Runtime.enable", Map.of());
    tab.call("Log.enable", Map.of());
    tab.width(width);
    tab.call("Page.navigate", Map.of("url", address));
    tab.until("document.readyState === 'complete'");
    return tab;
  }

  /** One tab. */
  final class Tab {

    private final String target;
    private final String session;

    private Tab(String target, String session) {
      this.target = target;
      this.session = session;
    }

    JsonNode call(String method, Map<String, ?> parameters) {
      return Chromium.this.call(session, method, parameters);
    }

    void width(int width) {
      call(
          "Emulation.setDeviceMetricsOverride",
          Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    }

    void dark(boolean dark) {
      call(
          "Emulation.setEmulatedMedia",
          Map.of(
              "features",
              List.of(
                  Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                  Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    }

    /** The value of an expression, which may be a promise. */
    JsonNode eval(String script) {
      JsonNode answer =
          call(
              "Runtime.evaluate",
              Map.of("expression", script, "awaitPromise", true, "returnByValue", true));
      if (answer.has("exceptionDetails")) {
        throw new AssertionError(script + ": " + answer.path("exceptionDetails"));
      }
      return answer.path("result").path("value");
    }

    void until(String condition) {
      org.awaitility.Awaitility.await(condition)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> eval(condition).asBoolean(false));
    }

    void key(String key) {
      for (String type : List.of("keyDown", "keyUp")) {
        call(
            "Input.dispatchKeyEvent",
            key.equals("Enter")
                ? Map.of(
                    "type",
                    type,
                    "key",
                    key,
                    "code",
                    key,
                    "windowsVirtualKeyCode",
                    13,
                    "text",
                    "\r")
                : Map.of("type", type, "key", key, "code", key, "windowsVirtualKeyCode", 9));
      }
    }

    /** What the browser complained of: refused by CSP, failed scripts, failed loads. */
    List<String> complaints() {
      List<String> found = new ArrayList<>();
      for (JsonNode event : events) {
        if (!event.path("sessionId").asString("").equals(session)) {
          continue;
        }
        switch (event.path("method").asString("")) {
          case "Log.entryAdded" -> {
            JsonNode entry = event.path("params").path("entry");
            if (entry.path("level").asString("").equals("error")) {
              found.add(entry.path("source").asString("") + ": " + entry.path("text").asString(""));
            }
          }
          case "Runtime.exceptionThrown" ->
              found.add(event.path("params").path("exceptionDetails").toString());
          default -> {}
        }
      }
      return found;
    }

    void screenshot(Path file) {
      byte[] png =
          Base64.getDecoder()
              .decode(
                  call("Page.captureScreenshot", Map.of("format", "png")).path("data").asString());
      try {
        Files.createDirectories(file.getParent());
        Files.write(file, png);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void close() {
      Chromium.this.call(null, "Target.closeTarget", Map.of("targetId", target));
    }
  }

  private JsonNode call(@Nullable String session, String method, Map<String, ?> parameters) {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    Map<String, Object> message = new java.util.HashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (session != null) {
      message.put("sessionId", session);
    }
    try {
      synchronized (socket) {
        socket
            .sendText(JsonMapper.shared().writeValueAsString(message), true)
            .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
      JsonNode got = answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (got.has("error")) {
        throw new AssertionError(method + ": " + got.path("error"));
      }
      return got.path("result");
    } catch (Exception e) {
      throw new IllegalStateException("Expected an answer to " + method, e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      try (Stream<Path> all = Files.walk(profile)) {
        all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Reader implements WebSocket.Listener {

    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        JsonNode message = JsonMapper.shared().readTree(text.toString());
        text.setLength(0);
        CompletableFuture<JsonNode> waiting = answers.remove(message.path("id").asInt(0));
        if (waiting != null) {
          waiting.complete(message);
        } else {
          events.add(message);
        }
      }
      from.request(1);
      return null;
    }
  }
}
