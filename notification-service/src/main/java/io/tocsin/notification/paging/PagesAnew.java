package io.tocsin.notification.paging;

import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.PageText;
import io.tocsin.notification.domain.PageText.Answers;
import io.tocsin.notification.domain.Paged;
import io.tocsin.notification.replies.AcknowledgeLinks;
import io.tocsin.notification.replies.PagedPerson;
import io.tocsin.notification.replies.ReplyCodes;
import java.time.Clock;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * A page on a channel that it was not asked for. It is said anew there, because each channel is
 * acknowledged in its own way: an SMS by its code, a mail by its link, a call by a key.
 */
@Component
public final class PagesAnew {

  private final ReplyCodes codes;
  private final AcknowledgeLinks links;
  private final PageWording wording;
  private final Clock clock;

  PagesAnew(ReplyCodes codes, AcknowledgeLinks links, PageWording wording, Clock clock) {
    this.codes = codes;
    this.links = links;
    this.wording = wording;
    this.clock = clock;
  }

  /** The message in the words of its channel; as it is where it is no page. */
  public Mono<Message> on(Message message) {
    Paged paged = message.paged();
    return paged == null
        ? Mono.just(message)
        : answers(message, paged).map(answers -> said(message, paged, answers));
  }

  private Message said(Message message, Paged paged, Answers answers) {
    PageText text = paged.text();
    return message.saying(
        text.on(message.channel(), paged.language(), answers, wording),
        new Paged(text, paged.language(), answers.code()));
  }

  /** A task needs no acknowledgement, and so nothing to answer with. */
  private Mono<Answers> answers(Message message, Paged paged) {
    if (paged.text().task() != null) {
      return Mono.just(new Answers(null, null));
    }
    return switch (message.channel()) {
      case SMS -> codes.issue(person(message, paged)).map(code -> new Answers(code.digits(), null));
      case EMAIL, CHAT ->
          links.link(message.id(), clock.instant()).map(link -> new Answers(null, link));
      case VOICE, INTRANET -> Mono.just(new Answers(null, null));
    };
  }

  private static PagedPerson person(Message message, Paged paged) {
    var to = message.recipient();
    var about = message.about();
    return new PagedPerson(
        to.address(),
        Objects.requireNonNull(about.incidentId()),
        paged.text().number(),
        Objects.requireNonNull(about.pageId()),
        to.id(),
        to.name(),
        paged.language(),
        paged.text().exercise());
  }
}
