package io.tocsin.notification.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Channel;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.SmsText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedTemplatesTest {

  private static final Map<Template.Key, Template> SHIPPED = ShippedTemplates.read();

  static Stream<Template> all() {
    return SHIPPED.values().stream();
  }

  private static String sms(MessageKind kind, Language language) {
    Template template =
        Objects.requireNonNull(SHIPPED.get(new Template.Key(kind, Channel.SMS, language)));
    return Templates.render(template, Placeholder.samples(language == Language.ZH))
        .orElseThrow()
        .body();
  }

  private static List<FieldError> errors(
      MessageKind kind, Channel channel, @Nullable String subject, String body) {
    return TemplateCheck.errors(
        new Template(new Template.Key(kind, channel, Language.ZH), subject, body));
  }

  @Test
  void everyKindHasATextForEachOfItsChannelsInBothLanguages() {
    int channels = Arrays.stream(MessageKind.values()).mapToInt(k -> k.channels().size()).sum();
    assertThat(SHIPPED).hasSize(2 * channels);
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatIsShippedPassesItsOwnCheck(Template template) {
    assertThat(TemplateCheck.errors(template)).as(template.key().id()).isEmpty();
    assertThat(
            Templates.render(
                template, Placeholder.samples(template.key().language() == Language.ZH)))
        .isPresent();
  }

  @Test
  void theTextsAreThoseOfTheDomain() {
    assertThat(sms(MessageKind.PAGE, Language.ZH))
        .isEqualTo("特急：财务支付系统全局故障2026-0042，岗位：数据库管理员。5分钟内回复4821确认。");
    assertThat(sms(MessageKind.PAGE, Language.EN))
        .isEqualTo(
            "URGENT Treasury payment global fault 2026-0042; Database: reply 4821 in 5 min.");
    assertThat(sms(MessageKind.DIGEST, Language.ZH)).isEqualTo("共3条通告：\n2026-0042 暂停；2026-0043 进展");
    assertThat(sms(MessageKind.SUSPENSION, Language.ZH))
        .isEqualTo("财务支付系统因数据库故障自09:20起暂停，预计11:00恢复。请停止操作并向窗口解释。");
    assertThat(sms(MessageKind.SUSPENSION, Language.EN))
        .isEqualTo(
            "Treasury payment suspended from 09:20: database. Expected back 11:00. Stop work,"
                + " inform the counters.");
    assertThat(sms(MessageKind.PROGRESS, Language.ZH)).isEqualTo("财务支付系统仍在处置，阶段：响应中，下次通报09:50。");
    assertThat(sms(MessageKind.RESTORATION, Language.EN))
        .isEqualTo(
            "Treasury payment restored 11:00. Check your last entry before 09:18 and key in the"
                + " backlog.");
    assertThat(SmsText.of(sms(MessageKind.SUSPENSION, Language.ZH)).parts()).hasSize(1);
  }

  @Test
  void whatCannotBeSavedIsNamedByItsField() {
    assertThat(errors(MessageKind.SUSPENSION, Channel.SMS, null, "{系统}自{开始时间}{系通}"))
        .singleElement()
        .satisfies(e -> {
          assertThat(e.field()).isEqualTo("body");
          assertThat(e.message().en()).contains("{系通}").contains("{system}");
        });
    assertThat(errors(MessageKind.SUSPENSION, Channel.SMS, null, "{系统}停用"))
        .singleElement()
        .satisfies(e -> assertThat(e.message().zh()).contains("{开始时间}"));
    assertThat(errors(MessageKind.PAGE, Channel.SMS, null, "{系统} {码} {批准人}"))
        .singleElement()
        .satisfies(e -> assertThat(e.message().zh()).contains("{批准人/approver}"));
    assertThat(errors(MessageKind.PAGE, Channel.SMS, null, "{系统}，请回复{码}")).isEmpty();
    assertThat(errors(MessageKind.PAGE, Channel.VOICE, null, "{系统}故障"))
        .singleElement()
        .satisfies(e -> assertThat(e.message().zh()).contains("{确认方式}"));
    assertThat(errors(MessageKind.GENERAL, Channel.SMS, "标题", "{正文}"))
        .singleElement()
        .satisfies(e -> assertThat(e.field()).isEqualTo("subject"));
    assertThat(errors(MessageKind.GENERAL, Channel.EMAIL, null, "{正文}"))
        .singleElement()
        .satisfies(e -> assertThat(e.field()).isEqualTo("subject"));
    assertThat(errors(MessageKind.GENERAL, Channel.SMS, null, "{正文}" + "长".repeat(700)))
        .singleElement()
        .satisfies(e -> assertThat(e.message().zh()).contains("条短信"));
  }

  @Test
  void nobodyCanWriteTheMarkOfADrillIntoWhatARealFaultSays() {
    assertThat(errors(MessageKind.GENERAL, Channel.SMS, null, "【演练】{正文}")).hasSize(1);
    assertThat(errors(MessageKind.GENERAL, Channel.EMAIL, "[Drill] x", "{正文}")).hasSize(1);
  }
}
