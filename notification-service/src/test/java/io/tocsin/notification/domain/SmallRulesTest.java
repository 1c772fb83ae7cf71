package io.tocsin.notification.domain;

import static io.tocsin.notification.domain.Deliveries.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reply codes, numbers, waiting. */
class SmallRulesTest {

  @ParameterizedTest
  @CsvSource({
    "1234, 1234",
    "'确认 1234', 1234",
    "'确认1234。', 1234",
    "１２３４, 1234",
    "'ok 0815 thanks', 0815",
    "'确认 48211。', 48211",
  })
  void findsTheCodeInWhatPeopleWrite(String text, String code) {
    assertThat(ReplyCode.in(text)).contains(new ReplyCode(code));
  }

  @ParameterizedTest
  @CsvSource({"收到", "123456", "123", "'2026-00423'", "''"})
  void takesNothingElseForACode(String text) {
    assertThat(ReplyCode.in(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"482113, 482113", "'验证码 ４８２１１３。', 482113", "'code: 000001', 000001"})
  void findsTheCodeOfAContactPointInWhatPeopleWrite(String text, String code) {
    assertThat(ContactCode.in(text)).contains(new ContactCode(code));
    assertThat(ReplyCode.in(text)).as("no code of a page").isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"4821", "48211", "1234567", "'482-113'", "收到"})
  void takesNothingElseForTheCodeOfAContactPoint(String text) {
    assertThat(ContactCode.in(text)).isEmpty();
  }

  @Test
  void triesTwoShortCodesThenEveryLongOneOnceAndTheSameOrderEachTime() {
    var codes =
        IntStream.range(0, 90_002)
            .mapToObj(round -> ReplyCode.candidate("i-1", "wang-ming", round).digits())
            .toList();

    assertThat(codes.subList(0, 2)).doesNotHaveDuplicates().allMatch(c -> c.matches("[1-9]\\d{3}"));
    assertThat(codes.subList(2, codes.size()))
        .doesNotHaveDuplicates()
        .allMatch(c -> c.matches("[1-9]\\d{4}"));
    assertThat(ReplyCode.candidate("i-1", "wang-ming", 3))
        .isEqualTo(ReplyCode.candidate("i-1", "wang-ming", 3))
        .isNotEqualTo(ReplyCode.candidate("i-2", "wang-ming", 3));
  }

  @ParameterizedTest
  @CsvSource({
    "+86 138 0000 0003, 8613800000003",
    "008613800000003, 8613800000003",
    "8613800000003, 8613800000003",
    "13800000003, 8613800000003",
    "+1 555 0100, 15550100",
    "10690001, 10690001",
  })
  void knowsANumberHoweverItIsWritten(String written, String digits) {
    assertThat(PhoneNumber.of(written, "86").digits()).isEqualTo(digits);
  }

  @Test
  void waitsTwiceAsLongEachTimeUpToALimit() {
    Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

    assertThat(IntStream.of(1, 2, 3, 4, 5, 6, 7, 1000).mapToObj(backoff::after))
        .extracting(Duration::toSeconds)
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
    assertThatThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("PT0S");
  }

  @Test
  void slowsDownWhenThrottledAndForgetsItAfterAGoodTime() {
    Pace once = Pace.FULL.throttled(T0);
    Instant over = once.until();

    assertThat(once.resting(T0)).isTrue();
    assertThat(once.resting(over)).isFalse();
    assertThat(once.throttled(T0.plusMillis(1))).isEqualTo(once);
    Pace twice = once.throttled(over);
    assertThat(twice.pause()).isEqualTo(once.pause().multipliedBy(2));
    assertThat(twice.accepted(twice.until())).isEqualTo(twice);
    assertThat(twice.accepted(twice.until().plus(twice.pause()))).isEqualTo(Pace.FULL);
  }
}
