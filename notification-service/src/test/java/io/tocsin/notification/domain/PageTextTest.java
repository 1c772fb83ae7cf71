package io.tocsin.notification.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PageTextTest {

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

  @Test
  void aPageAboutATaskSaysWhatIsToBeDoneAndAsksForNoCode() {
    assertThat(task(false).sms(Language.ZH, null, "").text())
        .isEqualTo("特急:财务支付系统全局故障2026-0042,岗位:组长。请于09:30前决定是否启动响应。");
    assertThat(task(true).sms(Language.EN, null, "").text())
        .isEqualTo(
            "[DRILL] URGENT Treasury payment global fault 2026-0042; Team leader: Decide on the"
                + " activation by 09:30.");
    assertThat(task(false).mail(Language.ZH, null, null).text())
        .contains("决定是否启动响应")
        .doesNotContain("分钟内");
  }

  @Test
  void theSmsReadsAsTheDomainSays() {
    PageText page = page(true, false, Duration.ofMinutes(5));

    assertThat(page.sms(Language.ZH, "4711", "").text())
        .isEqualTo("特急:财务支付系统全局故障2026-0042,岗位:数据库管理员。5分钟内回复4711确认。");
    assertThat(page.sms(Language.EN, "4711", "").text())
        .isEqualTo(
            "URGENT Treasury payment global fault 2026-0042; Database administrator: reply 4711 in"
                + " 5 min.");
  }

  @Test
  void aSignedChinesePageIsStillOnePart() {
    Content sms = page(true, false, Duration.ofMinutes(5)).sms(Language.ZH, "4711", "【江南省财政厅】");

    assertThat(sms.text()).endsWith("确认。【江南省财政厅】");
    assertThat(SmsText.of(sms.text()).parts()).hasSize(1);
  }

  @Test
  void aDrillBeginsWithItsMarkInEveryText() {
    PageText drill = page(false, true, Duration.ofMinutes(30));

    assertThat(drill.sms(Language.ZH, "4711", "【厅】").text()).startsWith("【演练】特急:");
    assertThat(drill.sms(Language.EN, "4711", "").text()).startsWith("[DRILL] URGENT ");
    Content mail = drill.mail(Language.ZH, "4711", null);
    assertThat(mail.subject()).startsWith("【演练】");
    assertThat(mail.text()).startsWith("【演练】");
    assertThat(mail.html()).contains("<title>【演练】");
    assertThatThrownBy(() -> new Content(true, null, "特急:没有标记", null)).hasMessageContaining("没有标记");
  }

  @Test
  void eachChannelSaysHowToAcknowledgeThere() {
    PageText page = page(true, false, Duration.ofMinutes(5));
    String link = "https://t.example.cn/a?b=1&c";

    assertThat(page.voice(Language.ZH).text()).endsWith("5分钟内请按1确认。");
    assertThat(page.voice(Language.EN).text()).endsWith("press 1 to acknowledge in 5 min.");
    assertThat(page.chat(Language.ZH, link).text()).endsWith("5分钟内请点击链接确认。\n" + link);
    Content mail = page.mail(Language.EN, "4711", link);
    assertThat(mail.text()).contains("acknowledge by the link in 5 min.").endsWith(link + "\n");
    assertThat(mail.html()).contains("href=\"https://t.example.cn/a?b=1&amp;c\"");
    assertThat(mail.on(Channel.SMS).text()).doesNotContain("http");
  }

  @Test
  void aShortTimeIsSaidAsOneMinuteAndNeverAsNone() {
    assertThat(page(true, false, Duration.ofSeconds(2)).sms(Language.ZH, "4711", "").text())
        .contains("1分钟内");
    assertThat(page(true, false, Duration.ofSeconds(61)).sms(Language.EN, "4711", "").text())
        .contains("in 2 min.");
  }

  @Test
  void whoeverHasNoNumberIsNotAskedForACode() {
    assertThat(page(true, false, Duration.ofMinutes(5)).mail(Language.ZH, null, null).text())
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

    assertThat(Objects.requireNonNull(page.mail(Language.ZH, null, null).html()))
        .contains("&lt;b&gt;系统&lt;/b&gt;", "a &amp; b")
        .doesNotContain("<b>系统");
  }
}
