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

  /**
   * The SMS.
   *
   * @param code null for somebody who cannot answer by SMS
   * @param signature the sender's, such as 【江南省财政厅】; empty for none
   */
  public Content sms(Language language, @Nullable String code, String signature) {
    return new Content(
        exercise,
        null,
        Content.marked(exercise, language, sentence(language, code) + signature),
        null);
  }

  public Content mail(Language language, @Nullable String code) {
    String subject = Content.marked(exercise, language, subject(language));
    String sentence = Content.marked(exercise, language, sentence(language, code));
    String facts = facts(language);
    return new Content(
        exercise,
        subject,
        sentence + "\n\n" + facts + "\n",
        Html.page(language, subject, sentence, facts));
  }

  private String sentence(Language language, @Nullable String code) {
    long minutes = minutes();
    if (language == Language.ZH) {
      String head = "特急:" + system.zh() + scope().zh() + "故障" + number + ",岗位:" + post.zh() + "。";
      if (task != null) {
        return head + task.zh();
      }
      return head + minutes + (code == null ? "分钟内请在警钟控制台确认。" : "分钟内回复" + code + "确认。");
    }
    String head =
        "URGENT " + system.en() + " " + scope().en() + " fault " + number + "; " + post.en() + ": ";
    if (task != null) {
      return head + task.en();
    }
    return head
        + (code == null ? "acknowledge in the console" : "reply " + code)
        + " in "
        + minutes
        + " min.";
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
