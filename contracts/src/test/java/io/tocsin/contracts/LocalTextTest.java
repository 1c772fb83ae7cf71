package io.tocsin.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalTextTest {

  @ParameterizedTest
  @CsvSource({
    "zh-CN, 已恢复",
    "zh, 已恢复",
    "zh-Hant-TW, 已恢复",
    "en-GB, restored",
    "fr, restored",
    "und, restored"
  })
  void chinese_readers_get_chinese_and_all_others_english(String locale, String text) {
    var restored = new LocalText("已恢复", "restored");

    assertThat(restored.in(Locale.forLanguageTag(locale))).isEqualTo(text);
  }
}
