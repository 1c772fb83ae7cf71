package io.tocsin.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.notification.domain.SmsText.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmsTextTest {

  @ParameterizedTest(name = "{1} times {0} is {3} part(s) of {2}")
  @CsvSource({
    "a, 0, GSM_7, 1",
    "a, 160, GSM_7, 1",
    "a, 161, GSM_7, 2",
    "a, 306, GSM_7, 2",
    "a, 307, GSM_7, 3",
    "€, 80, GSM_7, 1",
    "€, 81, GSM_7, 2",
    "[, 76, GSM_7, 1",
    "警, 70, UCS_2, 1",
    "警, 71, UCS_2, 2",
    "警, 134, UCS_2, 2",
    "警, 135, UCS_2, 3",
    "😀, 35, UCS_2, 1",
    "😀, 36, UCS_2, 2",
    "😀, 67, UCS_2, 3",
  })
  void countsPartsAsPhonesDo(String unit, int times, Encoding encoding, int parts) {
    SmsText sms = SmsText.of(unit.repeat(times));

    assertThat(sms.encoding()).isEqualTo(encoding);
    assertThat(sms.parts()).hasSize(parts);
  }

  @Test
  void neverTearsASurrogatePairOrAnEscapeApart() {
    SmsText chinese = SmsText.of("警".repeat(66) + "😀".repeat(40));
    SmsText latin = SmsText.of("a".repeat(152) + "€".repeat(40));

    assertThat(chinese.parts().getFirst()).hasSize(66);
    assertThat(chinese.parts())
        .noneMatch(p -> Character.isHighSurrogate(p.charAt(p.length() - 1)))
        .noneMatch(p -> Character.isLowSurrogate(p.charAt(0)));
    assertThat(latin.parts().getFirst()).hasSize(152);
    assertThat(latin.octets(0)).hasSize(152);
  }

  @Test
  void anyTextComesBackWholeAndFitsItsParts() {
    Random random = new Random(20260309);
    String alphabet = "aZ9 @€[]{}é警钟报😀Ω\n";
    for (int run = 0; run < 2_000; run++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(1, 400);
      while (text.length() < length) {
        int[] points = alphabet.codePoints().limit(random.nextBoolean() ? 9 : 99).toArray();
        text.appendCodePoint(points[random.nextInt(points.length)]);
      }

      SmsText sms = SmsText.of(text.toString());

      assertThat(String.join("", sms.parts())).isEqualTo(text.toString());
      int most = sms.encoding() == Encoding.UCS_2 ? 134 : 153;
      for (int part = 0; part < sms.parts().size(); part++) {
        assertThat(sms.octets(part).length)
            .isLessThanOrEqualTo(sms.parts().size() == 1 ? 160 : most);
        int dataCoding = sms.encoding() == Encoding.UCS_2 ? 8 : 0;
        assertThat(SmsText.read(sms.octets(part), dataCoding)).isEqualTo(sms.parts().get(part));
      }
    }
  }

  @Test
  void readsWhatPhonesWriteInTheirOwnEncodings() {
    assertThat(SmsText.read("确认1234".getBytes(StandardCharsets.UTF_16BE), 8)).isEqualTo("确认1234");
    assertThat(SmsText.read("é 1234".getBytes(StandardCharsets.ISO_8859_1), 3)).isEqualTo("é 1234");
    assertThat(SmsText.read(new byte[] {'1', '2', 0x1b, 0x65, 0x1b}, 0)).isEqualTo("12€");
  }

  @Test
  void refusesWhatNoHeaderCanCount() {
    assertThatThrownBy(() -> SmsText.of("警".repeat(67 * 256)))
        .hasMessageContaining("255")
        .hasMessageContaining("256");
  }
}
