package io.tocsin.roster.ical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tocsin.roster.ical.CalendarFetch.FetchFailed;
import io.tocsin.roster.ical.CalendarFetch.Fetched;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Calendars of servers that nobody has to trust. */
class CalendarFetchTest {

  private static final Duration SOON = Duration.ofSeconds(60);

  private final CalendarServer server = CalendarServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  private static CalendarFetch fetch(String... allow) {
    return new CalendarFetch(
        new CalendarFeedProperties(
            Duration.ofMinutes(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            DataSize.ofKilobytes(64),
            List.of(allow),
            Duration.ofDays(1)));
  }

  private static Fetched get(CalendarFetch fetch, String address) {
    return Objects.requireNonNull(fetch.fetch(address, null).block(SOON));
  }

  @Test
  void a_calendar_comes_with_its_version_and_comes_once() {
    server.gives("/duty.ics", "BEGIN:VCALENDAR 值班", "\"v1\"");
    CalendarFetch fetch = fetch("127.0.0.0/8");

    Fetched first = get(fetch, server.address("/duty.ics"));
    assertThat(first).isEqualTo(new Fetched("BEGIN:VCALENDAR 值班", "\"v1\""));
    assertThat(fetch.fetch(server.address("/duty.ics"), first.etag()).block(SOON))
        .isEqualTo(new Fetched(null, "\"v1\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:%d/duty.ics",
        "http://localhost:%d/duty.ics",
        "http://[::1]:%d/duty.ics",
        "http://2130706433:%d/duty.ics",
        "http://127.1:%d/duty.ics",
        "http://0:%d/duty.ics"
      })
  void what_is_on_this_machine_is_never_asked_however_it_is_written(String address) {
    server.gives("/duty.ics", "secret", "1");

    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> get(fetch(), address.formatted(server.port())));
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void a_redirection_leads_no_further_than_an_address() {
    server.gives("/duty.ics", "BEGIN:VCALENDAR", "1");
    server.sendsTo("/old.ics", "/duty.ics");
    server.sendsTo("/inside.ics", "http://10.0.0.1/metadata");
    server.sendsTo("/round.ics", "/round.ics");
    server.sendsTo("/file.ics", "file:///etc/passwd");
    CalendarFetch fetch = fetch("127.0.0.1");

    assertThat(get(fetch, server.address("/old.ics")).text()).isEqualTo("BEGIN:VCALENDAR");
    for (String path : List.of("/inside.ics", "/round.ics", "/file.ics")) {
      assertThatExceptionOfType(FetchFailed.class)
          .isThrownBy(() -> get(fetch, server.address(path)));
    }
    assertThat(server.asked().stream().filter("/round.ics"::equals)).hasSize(4);
  }

  @Test
  void what_is_too_long_or_no_answer_is_refused() {
    server.neverEnds("/endless.ics");
    server.fails("/gone.ics", 410);
    CalendarFetch fetch = fetch("127.0.0.1/32");

    assertThatExceptionOfType(FetchFailed.class)
        .isThrownBy(() -> get(fetch, server.address("/endless.ics")))
        .withMessageContaining("65536B");
    assertThatExceptionOfType(FetchFailed.class)
        .isThrownBy(() -> get(fetch, server.address("/gone.ics")))
        .withMessageContaining("410");
  }
}
