package io.tocsin.notification.paging;

import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.PageText;
import io.tocsin.notification.domain.PageText.Answers;
import io.tocsin.notification.domain.PageText.Said;
import io.tocsin.notification.templates.Placeholder;
import io.tocsin.notification.templates.Templates;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pages in the words of their templates, as they hold now. */
@Component
final class PageWording implements PageText.Wording {

  private final Templates templates;

  PageWording(Templates templates) {
    this.templates = templates;
  }

  @Override
  public Optional<Said> of(PageText page, Channel channel, Language language, Answers answers) {
    return templates
        .page(
            io.tocsin.contracts.Channel.valueOf(channel.name()),
            language,
            placeholder -> value(placeholder, page, channel, language, answers))
        .map(rendered -> new Said(rendered.subject(), rendered.body()));
  }

  private static @Nullable String value(
      Placeholder placeholder, PageText page, Channel channel, Language language, Answers answers) {
    return switch (placeholder) {
      case SYSTEM -> page.system().in(language);
      case SCOPE -> page.scope().in(language);
      case NUMBER -> page.number();
      case SEVERITY -> page.severity().in(language);
      case POST -> page.post().in(language);
      case MINUTES -> String.valueOf(page.minutes());
      case CODE -> answers.code();
      case HOW -> answers.on(channel).in(language);
      case WHY -> page.why().in(language);
      default -> null;
    };
  }
}
