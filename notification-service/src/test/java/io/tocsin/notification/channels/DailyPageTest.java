package io.tocsin.notification.channels;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.channels.DailyPageProperties.Contact;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Waiting;
import io.tocsin.notification.domain.Language;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When the daily page counts as arrived. */
class DailyPageTest {

  private static final Instant T0 = Instant.parse("2026-03-09T01:00:00Z");
  private static final DailyPage PAGE =
      new DailyPage(
          LocalDate.of(2026, 3, 9), Language.ZH, Duration.ofMinutes(5), Set.of(Channel.SMS));

  private static Attempting attempt() {
    Waiting page = (Waiting) PAGE.page(new Contact(Channel.SMS, "+8613800000003"), T0);
    return page.attempt("smpp:primary", T0, T0.plusSeconds(20));
  }

  @Test
  void aCentreThatPromisesReceiptsHasToBringThem() {
    var taken = attempt().handedOff(List.of("smpp:primary/1"), null);

    assertThat(DailyPage.arrived(taken)).isFalse();
    assertThat(DailyPage.arrived(taken.arrived("smpp:primary/1"))).isTrue();
  }

  @Test
  void whereNoReceiptsComeTheHandOffIsAllThatCanBeKnown() {
    assertThat(DailyPage.arrived(attempt().handedOff(List.of(), null))).isTrue();
    assertThat(DailyPage.arrived(attempt())).isFalse();
  }

  /** A service that was away all day sends it in the last minutes. */
  @Test
  void aPageOfLateInTheDayIsStillJudgedAfterMidnight() {
    DailyPageProperties nine =
        new DailyPageProperties(
            LocalTime.of(9, 0),
            ZoneId.of("Asia/Shanghai"),
            List.of(),
            Language.ZH,
            Duration.ofMinutes(5),
            Duration.ofSeconds(10));
    LocalDate ninth = LocalDate.of(2026, 3, 9);

    assertThat(nine.days(shanghai("2026-03-09T08:59:59"))).isEmpty();
    assertThat(nine.days(shanghai("2026-03-09T23:58:00"))).containsExactly(ninth);
    assertThat(nine.days(shanghai("2026-03-10T00:03:00"))).containsExactly(ninth);
    assertThat(nine.days(shanghai("2026-03-10T00:30:00"))).isEmpty();
    assertThat(nine.days(shanghai("2026-03-10T09:00:00"))).containsExactly(ninth.plusDays(1));
  }

  private static Instant shanghai(String local) {
    return LocalDateTime.parse(local).atZone(ZoneId.of("Asia/Shanghai")).toInstant();
  }
}
