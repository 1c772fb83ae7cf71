package io.tocsin.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the library's own form. */
class InstantTextTest {

  private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long LAST = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  @Test
  void readsAndWritesWhatTheLibraryDoes() {
    Random random = new Random(20260309);
    for (int i = 0; i < 200_000; i++) {
      long second = random.nextLong(FIRST - 100_000_000, LAST + 100_000_000);
      int nano =
          switch (i % 4) {
            case 0 -> 0;
            case 1 -> random.nextInt(1_000) * 1_000_000;
            case 2 -> random.nextInt(1_000_000) * 1_000;
            default -> random.nextInt(1_000_000_000);
          };
      Instant instant = Instant.ofEpochSecond(second, nano);
      String text = instant.toString();

      assertThat(InstantText.write(instant)).isEqualTo(text);
      assertThat(InstantText.read(text)).isEqualTo(instant);
    }
  }

  @Test
  void theEndsOfTimeAreNoExceptions() {
    assertThat(Stream.of(Instant.MIN, Instant.MAX, Instant.EPOCH).map(InstantText::write))
        .containsExactly(Instant.MIN.toString(), Instant.MAX.toString(), Instant.EPOCH.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-03-09T01:20:00.5Z",
        "2026-03-09T01:20:00.12345678Z",
        "2026-03-09T09:20:00+08:00",
        "2026-03-09T09:20:00.123+08:00",
        "2026-03-09T24:00:00Z",
        "2024-02-29T23:59:59.999999999Z",
        "2016-12-31T23:59:60Z",
        "2026-03-09T01:20:00.Z",
        "0000-01-01T00:00:00Z"
      })
  void otherFormsAreReadAsTheLibraryReadsThem(String text) {
    assertThat(InstantText.read(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "yesterday",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-03-09T25:00:00Z",
        "2026-03-09T01:60:00Z",
        "2026-03-09T01:20Z",
        "2026-03-09T01:20:00.1234567890Z",
        "2026-03-09 01:20:00Z",
        "2026-03-09T01:20:0xZ",
        "2026-03-09T01:20:00"
      })
  void whatIsNoneIsRefused(String text) {
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> Instant.parse(text));
    assertThatExceptionOfType(DateTimeException.class).isThrownBy(() -> InstantText.read(text));
  }
}
