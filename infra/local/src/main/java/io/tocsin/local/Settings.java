package io.tocsin.local;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the script says through the environment.
 *
 * @param home TOCSIN_VAR: data, logs and the ready mark live under it
 * @param portOffset TOCSIN_PORT_OFFSET, added to every port
 * @param parts TOCSIN_EMBEDDED, a comma list of kafka, store, smsc and mail: the ones no real part
 *     replaces
 */
record Settings(Path home, int portOffset, Set<Part> parts) {

  private static final int HIGHEST_OFFSET = 30_000;

  Settings {
    if (portOffset < 0 || portOffset > HIGHEST_OFFSET) {
      throw new StartRefusedException(
          "Expected TOCSIN_PORT_OFFSET between 0 and %d, but got %d."
              .formatted(HIGHEST_OFFSET, portOffset));
    }
  }

  /** What runs here; each with its port before the offset. */
  enum Part {
    KAFKA(19092),
    STORE(27117),
    SMSC(2775),
    MAIL(2525);

    private final int port;

    Part(int port) {
      this.port = port;
    }
  }

  static Settings of(Map<String, String> environment) {
    String offset = environment.getOrDefault("TOCSIN_PORT_OFFSET", "0");
    String parts = environment.getOrDefault("TOCSIN_EMBEDDED", "kafka,store,smsc,mail");
    try {
      return new Settings(
          Path.of(environment.getOrDefault("TOCSIN_VAR", "var")).toAbsolutePath(),
          Integer.parseInt(offset),
          Arrays.stream(parts.split(",", -1))
              .filter(p -> !p.isBlank())
              .map(p -> Part.valueOf(p.strip().toUpperCase(Locale.ROOT)))
              .collect(Collectors.toUnmodifiableSet()));
    } catch (IllegalArgumentException e) {
      throw new StartRefusedException(
          "Expected a number in TOCSIN_PORT_OFFSET and some of kafka,store,smsc,mail in TOCSIN_EMBEDDED, but got %s and %s."
              .formatted(offset, parts),
          e);
    }
  }

  int port(Part part) {
    return part.port + portOffset;
  }

  int controllerPort() {
    return Part.KAFKA.port + 1 + portOffset;
  }

  int sandboxPort() {
    return 8090 + portOffset;
  }

  Path data(String part) {
    return home.resolve("data").resolve(part);
  }

  Path readyMark() {
    return home.resolve("run").resolve("infra.ready");
  }
}
