package io.tocsin.roster.messages;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DeliveryEvent.Urgency;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.RosterEvent.PersonMessageRequestedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.roster.oncall.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Something that a person is told.
 *
 * @param id the same for the same message, however often it is decided
 * @param worth how long it may take to go out
 * @param why this person gets it
 */
public record PersonMessage(
    String id, LocalText subject, LocalText text, Urgency urgency, Duration worth, LocalText why) {

  /** By all the {@link #ways} to the person; nothing for somebody to whom there is none. */
  public List<Outgoing> to(PersonV1 person, Roster roster, Instant now) {
    List<ContactPoint> contacts = ways(person);
    return contacts.isEmpty() ? List.of() : List.of(to(person, contacts, roster, now));
  }

  /**
   * Every phone and mailbox of the person, and where there is neither every room that they read: a
   * room is read by others too, who need not hear of each change of shift. Voice is for pages.
   */
  public static List<ContactPoint> ways(PersonV1 person) {
    List<ContactPoint> own =
        person.contacts().stream()
            .filter(c -> c.channel() == Channel.SMS || c.channel() == Channel.EMAIL)
            .toList();
    return own.isEmpty()
        ? person.contacts().stream().filter(c -> c.channel() == Channel.CHAT).toList()
        : own;
  }

  /** To one contact point. */
  public Outgoing to(PersonV1 person, ContactPoint contact, Roster roster, Instant now) {
    return to(person, List.of(contact), roster, now);
  }

  private Outgoing to(PersonV1 person, List<ContactPoint> contacts, Roster roster, Instant now) {
    Locale locale = Locale.forLanguageTag(roster.localeOf(person));
    PersonMessageRequestedV1 event =
        new PersonMessageRequestedV1(
            id,
            person.id(),
            person.name(),
            contacts,
            urgency,
            subject.in(locale),
            text.in(locale),
            now.plus(worth),
            why);
    return Outgoing.of(Topics.ROSTER, person.id(), id, now, null, event);
  }
}
