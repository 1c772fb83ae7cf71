package io.tocsin.notification.domain;

import java.time.Duration;
import java.util.Optional;
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

  private static final Words BY_CONSOLE = new Words("请在警钟控制台确认", "acknowledge in the console");
  private static final Words BY_LINK = new Words("请点击链接确认", "acknowledge by the link");

  /** A room is read by many, and the link knows only one. */
  private static final Words BY_ROOM_LINK =
      new Words(
          "请点击链接确认（以被呼叫人名义，他人请勿点击）",
          "acknowledge by the link (it answers for the person paged: nobody else should use it)");

  private static final Words BY_KEY = new Words("请按1确认", "press 1 to acknowledge");

  /**
   * What the recipient can answer with.
   *
   * @param code null for somebody who cannot answer by SMS
   * @param link acknowledges the page; null where there is none
   */
  public record Answers(@Nullable String code, @Nullable String link) {

    /** How to acknowledge on a channel. */
    public Words on(Channel channel) {
      return switch (channel) {
        case VOICE -> BY_KEY;
        case CHAT -> link == null ? BY_CONSOLE : BY_ROOM_LINK;
        case EMAIL -> link == null ? byCode() : BY_LINK;
        case SMS, INTRANET -> byCode();
      };
    }

    private Words byCode() {
      return code == null ? BY_CONSOLE : new Words("回复" + code + "确认", "reply " + code);
    }
  }

  /**
   * One wording.
   *
   * @param subject null where the channel has none
   */
  public record Said(@Nullable String subject, String sentence) {}

  /** Words of the installation's own. */
  @FunctionalInterface
  public interface Wording {

    /** Empty where it has none, or they would leave something open. */
    Optional<Said> of(PageText page, Channel channel, Language language, Answers answers);
  }

  /**
   * The message.
   *
   * @param wording takes the place of these words, but for a task: its words are the plan's
   */
  public Content on(Channel channel, Language language, Answers answers, Wording wording) {
    Said said =
        (task == null ? wording.of(this, channel, language, answers) : Optional.<Said>empty())
            .orElseGet(() -> new Said(subject(language), sentence(language, answers.on(channel))));
    String link = task == null ? answers.link() : null;
    return switch (channel) {
      case SMS, INTRANET, VOICE -> plain(language, said.sentence());
      case CHAT -> plain(language, said.sentence() + (link == null ? "" : "\n" + link));
      case EMAIL -> mail(language, said, link);
    };
  }

  private Content mail(Language language, Said said, @Nullable String link) {
    String head = said.subject() == null ? subject(language) : said.subject();
    String subject = Content.marked(exercise, language, head);
    String sentence = Content.marked(exercise, language, said.sentence());
    String facts = facts(language);
    return new Content(
        exercise,
        subject,
        sentence + "\n\n" + facts + "\n" + (link == null ? "" : "\n" + link + "\n"),
        Html.page(language, subject, sentence, facts, link));
  }

  private Content plain(Language language, String text) {
    return new Content(exercise, null, Content.marked(exercise, language, text), null);
  }

  private String sentence(Language language, Words ask) {
    if (language == Language.ZH) {
      String head = "特急：" + system.zh() + scope().zh() + "故障" + number + "，岗位：" + post.zh() + "。";
      return head + (task == null ? minutes() + "分钟内" + ask.zh() + "。" : task.zh());
    }
    String head =
        "URGENT " + system.en() + " " + scope().en() + " fault " + number + "; " + post.en() + ": ";
    return head + (task == null ? ask.en() + " in " + minutes() + " min." : task.en());
  }

  private String subject(Language language) {
    return language == Language.ZH
        ? "特急：" + system.zh() + scope().zh() + "故障" + number
        : "URGENT " + system.en() + " " + scope().en() + " fault " + number;
  }

  private String facts(Language language) {
    return language == Language.ZH
        ? "编号：%s\n系统：%s\n范围：%s\n级别：%s\n岗位：%s\n通知原因：%s"
            .formatted(number, system.zh(), scope().zh(), severity.zh(), post.zh(), why.zh())
        : "Number: %s\nSystem: %s\nScope: %s\nSeverity: %s\nPost: %s\nWhy you: %s"
            .formatted(number, system.en(), scope().en(), severity.en(), post.en(), why.en());
  }

  public Words scope() {
    return global ? new Words("全局", "global") : new Words("区域", "regional");
  }

  /** The time to acknowledge; never "in 0 min". */
  public long minutes() {
    return Math.max(1, acknowledgeWithin.plusSeconds(59).toMinutes());
  }
}
