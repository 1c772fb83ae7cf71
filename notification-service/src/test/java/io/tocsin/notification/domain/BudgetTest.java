package io.tocsin.notification.domain;

import static io.tocsin.notification.domain.Deliveries.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.notification.domain.Budget.Limit;
import io.tocsin.notification.domain.Budget.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 1 a minute, 5 an hour, 10 a day, and what they leave for whom. */
class BudgetTest {

  private static final Budget CHINESE =
      new Budget(
          List.of(Limit.parse("1/PT1M"), Limit.parse("5/PT1H"), Limit.parse("10/P1D")),
          null,
          30,
          true);

  private static List<Instant> every(Duration step, int times, Instant last) {
    return IntStream.range(0, times)
        .mapToObj(i -> last.minus(step.multipliedBy(times - 1L - i)))
        .toList();
  }

  @Test
  void anUnusedNumberMayBeReached() {
    assertThat(CHINESE.verdict(List.of(), Urgency.BULK, T0)).isInstanceOf(Verdict.Spend.class);
  }

  @Test
  void theWindowThatIsFullLongestSaysWhenAndWhy() {
    List<Instant> five = every(Duration.ofMinutes(2), 5, T0);

    Verdict verdict = CHINESE.verdict(five, Urgency.URGENT, T0.plusSeconds(10));

    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Wait.class,
            wait -> {
              assertThat(wait.until()).isEqualTo(five.getFirst().plus(Duration.ofHours(1)));
              assertThat(wait.reason().en()).contains("5/PT1H", "free again at");
            });
  }

  @Test
  void bulkLeavesItsShareForPages() {
    List<Instant> seven = every(Duration.ofHours(2), 7, T0.minusSeconds(3700));

    assertThat(CHINESE.verdict(seven, Urgency.BULK, T0)).isInstanceOf(Verdict.Wait.class);
    assertThat(CHINESE.verdict(seven, Urgency.URGENT, T0)).isInstanceOf(Verdict.Spend.class);
  }

  @Test
  void whatIsKeptForPagesBulkNeverUses() {
    Budget voice = new Budget(List.of(Limit.parse("20/P1D")), null, 0, false);

    assertThat(voice.verdict(List.of(), Urgency.BULK, T0)).isInstanceOf(Verdict.Never.class);
    assertThat(voice.verdict(List.of(), Urgency.URGENT, T0)).isInstanceOf(Verdict.Spend.class);
  }

  @Test
  void noWindowIsEverExceededWhateverComes() {
    Random random = new Random(20260309);
    for (int run = 0; run < 200; run++) {
      List<Instant> uses = new ArrayList<>();
      Instant now = T0;
      for (int i = 0; i < 300; i++) {
        now = now.plusSeconds(random.nextInt(1, 1200));
        Urgency urgency = random.nextInt(3) == 0 ? Urgency.URGENT : Urgency.BULK;
        Verdict verdict = CHINESE.verdict(List.copyOf(uses), urgency, now);
        if (verdict instanceof Verdict.Spend) {
          uses.add(now);
        } else if (verdict instanceof Verdict.Wait wait) {
          assertThat(wait.until()).isAfter(now);
          assertThat(CHINESE.verdict(List.copyOf(uses), urgency, wait.until()))
              .as("what is promised is kept")
              .isInstanceOf(Verdict.Spend.class);
        }
      }
      for (Limit limit : CHINESE.limits()) {
        for (Instant end : uses) {
          assertThat(
                  uses.stream().filter(u -> u.isAfter(end.minus(limit.per())) && !u.isAfter(end)))
              .hasSizeLessThanOrEqualTo(limit.count());
        }
      }
    }
  }

  @Test
  void aLimitIsWrittenAsACountAndATime() {
    assertThat(Limit.parse("5/PT1H")).isEqualTo(new Limit(5, Duration.ofHours(1)));
    assertThatThrownBy(() -> Limit.parse("five an hour"))
        .hasMessageContaining("5/PT1H")
        .hasMessageContaining("five an hour");
    assertThatThrownBy(() -> Limit.parse("0/PT1H")).hasMessageContaining("at least 1");
  }

  @Test
  void aDigestSaysAllInOneWithoutMarksAndCountsWhatIsTooLong() {
    Content one = new Content(true, null, "【演练】支付系统暂停。", null);
    Content two = new Content(true, null, "【演练】办公系统暂停。", null);

    assertThat(Digest.of(List.of(one, two), Language.ZH))
        .isEqualTo(new Digest(2, 2, "1. 支付系统暂停。\n2. 办公系统暂停。"));
    List<Content> many =
        IntStream.range(0, 30)
            .mapToObj(i -> new Content(false, null, "a notice that is quite long " + i, null))
            .toList();
    Digest digest = Digest.of(many, Language.EN);
    assertThat(digest.count()).isEqualTo(30);
    assertThat(digest.list().lines()).hasSize(digest.said() + 1);
    assertThat(digest.list()).startsWith("1. a notice").endsWith(" more on the board.");
  }
}
