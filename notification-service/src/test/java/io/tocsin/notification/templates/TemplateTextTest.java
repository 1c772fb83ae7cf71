package io.tocsin.notification.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.templates.TemplateText.Fault;
import io.tocsin.notification.templates.TemplateText.Fault.Kind;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTextTest {

  private static final Map<Placeholder, String> VALUES =
      Map.of(Placeholder.SYSTEM, "财务支付系统", Placeholder.CAUSE, "{系统}[[数据库]]");

  private static String rendered(String template) {
    return Objects.requireNonNull(TemplateText.parse(template).text(), template)
        .render(VALUES::get)
        .orElse("—");
  }

  private static Fault fault(String template) {
    return Objects.requireNonNull(TemplateText.parse(template).fault(), template);
  }

  @Test
  void eitherNameOfAPlaceholderGoesInEitherLanguage() {
    assertThat(rendered("{系统} {system} { 系统 }")).isEqualTo("财务支付系统 财务支付系统 财务支付系统");
  }

  @Test
  void aPartWithAMissingValueIsLeftOutAndOneWithoutStays() {
    assertThat(rendered("{系统}停用[[，预计{恢复时间}恢复]]。")).isEqualTo("财务支付系统停用。");
    assertThat(rendered("[[{系统}停用]]。")).isEqualTo("财务支付系统停用。");
  }

  @Test
  void aMissingValueOutsideOfSuchAPartLeavesNothingToSay() {
    assertThat(rendered("预计{恢复时间}恢复")).isEqualTo("—");
  }

  @Test
  void aValueIsPutInAsItIsAndNeverReadAsATemplate() {
    assertThat(rendered("因{原因}")).isEqualTo("因{系统}[[数据库]]");
  }

  @Test
  void bracesAndBracketsCanBeWritten() {
    assertThat(rendered("{{系统} [a] ]] }")).isEqualTo("{系统} [a] ]] }");
  }

  @ParameterizedTest
  @CsvSource({
    "'a{系通}', UNKNOWN_PLACEHOLDER, 1",
    "'a{}', UNKNOWN_PLACEHOLDER, 1",
    "'ab{系统', UNCLOSED_BRACE, 2",
    "'abc[[{系统}', UNCLOSED_GROUP, 3",
    "'[[a[[b]]]]', GROUP_IN_GROUP, 3"
  })
  void aMistakeIsNamedWithItsPlace(String template, Kind kind, int at) {
    assertThat(fault(template).kind()).isEqualTo(kind);
    assertThat(fault(template).at()).isEqualTo(at);
  }

  @Test
  void whateverIsTypedIsEitherReadOrRefused() {
    Random random = new Random(20260309);
    String[] pieces = {"{", "}", "[[", "]]", "系统", "{系统}", "a", "\n", "𠮷", "{{"};
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      TemplateText.Parsed parsed = TemplateText.parse(text.toString());
      assertThat(parsed.text() == null).as(text.toString()).isEqualTo(parsed.fault() != null);
      if (parsed.text() != null) {
        assertThat(parsed.text().placeholders()).containsAll(parsed.text().required());
      }
    }
  }
}
