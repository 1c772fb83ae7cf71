package io.tocsin.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.notification.domain.PageText.Answers;
import io.tocsin.notification.domain.PageText.Said;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PageTextTest {

  private static final PageText.Wording NONE =
      (page, channel, language, answers) -> Optional.empty();

  private static PageText page(boolean global, boolean exercise, Duration within) {
    return new PageText(
        new Words("财务支付系统", "Treasury payment"),
        global,
        "2026-0042",
        new Words("Ⅱ 重大", "SEV2"),
        new Words("数据库管理员", "Database administrator"),
        within,
        exercise,
        new Words("值班表 db-duty", "layer of db-duty"),
        null);
  }

  private static PageText task(boolean exercise) {
    return new PageText(
        new Words("财务支付系统", "Treasury payment"),
        true,
        "2026-0042",
        new Words("Ⅱ 重大", "SEV2"),
        new Words("组长", "Team leader"),
        Duration.ofMinutes(15),
        exercise,
        new Words("预案", "plan"),
        new Words("请于09:30前决定是否启动响应。", "Decide on the activation by 09:30."));
  }

  private static Content sms(PageText page, Language language, @Nullable String code) {
    return page.on(Channel.SMS, language, new Answers(code, null), NONE);
  }

  private static Content mail(
      PageText page, Language language, @Nullable String code, @Nullable String link) {
    return page.on(Channel.EMAIL, language, new Answers(code, link), NONE);
  }

  @Test
  void aPageAboutATaskSaysWhatIsToBeDoneAndAsksForNoCode() {
    assertThat(sms(task(false), Language.ZH, null).text())
        .isEqualTo("特急：财务支付系统全局故障2026-0042，岗位：组长。请于09:30前决定是否启动响应。");
    assertThat(sms(task(true), Language.EN, null).text())
        .isEqualTo(
            "[DRILL] URGENT Treasury payment global fault 2026-0042; Team leader: Decide on the"
                + " activation by 09:30.");
    assertThat(mail(task(false), Language.ZH, null, null).text())
        .contains("决定是否启动响应")
        .doesNotContain("分钟内");
  }

  @Test
  void theSmsReadsAsTheDomainSays() {
    PageText page = page(true, false, Duration.ofMinutes(5));

    assertThat(sms(page, Language.ZH, "4711").text())
        .isEqualTo("特急：财务支付系统全局故障2026-0042，岗位：数据库管理员。5分钟内回复4711确认。");
    assertThat(sms(page, Language.EN, "4711").text())
        .isEqualTo(
            "URGENT Treasury payment global fault 2026-0042; Database administrator: reply 4711 in"
                + " 5 min.");
  }

  @Test
  void aSignedChinesePageIsStillOnePart() {
    Content sms = sms(page(true, false, Duration.ofMinutes(5)), Language.ZH, "4711");

    assertThat(SmsText.of(sms.text() + "【江南省财政厅】").parts()).hasSize(1);
  }

  @Test
  void aDrillBeginsWithItsMarkInEveryText() {
    PageText drill = page(false, true, Duration.ofMinutes(30));

    assertThat(sms(drill, Language.ZH, "4711").text()).startsWith("【演练】特急：");
    assertThat(sms(drill, Language.EN, "4711").text()).startsWith("[DRILL] URGENT ");
    Content mail = mail(drill, Language.ZH, "4711", null);
    assertThat(mail.subject()).startsWith("【演练】");
    assertThat(mail.text()).startsWith("【演练】");
    assertThat(mail.html()).contains("<title>【演练】");
    assertThatThrownBy(() -> new Content(true, null, "特急：没有标记", null)).hasMessageContaining("没有标记");
  }

  @Test
  void eachChannelSaysHowToAcknowledgeThere() {
    PageText page = page(true, false, Duration.ofMinutes(5));
    String link = "https://t.example.cn/a?b=1&c";

    assertThat(page.on(Channel.VOICE, Language.ZH, new Answers(null, null), NONE).text())
        .endsWith("5分钟内请按1确认。");
    assertThat(page.on(Channel.VOICE, Language.EN, new Answers(null, null), NONE).text())
        .endsWith("press 1 to acknowledge in 5 min.");
    assertThat(page.on(Channel.CHAT, Language.ZH, new Answers(null, link), NONE).text())
        .endsWith("5分钟内请点击链接确认（以被呼叫人名义，他人请勿点击）。\n" + link);
    Content mail = mail(page, Language.EN, "4711", link);
    assertThat(mail.text()).contains("acknowledge by the link in 5 min.").endsWith(link + "\n");
    assertThat(mail.html()).contains("href=\"https://t.example.cn/a?b=1&amp;c\"");
    assertThat(mail.on(Channel.SMS).text()).doesNotContain("http");
  }

  @Test
  void aShortTimeIsSaidAsOneMinuteAndNeverAsNone() {
    assertThat(sms(page(true, false, Duration.ofSeconds(2)), Language.ZH, "4711").text())
        .contains("1分钟内");
    assertThat(sms(page(true, false, Duration.ofSeconds(61)), Language.EN, "4711").text())
        .contains("in 2 min.");
  }

  @Test
  void whoeverHasNoNumberIsNotAskedForACode() {
    assertThat(mail(page(true, false, Duration.ofMinutes(5)), Language.ZH, null, null).text())
        .contains("控制台确认")
        .doesNotContain("回复");
  }

  @Test
  void theMailsHtmlEscapesWhatItQuotes() {
    PageText page =
        new PageText(
            new Words("<b>系统</b>", "<b>"),
            false,
            "1",
            new Words("Ⅳ 一般", "SEV4"),
            new Words("a & b", "a & b"),
            Duration.ofMinutes(1),
            false,
            new Words("", ""),
            null);

    assertThat(Objects.requireNonNull(mail(page, Language.ZH, null, null).html()))
        .contains("&lt;b&gt;系统&lt;/b&gt;", "a &amp; b")
        .doesNotContain("<b>系统");
  }

  @Test
  void anInstallationsOwnWordsAreMarkedAndKeepTheFactsAndTheLink() {
    PageText drill = page(true, true, Duration.ofMinutes(5));
    PageText.Wording own =
        (page, channel, language, answers) ->
            Optional.of(
                new Said(
                    channel == Channel.EMAIL ? "速看" : null,
                    page.number() + answers.on(channel).in(language)));

    assertThat(drill.on(Channel.SMS, Language.ZH, new Answers("4711", null), own).text())
        .isEqualTo("【演练】2026-0042回复4711确认");
    Content mail = drill.on(Channel.EMAIL, Language.ZH, new Answers("4711", "https://t.cn/a"), own);
    assertThat(mail.subject()).isEqualTo("【演练】速看");
    assertThat(mail.text())
        .startsWith("【演练】2026-0042请点击链接确认")
        .contains("通知原因：值班表")
        .endsWith("https://t.cn/a\n");
    assertThat(task(false).on(Channel.SMS, Language.ZH, new Answers(null, null), own).text())
        .as("a task's words are the plan's")
        .contains("决定是否启动响应");
  }
}
