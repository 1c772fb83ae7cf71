package io.tocsin.notification.replies;

import io.tocsin.contracts.NotificationEvent.ContactCodeReceivedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.kafka.RecordPublisher;
import io.tocsin.kit.time.Ids;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.ContactCode;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.PhoneNumber;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.ReplyCode;
import io.tocsin.notification.domain.ReplyText;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.replies.ReplyCodes.Issued;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes what people answer by SMS. */
@Component
public class Replies {

  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  /** The same text again within it is the centre's repetition, or a machine's. */
  private static final Duration SAME = Duration.ofMinutes(1);

  /** No more than one "wrong code" in it: two machines must not talk to each other for ever. */
  private static final Duration WRONG = Duration.ofMinutes(2);

  private final ReplyCodes codes;
  private final Acknowledgements acknowledgements;
  private final Standings standings;
  private final DeliveryStore deliveries;
  private final RecordPublisher publisher;
  private final ReplyProperties properties;
  private final Clock clock;

  Replies(
      ReplyCodes codes,
      Acknowledgements acknowledgements,
      Standings standings,
      DeliveryStore deliveries,
      RecordPublisher publisher,
      ReplyProperties properties,
      Clock clock) {
    this.codes = codes;
    this.acknowledgements = acknowledgements;
    this.standings = standings;
    this.deliveries = deliveries;
    this.publisher = publisher;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * Takes one message; completes when whatever follows from it is stored, so that the centre may
   * forget it. The same message again changes nothing.
   *
   * @param from the number as the centre writes it
   */
  public Mono<Void> received(String from, String text) {
    return issued(from, text)
        .flatMap(issued ->
            taken(issued).flatMap(words -> answer(issued.person(), words, text)).thenReturn(true))
        .switchIfEmpty(Mono.defer(() -> noPagesCode(from, text)))
        .doOnNext(known -> LOG.info("Reply from a number ending in {}: {}", end(from), known))
        .then();
  }

  /** Of the codes in it the first that holds, else the first that ever was out. */
  private Mono<Issued> issued(String from, String text) {
    return Flux.fromIterable(ReplyCode.in(text))
        .concatMap(code -> codes.find(from, code))
        .collectList()
        .flatMap(found ->
            Mono.justOrEmpty(
                found.stream()
                    .filter(Issued::valid)
                    .findFirst()
                    .or(() -> found.stream().findFirst())));
  }

  /** What came of it, in words that are true then. */
  private Mono<Words> taken(Issued issued) {
    PagedPerson person = issued.person();
    String number = person.incidentNumber();
    if (!issued.valid()) {
      return Mono.just(ReplyText.late(number));
    }
    return standings
        .of(person.incidentId(), person.pageId())
        .flatMap(standing ->
            acknowledge(person)
                .map(result ->
                    Objects.requireNonNullElseGet(
                        standing.over(number, result.first()),
                        () -> ReplyText.acknowledged(number))));
  }

  /** Six digits are the roster's to judge and to answer; all else is told to be wrong. */
  private Mono<Boolean> noPagesCode(String from, String text) {
    return ContactCode.in(text)
        .map(code -> pass(from, code).thenReturn(true))
        .orElseGet(() -> wrong(from).thenReturn(false));
  }

  private Mono<Void> pass(String from, ContactCode code) {
    String number = "+" + PhoneNumber.of(from, properties.country()).digits();
    Instant now = clock.instant();
    return publisher.publish(
        List.of(
            Outgoing.of(
                Topics.NOTIFICATIONS,
                number,
                Ids.derived("contact-code", number, code.digits(), period(SAME)),
                now,
                null,
                new ContactCodeReceivedV1(
                    io.tocsin.contracts.Channel.SMS, number, code.digits(), now))));
  }

  private Mono<Acknowledgements.Result> acknowledge(PagedPerson person) {
    return acknowledgements.acknowledge(
        person.incidentId(), person.pageId(), person.personId(), person.personName(), Channel.SMS);
  }

  private Mono<Void> answer(PagedPerson person, Words words, String text) {
    return send(person, words, Ids.derived("answer", person.address(), text, period(SAME)));
  }

  private Mono<Void> wrong(String from) {
    return codes
        .anyOf(from)
        .flatMap(issued ->
            send(
                issued.person(),
                ReplyText.wrong(),
                Ids.derived("wrong-code", issued.person().address(), period(WRONG))));
  }

  private Mono<Void> send(PagedPerson person, Words words, String id) {
    Instant now = clock.instant();
    String text = Content.marked(person.exercise(), person.language(), words.in(person.language()));
    Delivery answer =
        new Queued(
            new Message(
                id,
                Channel.SMS,
                Urgency.URGENT,
                new Recipient(
                    Recipient.Kind.PERSON,
                    person.personId(),
                    person.personName(),
                    person.address()),
                new About(person.incidentId(), null, null),
                new Content(person.exercise(), null, text, null),
                new Words("对短信回复的应答", "Answer to a reply by SMS"),
                null,
                now,
                now.plus(properties.answerWithin())));
    return deliveries.add(List.of(answer), null).then();
  }

  private String period(Duration length) {
    return String.valueOf(clock.instant().toEpochMilli() / length.toMillis());
  }

  private static String end(String number) {
    return number.substring(Math.max(0, number.length() - 4));
  }
}
