package io.tocsin.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A subscribed calendar says the same in programs that nobody here wrote as the roster does. Runs
 * where khal and calcurse are installed; {@code infra/interop.sh} installs them.
 */
class CalendarProgramsTest extends ServiceTest {

  private static final ZoneId READER = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");
  private static final String SCHEDULE = "/api/v1/schedules/new-york-duty";
  private static final int DAYS = 170;

  @TempDir Path home;
  private Path file;
  private List<Event> expected;

  /** As a reader sees it; whole ones only, since a program may cut at the end of what is asked. */
  private record Event(LocalDateTime from, LocalDateTime until, String title) {}

  @BeforeEach
  void subscribe() throws IOException {
    applied(
        demo.replace(
            "  - id: nw-duty\n",
            """
              - id: new-york-duty
                post: SE
                unit: yunxi
                timeZone: America/New_York
                layers:
                  - {role: PRIMARY, rotation: {every: PT12H, handoff: "2026-01-05T07:30", people: [wu-gang, sun-qian, li-fang]}}
                  - {role: SUBSTITUTE, rotation: {every: P1W, handoff: "2026-01-05T07:30", people: [zhao-lei, feng-tao]}}
              - id: nw-duty
            """));
    Instant soon = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofDays(3));
    post(
        admin,
        SCHEDULE + "/overrides",
        Map.of(
            "personId",
            "chen-jing",
            "from",
            soon.toString(),
            "until",
            soon.plus(Duration.ofHours(3)).toString(),
            "reason",
            "出差"));
    String path = post(admin, SCHEDULE + "/calendar-link", Map.of()).path("path").asString();
    file = home.resolve("duty.ics");
    Files.write(
        file,
        Objects.requireNonNull(
            roster
                .as("")
                .get()
                .uri(path)
                .header("Accept-Language", "zh")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody()));
    Instant now = Instant.now();
    expected = shifts(now, now.plus(Duration.ofDays(DAYS)));
  }

  private static List<Event> shifts(Instant from, Instant to) {
    List<Event> events = new ArrayList<>();
    for (JsonNode shift :
        get(admin, SCHEDULE + "/shifts?from=%s&to=%s".formatted(from, to)).path("items")) {
      Instant begins = Instant.parse(shift.path("from").asString());
      Instant ends = Instant.parse(shift.path("until").asString());
      if (begins.isAfter(from) && ends.isBefore(to)) {
        String role = shift.path("role").asString().equals("PRIMARY") ? "主班" : "替班";
        events.add(
            new Event(
                LocalDateTime.ofInstant(begins, READER),
                LocalDateTime.ofInstant(ends, READER),
                "SE %s: %s".formatted(role, shift.path("name").asString())));
      }
    }
    return sorted(events.stream());
  }

  private static List<Event> sorted(Stream<Event> events) {
    return events.sorted(Comparator.comparing(Event::from).thenComparing(Event::title)).toList();
  }

  @Test
  void khal_shows_the_shifts_of_the_roster() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/khal")), "khal is not installed");
    Path settings =
        Files.writeString(
            home.resolve("khal.conf"),
            """
            [calendars]
            [[duty]]
            path = %1$s/calendar
            [locale]
            timeformat = %%H:%%M
            dateformat = %%Y-%%m-%%d
            longdateformat = %%Y-%%m-%%d
            datetimeformat = %%Y-%%m-%%d %%H:%%M
            longdatetimeformat = %%Y-%%m-%%d %%H:%%M
            local_timezone = %2$s
            default_timezone = %2$s
            [sqlite]
            path = %1$s/khal.db
            """
                .formatted(home, READER));
    Files.createDirectory(home.resolve("calendar"));
    run("khal", "-c", settings.toString(), "import", "--batch", "-a", "duty", file.toString());

    String shown =
        run(
            "khal",
            "-c",
            settings.toString(),
            "list",
            "--once",
            "--day-format",
            "",
            "--format",
            "{start-date-long} {start-time}|{end-date-long} {end-time}|{title}",
            ZonedDateTime.now(READER).toLocalDate().toString(),
            DAYS + 1 + "d");

    assertThat(read(shown)).isEqualTo(expected).hasSizeGreaterThan(300);
  }

  @Test
  void calcurse_shows_the_shifts_of_the_roster() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/calcurse")), "calcurse is not installed");
    run("calcurse", "-D", home.toString(), "-q", "-i", file.toString());

    DateTimeFormatter day = DateTimeFormatter.ofPattern("MM/dd/uuuu");
    ZonedDateTime today = ZonedDateTime.now(READER);
    String shown =
        run(
            "calcurse",
            "-D",
            home.toString(),
            "-Q",
            "--from",
            today.format(day),
            "--to",
            today.plusDays(DAYS + 1).format(day),
            "--filter-type",
            "apt",
            "--format-apt",
            "%(start:%Y-%m-%d %H:%M)|%(end:%Y-%m-%d %H:%M)|%m\\n");

    assertThat(read(shown)).isEqualTo(expected).hasSizeGreaterThan(300);
  }

  /** Those that lie whole in the time that is compared, each once. */
  private List<Event> read(String shown) {
    LocalDateTime first = expected.getFirst().from();
    LocalDateTime last =
        expected.stream().map(Event::until).max(Comparator.naturalOrder()).orElseThrow();
    return sorted(
        shown
            .lines()
            .map(String::strip)
            .filter(line -> line.contains("|"))
            .map(line -> line.split("\\|", 3))
            .map(parts ->
                new Event(
                    LocalDateTime.parse(parts[0], MINUTE),
                    LocalDateTime.parse(parts[1], MINUTE),
                    parts[2]))
            .filter(e -> !e.from().isBefore(first) && !e.until().isAfter(last))
            .distinct());
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(home, "output", ".txt");
    ProcessBuilder program =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    program.environment().put("HOME", home.toString());
    program.environment().put("TZ", READER.getId());
    program.environment().put("LC_ALL", "C.UTF-8");
    int code = program.start().waitFor();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(code).as("%s: %s", List.of(command), said).isZero();
    return said;
  }
}
