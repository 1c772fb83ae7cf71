package io.tocsin.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How the mail of a notice names its audience, and how long it grows with it. */
class NoticeTextTest {

  private static Content mail(int units, Language language) {
    List<Words> names =
        IntStream.rangeClosed(1, units).mapToObj(i -> new Words("县局" + i, "County " + i)).toList();
    return new NoticeText(
            "2026-0042-N1",
            new Words("暂停通知", "Suspension"),
            new Words("暂停。", "Suspended."),
            true,
            null,
            names,
            false)
        .mail(language);
  }

  @Test
  void namesEveryUnitOfAProvince() {
    assertThat(mail(18, Language.ZH).text()).contains("范围：县局1、县局2、", "县局18").doesNotContain("等");
  }

  @Test
  void namesTheUnitsInTheLanguageOfTheReader() {
    Content english = mail(2, Language.EN);

    assertThat(english.text()).contains("Units: County 1, County 2").doesNotContain("县局");
    assertThat(english.html()).contains("County 2").doesNotContain("县局");
  }

  @Test
  void countsThoseThatAreTooManyToBeNamedInTenThousandMails() {
    Content zh = mail(10_000, Language.ZH);

    assertThat(zh.text()).contains("县局50等10000个单位").doesNotContain("县局51");
    assertThat(mail(10_000, Language.EN).text()).contains("County 50 and 9950 more");
    assertThat(zh.text().length() + String.valueOf(zh.html()).length()).isLessThan(4000);
  }
}
