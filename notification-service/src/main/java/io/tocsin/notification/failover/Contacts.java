package io.tocsin.notification.failover;

import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.FollowUp.Contact;
import io.tocsin.notification.domain.Recipient;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where the organisation reaches its people and units, as they ordered it. */
@Component
public final class Contacts {

  private final Directory directory;

  Contacts(Directory directory) {
    this.directory = directory;
  }

  /** Empty for somebody whom the organisation does not know any more. */
  public List<Contact> of(Recipient recipient) {
    DirectorySnapshot now = directory.current();
    List<ContactPoint> points =
        switch (recipient.kind()) {
          case PERSON -> {
            PersonV1 person = now.people().get(recipient.id());
            yield person == null ? List.of() : person.contacts();
          }
          case UNIT -> {
            UnitV1 unit = now.units().get(recipient.id());
            yield unit == null || unit.liaison() == null ? List.of() : unit.liaison().contacts();
          }
        };
    return points.stream()
        .map(point -> new Contact(Channel.valueOf(point.channel().name()), point.to()))
        .filter(contact -> !contact.address().isBlank())
        .toList();
  }
}
