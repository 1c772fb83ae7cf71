package io.tocsin.notification.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a page says.
 *
 * @param system what is at fault, by its names
 * @param global whether more than one unit is hit
 * @param number the incident's number
 * @param severity by its two names, such as Ⅱ 重大 and SEV2
 * @param post what the recipient is paged as
 * @param why why this person is paged
 * @param task what is to be done, in place of the request to acknowledge; null for a page that asks
 *     somebody to take the incident up
 */
public record PageText(
    Words system,
    boolean global,
    String number,
    Words severity,
    Words post,
    Duration acknowledgeWithin,
    boolean exercise,
    Words why,
    @Nullable Words task) {

  private static final Words BY_CONSOLE =
      new Words("请在警钟控制台确认", "acknowledge in the console");
  private static final Words BY_LINK = new Words("请点击链接确认", "acknowledge by the link");
  private static final Words BY_KEY = new Words("请按1确认", "press 1 to acknowledge");

  /**
   * The SMS.
   *
   * @param code null for somebody who cannot answer by SMS
   * @param signature the sender's, such as 【江南省财政厅】; empty for none
   */
  public Content sms(Language language, @Nullable String code, String signature) {
    return plain(language, sentence(language, ask(code)) + signature);
  }

  /**
   * The mail.
   *
   * @param link acknowledges the page; null where there is none
   */
  public Content mail(Language language, @Nullable String code, @Nullable String link) {
    String subject = Content.marked(exercise, language, subject(language));
    String sentence =
        Content.marked(
            exercise, language, sentence(language, link == null ? ask(code) : BY_LINK));
    String facts = facts(language);
    String action = task == null && link != null ? link : null;
    return new Content(
        exercise,
        subject,
        sentence + "\n\n" + facts + "\n" + (action == null ? "" : "\n" + action + "\n"),
        Html.page(language, subject, sentence, facts, action));
  }

  /** For a chat room: with the link behind it, where there is one. */
  public Content chat(Language language, @Nullable String link) {
    String sentence = sentence(language, link == null ? ask(null) : BY_LINK);
    return plain(language, task != null || link == null ? sentence : sentence + "\n" + link);
  }

  /** To be read aloud, and answered on the keypad. */
  public Content voice(Language language) {
    return plain(language, sentence(language, BY_KEY));
  }

  private Content plain(Language language, String text) {
    return new Content(exercise, null, Content.marked(exercise, language, text), null);
  }

  /** How to acknowledge. */
  private static Words ask(@Nullable String code) {
    return code == null ? BY_CONSOLE : new Words("回复" + code + "确认", "reply " + code);
  }

  private String sentence(Language language, Words ask) {
    long minutes = minutes();
    if (language == Language.ZH) {
      String head = "特急:" + system.zh() + scope().zh() + "故障" + number + ",岗位:" + post.zh() + "。";
      return head + (task == null ? minutes + "分钟内" + ask.zh() + "。" : task.zh());
    }
    String head =
        "URGENT " + system.en() + " " + scope().en() + " fault " + number + "; " + post.en() + ": ";
    return head + (task == null ? ask.en() + " in " + minutes + " min." : task.en());
  }

  private String subject(Language language) {
    return language == Language.ZH
        ? "特急:" + system.zh() + scope().zh() + "故障" + number
        : "URGENT " + system.en() + " " + scope().en() + " fault " + number;
  }

  private String facts(Language language) {
    return language == Language.ZH
        ? "编号:%s\n系统:%s\n范围:%s\n级别:%s\n岗位:%s\n通知原因:%s"
            .formatted(number, system.zh(), scope().zh(), severity.zh(), post.zh(), why.zh())
        : "Number: %s\nSystem: %s\nScope: %s\nSeverity: %s\nPost: %s\nWhy you: %s"
            .formatted(number, system.en(), scope().en(), severity.en(), post.en(), why.en());
  }

  private Words scope() {
    return global ? new Words("全局", "global") : new Words("区域", "regional");
  }

  /** Never "in 0 min". */
  private long minutes() {
    return Math.max(1, acknowledgeWithin.plusSeconds(59).toMinutes());
  }
}
