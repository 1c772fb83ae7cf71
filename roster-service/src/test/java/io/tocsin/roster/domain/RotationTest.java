package io.tocsin.roster.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.roster.domain.Rotation.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RotationTest {

  /** Every half minute of the days around each window, against a plain enumeration of all turns. */
  @ParameterizedTest
  @CsvSource({
    // zone, a local time two days before something happens there, what happens
    "Asia/Shanghai, 2026-12-30T00:00, a year ends",
    "Europe/Berlin, 2026-03-28T00:00, an hour is skipped",
    "Europe/Berlin, 2026-10-24T00:00, an hour comes twice",
    "America/New_York, 2028-02-27T00:00, a leap day",
    "America/New_York, 2026-03-07T00:00, an hour is skipped",
    "Australia/Lord_Howe, 2026-04-04T00:00, half an hour comes twice",
    "Australia/Lord_Howe, 2026-10-03T00:00, half an hour is skipped",
    "Pacific/Apia, 2011-12-29T00:00, a whole day is skipped",
    "America/Sao_Paulo, 2018-11-03T00:00, midnight is skipped",
  })
  void the_turn_is_the_last_one_begun_at_every_half_minute(
      String zoneId, String windowStart, String why) {
    ZoneId zone = ZoneId.of(zoneId);
    LocalDateTime window = LocalDateTime.parse(windowStart);
    for (String every : List.of("PT1H", "PT30M", "PT12H", "P1D", "P1W", "P1M")) {
      for (LocalDateTime handoff :
          List.of(
              window.minusDays(3).plusHours(2).plusMinutes(30),
              window.minusDays(31).plusHours(23).plusMinutes(59))) {
        Rotation rotation = new Rotation(TurnLength.parse(every), handoff, List.of("a", "b", "c"));
        compareEveryHalfMinute(rotation, zone, window, why + " with " + every + " at " + handoff);
      }
    }
  }

  private static void compareEveryHalfMinute(
      Rotation rotation, ZoneId zone, LocalDateTime window, String message) {
    List<Instant> starts = new ArrayList<>();
    for (long n = 0;
        n == 0 || rotation.every().after(rotation.handoff(), n - 1).isBefore(window.plusDays(6));
        n++) {
      starts.add(rotation.every().after(rotation.handoff(), n).atZone(zone).toInstant());
    }
    Instant end = window.plusDays(3).atZone(zone).toInstant();
    // No gap is longer than the hundred turns looked ahead, once the first one is found.
    int n = lastBegun(starts, window.atZone(zone).toInstant());
    for (Instant t = window.atZone(zone).toInstant(); t.isBefore(end); t = t.plusSeconds(30)) {
      for (int m = Math.max(0, n); m < starts.size() && m < n + 100; m++) {
        n = starts.get(m).isAfter(t) ? n : m;
      }
      Turn turn = Objects.requireNonNull(rotation.at(t, zone));
      if (turn.number() != n || turn.from().isAfter(t) || !turn.until().isAfter(t)) {
        assertThat(turn.number()).as(message + ": turn at " + t + ": " + turn).isEqualTo(n);
        assertThat(t).as(message + ": " + turn).isBetween(turn.from(), turn.until().minusNanos(1));
      }
    }
  }

  private static int lastBegun(List<Instant> starts, Instant t) {
    int n = -1;
    for (int m = 0; m < starts.size(); m++) {
      n = starts.get(m).isAfter(t) ? n : m;
    }
    return n;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Asia/Shanghai", "Europe/Berlin", "America/New_York", "Pacific/Apia"})
  void turns_follow_each_other_without_gap_or_overlap(String zoneId) {
    ZoneId zone = ZoneId.of(zoneId);
    Rotation rotation =
        new Rotation(
            TurnLength.parse("PT1H"),
            LocalDateTime.parse("2011-12-01T00:30"),
            List.of("a", "b", "c"));
    Instant t = rotation.begins(zone);
    for (int i = 0; i < 24 * 400; i++) {
      Turn turn = Objects.requireNonNull(rotation.at(t, zone));
      Turn next = Objects.requireNonNull(rotation.at(turn.until(), zone));
      assertThat(Objects.requireNonNull(rotation.at(turn.until().minusNanos(1), zone)).number())
          .isEqualTo(turn.number());
      assertThat(next.number()).isGreaterThan(turn.number());
      t = turn.until();
    }
  }

  @Test
  void a_handoff_stays_at_its_wall_clock_time_when_the_clocks_change() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    Rotation daily =
        new Rotation(
            TurnLength.parse("P1D"), LocalDateTime.parse("2026-03-01T08:30"), List.of("a", "b"));

    // 08:30 is 07:30Z in winter and 06:30Z from 29 March on.
    assertThat(daily.at(Instant.parse("2026-03-28T07:29:59Z"), berlin))
        .extracting(Turn::personId)
        .isEqualTo("a");
    assertThat(daily.at(Instant.parse("2026-03-28T07:30:00Z"), berlin))
        .extracting(Turn::personId)
        .isEqualTo("b");
    assertThat(daily.at(Instant.parse("2026-03-29T06:29:59Z"), berlin))
        .extracting(Turn::personId)
        .isEqualTo("b");
    assertThat(daily.at(Instant.parse("2026-03-29T06:30:00Z"), berlin))
        .isEqualTo(
            new Turn(
                28,
                "a",
                Instant.parse("2026-03-29T06:30:00Z"),
                Instant.parse("2026-03-30T06:30:00Z")));
  }

  @Test
  void a_skipped_handoff_comes_an_hour_later_and_a_repeated_one_the_first_time() {
    ZoneId newYork = ZoneId.of("America/New_York");
    Rotation daily =
        new Rotation(
            TurnLength.parse("P1D"), LocalDateTime.parse("2026-03-01T02:30"), List.of("a", "b"));
    Rotation half =
        new Rotation(
            TurnLength.parse("P1D"), LocalDateTime.parse("2026-10-01T01:30"), List.of("a", "b"));

    // 2026-03-08 02:30 does not exist: 03:30 EDT is 07:30Z.
    assertThat(daily.at(Instant.parse("2026-03-08T07:29:59Z"), newYork))
        .extracting(Turn::number)
        .isEqualTo(6L);
    assertThat(daily.at(Instant.parse("2026-03-08T07:30:00Z"), newYork))
        .extracting(Turn::number)
        .isEqualTo(7L);
    // 2026-11-01 01:30 comes at 05:30Z (EDT) and again at 06:30Z (EST); nothing changes at the
    // second.
    assertThat(half.at(Instant.parse("2026-11-01T05:29:59Z"), newYork))
        .extracting(Turn::number)
        .isEqualTo(30L);
    assertThat(half.at(Instant.parse("2026-11-01T05:30:00Z"), newYork))
        .extracting(Turn::number)
        .isEqualTo(31L);
    assertThat(half.at(Instant.parse("2026-11-01T06:05:00Z"), newYork))
        .extracting(Turn::number)
        .isEqualTo(31L);
  }

  @Test
  void a_monthly_turn_from_the_31st_ends_with_short_months_and_comes_back_to_the_31st() {
    ZoneId shanghai = ZoneId.of("Asia/Shanghai");
    Rotation monthly =
        new Rotation(
            TurnLength.parse("P1M"), LocalDateTime.parse("2026-01-31T08:00"), List.of("a", "b"));

    Turn february =
        Objects.requireNonNull(monthly.at(Instant.parse("2026-03-01T00:00:00Z"), shanghai));

    assertThat(february.from()).isEqualTo(Instant.parse("2026-02-28T00:00:00Z"));
    assertThat(february.until()).isEqualTo(Instant.parse("2026-03-31T00:00:00Z"));
  }

  @Test
  void before_the_first_handoff_nobody_is_on_duty() {
    Rotation weekly =
        new Rotation(
            TurnLength.parse("P1W"), LocalDateTime.parse("2026-01-05T08:30"), List.of("a"));

    assertThat(weekly.at(Instant.parse("2026-01-05T00:29:59Z"), ZoneId.of("Asia/Shanghai")))
        .isNull();
    assertThat(weekly.at(Instant.parse("2026-01-05T00:30:00Z"), ZoneId.of("Asia/Shanghai")))
        .isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "P7D, P1W",
    "P1D, P1D",
    "PT24H, P1D",
    "PT12H, PT12H",
    "P12M, P1Y",
    "P3M, P3M",
    "PT2S, PT2S"
  })
  void a_length_is_written_in_its_shortest_form(String iso, String canonical) {
    assertThat(TurnLength.parse(iso).toString()).isEqualTo(canonical);
    assertThat(TurnLength.parse(canonical)).isEqualTo(TurnLength.parse(iso));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"P1M2D", "P0D", "PT0S", "-P1D", "PT-1H", "a week", "", "P1X", "P99999999999Y"})
  void a_length_that_is_none_is_refused(String iso) {
    assertThatThrownBy(() -> TurnLength.parse(iso)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_turn_is_found_as_fast_long_after_the_first_handoff() {
    Rotation perSecond =
        new Rotation(
            TurnLength.parse("PT1S"), LocalDateTime.parse("2000-01-01T00:00"), List.of("a", "b"));
    Instant at = Instant.parse("2026-06-01T00:00:00.5Z");

    Turn turn = Objects.requireNonNull(perSecond.at(at, ZoneId.of("Asia/Shanghai")));

    assertThat(Duration.between(turn.from(), turn.until())).isEqualTo(Duration.ofSeconds(1));
    assertThat(turn.from()).isEqualTo(Instant.parse("2026-06-01T00:00:00Z"));
  }
}
