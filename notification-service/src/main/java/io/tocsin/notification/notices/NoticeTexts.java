package io.tocsin.notification.notices;

import io.tocsin.contracts.NoticeType;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.NoticeText;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.templates.Templates;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a notice says: written once in each language and for each channel, for all who read it. */
final class NoticeTexts {

  private final Notice notice;
  private final List<Words> names = new ArrayList<>();
  private final Map<Language, Content> sms = new EnumMap<>(Language.class);
  private final Map<Language, Content> mail = new EnumMap<>(Language.class);

  /**
   * Writes them.
   *
   * @param referred the notice that this one follows; null where it follows none
   */
  NoticeTexts(
      Notice notice, @Nullable Notice referred, DirectorySnapshot directory, Templates templates) {
    this.notice = notice;
    notice.units().forEach(code -> names.add(Names.unit(code, directory)));
    for (Language language : Language.values()) {
      NoticeValues values = new NoticeValues(notice, language, directory).following(referred);
      sms.put(
          language,
          text(templates, io.tocsin.contracts.Channel.SMS, language, values).sms(language));
      mail.put(
          language,
          text(templates, io.tocsin.contracts.Channel.EMAIL, language, values).mail(language));
    }
  }

  Content of(Channel channel, Language language) {
    return Objects.requireNonNull((channel == Channel.EMAIL ? mail : sms).get(language));
  }

  /** In the words of its template, else, where a value for that is missing, in its own. */
  private NoticeText text(
      Templates templates,
      io.tocsin.contracts.Channel channel,
      Language language,
      NoticeValues values) {
    return templates
        .notice(notice.type(), channel, language, values)
        .map(r -> rendered(r.subject(), r.body()))
        .orElseGet(() ->
            new NoticeText(
                notice.number(),
                notice.title(),
                notice.body(),
                notice.type() != NoticeType.GENERAL,
                null,
                names,
                notice.exercise()));
  }

  private NoticeText rendered(@Nullable String subject, String body) {
    String title = subject == null ? notice.number() : subject;
    return new NoticeText(
        notice.number(),
        new Words(title, title),
        new Words(body, body),
        true,
        null,
        names,
        notice.exercise());
  }
}
