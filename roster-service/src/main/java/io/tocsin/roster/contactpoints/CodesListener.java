package io.tocsin.roster.contactpoints;

import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.NotificationEvent.ContactCodeReceivedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedHandler;
import io.tocsin.kit.kafka.KeyedListeners;
import io.tocsin.kit.time.Ids;
import io.tocsin.roster.book.BookKeeping;
import io.tocsin.roster.book.BookKeeping.Entry;
import io.tocsin.roster.domain.Decision;
import io.tocsin.roster.domain.PersonBook;
import io.tocsin.roster.domain.Verification;
import io.tocsin.roster.domain.Verification.Answer;
import io.tocsin.roster.domain.Verification.Outcome;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes the codes that people send back from the phone that is to be verified. Each is answered by
 * SMS, right or wrong; a number of nobody gets no answer.
 */
@Configuration(proxyBeanMethods = false)
class CodesListener {

  private static final Logger LOG = LoggerFactory.getLogger(CodesListener.class);

  /** The same refusal is told once in it: two machines must not talk to each other for ever. */
  private static final Duration PAUSE = Duration.ofMinutes(2);

  @Bean
  Consumer<Message<List<byte[]>>> codeReplies(
      KeyedListeners listeners, CurrentRoster roster, BookKeeping books) {
    return listeners.follow(Topics.NOTIFICATIONS, handler(roster, books));
  }

  private static KeyedHandler handler(CurrentRoster roster, BookKeeping books) {
    return (key, records) ->
        Flux.fromIterable(records)
            .filter(record -> record.data() instanceof ContactCodeReceivedV1)
            .concatMap(record -> roster.current().flatMap(r -> take(record, r, books)))
            .then();
  }

  private static Mono<PersonBook> take(Envelope<?> record, Roster roster, BookKeeping books) {
    ContactCodeReceivedV1 reply = (ContactCodeReceivedV1) record.data();
    ContactPoint contact = new ContactPoint(reply.channel(), reply.from());
    PersonV1 person = whose(contact, roster);
    if (person == null) {
      LOG.info("A code came from a number that is nobody's");
      return Mono.empty();
    }
    return books.person(
        person.id(), record.id(), book -> answered(book, reply, contact, person, roster, record));
  }

  private static Entry<PersonBook> answered(
      PersonBook book,
      ContactCodeReceivedV1 reply,
      ContactPoint contact,
      PersonV1 person,
      Roster roster,
      Envelope<?> record) {
    String key = Roster.contactKey(contact);
    Instant at = reply.receivedAt();
    Answer answer = Verification.answer(book, key, Codes.hash(person.id(), key, reply.code()), at);
    String id =
        answer.outcome() == Outcome.VERIFIED
            ? Ids.derived("code-answer", record.id())
            : Ids.derived(
                "code-answer",
                key,
                answer.outcome().name(),
                String.valueOf(at.toEpochMilli() / PAUSE.toMillis()));
    return new Entry<>(
        new Decision.Accepted<>(answer.book()),
        List.of(CodeMessages.answer(id, answer.outcome()).to(person, contact, roster, at)));
  }

  /** Of several who share a phone, the one who waits for a code. */
  private static @Nullable PersonV1 whose(ContactPoint contact, Roster roster) {
    List<PersonV1> all =
        roster.organisation().people().stream()
            .filter(p -> p.contacts().contains(contact))
            .toList();
    String key = Roster.contactKey(contact);
    return all.stream()
        .filter(p -> Verification.waits(roster.books().person(p.id()), key))
        .findFirst()
        .orElse(all.isEmpty() ? null : all.getFirst());
  }
}
