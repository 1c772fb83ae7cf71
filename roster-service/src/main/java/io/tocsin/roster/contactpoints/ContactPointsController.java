package io.tocsin.roster.contactpoints;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.time.Ids;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.book.BookKeeping;
import io.tocsin.roster.book.BookKeeping.Entry;
import io.tocsin.roster.domain.Decision;
import io.tocsin.roster.domain.PersonBook;
import io.tocsin.roster.domain.Text;
import io.tocsin.roster.domain.Verification;
import io.tocsin.roster.messages.PersonMessage;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.Roster;
import io.tocsin.roster.schedules.Schedules;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * {@code /api/v1/people/{id}/contacts}: a person's contact points, the order in which they are
 * tried, and the code by which each is verified.
 */
@RestController
@RequestMapping("/api/v1/people/{id}/contacts")
class ContactPointsController {

  private final CurrentRoster roster;
  private final BookKeeping books;
  private final Codes codes;
  private final Ids ids;
  private final Clock clock;

  ContactPointsController(
      CurrentRoster roster, BookKeeping books, Codes codes, Ids ids, Clock clock) {
    this.roster = roster;
    this.books = books;
    this.codes = codes;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * One contact point.
   *
   * @param n its number in the person's list, from 1
   * @param verifiable whether a code can be sent there
   * @param verifiedAt when a code was last answered; null for never
   */
  record ContactView(
      int n, Channel channel, String to, boolean verifiable, @Nullable Instant verifiedAt) {}

  /** {@code order}: the channels that the person wants first; empty for the document's order. */
  record ContactsView(List<ContactView> items, List<Channel> order) {}

  record Order(List<Channel> channels) {}

  record Code(String code) {}

  /** A code is on its way. */
  record Sent(int n, Channel channel, Instant goodUntil) {}

  @GetMapping
  Mono<ContactsView> list(@PathVariable String id) {
    return asked(id).map(a -> view(a.person(), a.roster().books().person(id)));
  }

  private static ContactsView view(PersonV1 person, PersonBook book) {
    List<ContactView> items = new ArrayList<>();
    for (ContactPoint c : person.contacts()) {
      items.add(
          new ContactView(
              items.size() + 1, c.channel(), c.to(), verifiable(c), book.verifiedAt(key(c))));
    }
    return new ContactsView(items, book.channels().stream().map(Channel::valueOf).toList());
  }

  @PutMapping("/order")
  Mono<ContactsView> order(@PathVariable String id, @RequestBody Order order) {
    return asked(id)
        .flatMap(a ->
            books
                .person(
                    id,
                    book ->
                        Entry.silent(
                            new Decision.Accepted<>(
                                book.withChannels(
                                    order.channels().stream()
                                        .distinct()
                                        .map(Channel::name)
                                        .toList()))))
                .map(book -> view(a.person(), book)));
  }

  /** Sends a code there; the one before is good no longer. */
  @PostMapping("/{n}/verification")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Mono<Sent> send(@PathVariable String id, @PathVariable int n) {
    return asked(id)
        .flatMap(a -> {
          ContactPoint contact = contact(a.person(), n);
          if (!verifiable(contact)) {
            throw Schedules.wrong(
                "n",
                "应为短信、电子邮件或聊天，但为 " + contact.channel(),
                "Expected SMS, e-mail or chat, but it is " + contact.channel());
          }
          Instant now = clock.instant();
          String code = codes.next();
          PersonMessage message = CodeMessages.code(ids.next(), contact.channel(), code);
          return books
              .person(
                  id,
                  book ->
                      new Entry<>(
                          Verification.send(
                              book, key(contact), Codes.hash(id, key(contact), code), now),
                          List.of(message.to(a.person(), contact, a.roster(), now))))
              .thenReturn(new Sent(n, contact.channel(), now.plus(Verification.GOOD_FOR)));
        });
  }

  /** The code that came there. */
  @PutMapping("/{n}/verification")
  Mono<ContactsView> answer(
      @PathVariable String id, @PathVariable int n, @RequestBody Code answer) {
    return asked(id)
        .flatMap(a -> {
          ContactPoint contact = contact(a.person(), n);
          String hash = Codes.hash(id, key(contact), answer.code().strip());
          AtomicReference<@Nullable Text> refusal = new AtomicReference<>();
          return books
              .person(
                  id,
                  book -> {
                    Verification.Answer came =
                        Verification.answer(book, key(contact), hash, clock.instant());
                    refusal.set(came.refusal());
                    return Entry.silent(new Decision.Accepted<>(came.book()));
                  })
              .map(book -> {
                Text refused = refusal.get();
                if (refused != null) {
                  throw Problems.refused(BookKeeping.local(refused), List.of("code"));
                }
                return view(a.person(), book);
              });
        });
  }

  private record Asked(Roster roster, PersonV1 person) {}

  /** Of oneself, or of others for who administers them. */
  private Mono<Asked> asked(String id) {
    return Mono.zip(Caller.current(), roster.current())
        .map(t -> {
          if (!t.getT1().id().equals(id)) {
            t.getT1().require(Role.LEADER);
          }
          // Numbers are places in the set-up, whatever order the person chose.
          PersonV1 person =
              t.getT2().organisation().people().stream()
                  .filter(p -> p.id().equals(id))
                  .findFirst()
                  .orElseThrow(() -> unknown(id));
          return new Asked(t.getT2(), person);
        })
        .switchIfEmpty(Mono.error(() -> unknown(id)));
  }

  private static RuntimeException unknown(String id) {
    return Problems.notFound(
        new LocalText("应为已定义的人员，但没有 " + id, "Expected a defined person, but there is no " + id));
  }

  private static ContactPoint contact(PersonV1 person, int n) {
    if (n < 1 || n > person.contacts().size()) {
      throw Problems.notFound(
          new LocalText(
              "应为 1 至 %d 号联络方式，但收到 %d".formatted(person.contacts().size(), n),
              "Expected a contact point from 1 to %d, but got %d"
                  .formatted(person.contacts().size(), n)));
    }
    return person.contacts().get(n - 1);
  }

  /** Wherever words can be read: of a room too, since only the person may enter the code. */
  private static boolean verifiable(ContactPoint c) {
    return switch (c.channel()) {
      case SMS, EMAIL, CHAT -> true;
      case VOICE, INTRANET -> false;
    };
  }

  private static String key(ContactPoint c) {
    return Roster.contactKey(c);
  }
}
