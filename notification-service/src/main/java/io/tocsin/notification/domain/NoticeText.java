package io.tocsin.notification.domain;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a notice says to a unit by SMS and e-mail.
 *
 * @param speaksForItself whether the body alone is a whole message, as those that the platform
 *     writes are; else the title goes before it
 * @param severity null where it is about no incident
 * @param units the names of those in the audience
 */
public record NoticeText(
    String number,
    Words title,
    Words body,
    boolean speaksForItself,
    @Nullable Words severity,
    List<Words> units,
    boolean exercise) {

  private static final int NAMED = 50;

  public Content sms(Language language) {
    String text =
        speaksForItself
            ? body.in(language)
            : title.in(language) + (language == Language.ZH ? "：" : ": ") + bare(language);
    return new Content(exercise, null, Content.marked(exercise, language, text), null);
  }

  public Content mail(Language language) {
    String subject = Content.marked(exercise, language, title.in(language));
    String text = Content.marked(exercise, language, body.in(language));
    String facts = facts(language);
    return new Content(
        exercise, subject, text + "\n\n" + facts + "\n", Html.page(language, subject, text, facts));
  }

  /** The mark stands once, at the very beginning. */
  private String bare(Language language) {
    return exercise ? Content.unmarked(body.in(language)) : body.in(language);
  }

  private String facts(Language language) {
    String all = audience(language);
    String grade = severity == null ? "" : severity.in(language);
    return language == Language.ZH
        ? "公告编号：" + number + (grade.isEmpty() ? "" : "\n级别：" + grade) + "\n范围：" + all
        : "Notice: " + number + (grade.isEmpty() ? "" : "\nSeverity: " + grade) + "\nUnits: " + all;
  }

  /** A mail to ten thousand units does not name each of them ten thousand times. */
  private String audience(Language language) {
    boolean zh = language == Language.ZH;
    String named =
        units.stream()
            .limit(NAMED)
            .map(name -> name.in(language))
            .collect(Collectors.joining(zh ? "、" : ", "));
    int rest = units.size() - NAMED;
    if (rest <= 0) {
      return named;
    }
    return zh ? named + "等" + units.size() + "个单位" : named + " and " + rest + " more";
  }
}
