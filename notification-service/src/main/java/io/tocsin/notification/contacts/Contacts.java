package io.tocsin.notification.contacts;

import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DirectoryEvent.VendorV1;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.notification.deliveries.BouncedContacts;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.FollowUp.Contact;
import io.tocsin.notification.domain.Recipient;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where the organisation reaches its people, units and vendors, as they ordered it. */
@Component
public final class Contacts {

  private final Directory directory;
  private final BouncedContacts bounced;

  Contacts(Directory directory, BouncedContacts bounced) {
    this.directory = directory;
    this.bounced = bounced;
  }

  /** Empty for somebody whom the organisation does not know any more. */
  public List<Contact> of(Recipient recipient) {
    DirectorySnapshot now = directory.current();
    List<ContactPoint> points =
        switch (recipient.kind()) {
          case PERSON -> of(now.people().get(recipient.id()));
          case UNIT -> of(now.units().get(recipient.id()));
          case VENDOR -> of(now.vendors().get(recipient.id()));
        };
    return usableFirst(points, bounced.addresses()).stream()
        .map(point -> new Contact(Channel.valueOf(point.channel().name()), point.to()))
        .filter(contact -> !contact.address().isBlank())
        .toList();
  }

  /**
   * In their order, but those that mail came back from last: they may be all there is.
   *
   * @param bounced in small letters
   */
  public static List<ContactPoint> usableFirst(List<ContactPoint> points, Set<String> bounced) {
    return points.stream()
        .sorted(Comparator.comparing(p -> bounced.contains(p.to().toLowerCase(Locale.ROOT))))
        .toList();
  }

  /** His own. */
  public static List<ContactPoint> of(@Nullable PersonV1 person) {
    return person == null ? List.of() : person.contacts();
  }

  /** Its liaison's. */
  public static List<ContactPoint> of(@Nullable UnitV1 unit) {
    return unit == null || unit.liaison() == null ? List.of() : unit.liaison().contacts();
  }

  /** A vendor is a telephone that answers day and night. */
  public static List<ContactPoint> of(@Nullable VendorV1 vendor) {
    return vendor == null
        ? List.of()
        : List.of(
            new ContactPoint(io.tocsin.contracts.Channel.SMS, vendor.phone()),
            new ContactPoint(io.tocsin.contracts.Channel.VOICE, vendor.phone()));
  }
}
