package io.tocsin.notification.messages;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.RosterEvent.PersonMessageRequestedV1;
import io.tocsin.kit.kafka.KeyedHandler;
import io.tocsin.kit.time.Ids;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.FollowUp.Contact;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.sending.Dispatch;
import io.tocsin.notification.sending.Senders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** One delivery for each contact point that a message names; a redelivery makes the same ones. */
@Component
class PersonMessages implements KeyedHandler {

  private final Dispatch dispatch;
  private final Senders senders;

  PersonMessages(Dispatch dispatch, Senders senders) {
    this.dispatch = dispatch;
    this.senders = senders;
  }

  @Override
  public Mono<Void> handle(String key, List<Envelope<?>> records) {
    List<Delivery> deliveries = new ArrayList<>();
    for (Envelope<?> record : records) {
      if (record.data() instanceof PersonMessageRequestedV1 message) {
        message.contacts().stream()
            .map(c -> new Contact(Channel.valueOf(c.channel().name()), c.to()))
            .distinct()
            .forEach(contact -> deliveries.add(delivery(message, contact, record.at())));
      }
    }
    return dispatch.send(deliveries, records.getLast().id());
  }

  private Delivery delivery(PersonMessageRequestedV1 asked, Contact contact, Instant at) {
    Content plain =
        switch (contact.channel()) {
          case EMAIL -> new Content(false, asked.subject(), asked.text(), null);
          // Others read a room too; "you are on duty" has to say who.
          case CHAT -> new Content(false, null, "@" + asked.name() + " " + asked.text(), null);
          default -> new Content(false, null, asked.text(), null);
        };
    Queued queued =
        new Queued(
            new Message(
                Ids.derived(asked.messageId(), contact.channel().name(), contact.address()),
                contact.channel(),
                Urgency.valueOf(asked.urgency().name()),
                new Recipient(
                    Recipient.Kind.PERSON, asked.personId(), asked.name(), contact.address()),
                new About(null, null, null),
                plain,
                new Words(asked.reason().zh(), asked.reason().en()),
                null,
                at,
                asked.notAfter()));
    Words channel = contact.channel().words();
    return senders.channels().contains(contact.channel())
        ? queued
        : queued.refuse(new Words("尚无" + channel.zh() + "服务商", "No provider for " + channel.en()));
  }
}
