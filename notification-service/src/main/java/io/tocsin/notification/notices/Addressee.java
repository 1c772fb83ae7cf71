package io.tocsin.notification.notices;

import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DirectoryEvent.VendorV1;
import io.tocsin.kit.directory.DirectorySnapshot;
import io.tocsin.notification.contacts.Contacts;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody whom a notice goes to: a unit by its liaison, a person, a vendor.
 *
 * @param language theirs where it is known, else the organisation's
 * @param why why they get it
 * @param contacts in the order of the directory
 */
record Addressee(
    Recipient.Kind kind,
    String id,
    String name,
    Language language,
    Words why,
    List<ContactPoint> contacts) {

  private static final Words IN_AUDIENCE = new Words("属于公告范围", "In the audience of the notice");
  private static final Words CALLED = new Words("参与该事件的处置", "Called to the incident");
  private static final Words VENDOR = new Words("负责该系统的供应商", "The vendor of the system");

  static List<Addressee> of(Addressed to, DirectorySnapshot now) {
    OrganisationV1 organisation = now.organisation();
    Language common = organisation == null ? Language.ZH : Language.of(organisation.locale());
    List<Addressee> all = new ArrayList<>();
    to.units().forEach(code -> all.add(unit(code, now.units().get(code), common)));
    to.people().forEach(id -> all.add(person(id, now.people().get(id), common)));
    to.vendors().forEach(id -> all.add(vendor(id, now.vendors().get(id), common)));
    return all;
  }

  /**
   * Empty where there is none.
   *
   * @param bounced addresses that mail came back from: another one goes before them
   */
  String address(Channel channel, Set<String> bounced) {
    return Contacts.usableFirst(contacts, bounced).stream()
        .filter(c -> c.channel().name().equals(channel.name()))
        .map(ContactPoint::to)
        .findFirst()
        .orElse("");
  }

  private static Addressee unit(String code, @Nullable UnitV1 unit, Language language) {
    return new Addressee(
        Recipient.Kind.UNIT,
        code,
        unit == null ? code : unit.name(),
        language,
        IN_AUDIENCE,
        Contacts.of(unit));
  }

  private static Addressee person(String id, @Nullable PersonV1 person, Language common) {
    String locale = person == null ? null : person.locale();
    return new Addressee(
        Recipient.Kind.PERSON,
        id,
        person == null ? id : person.name(),
        locale == null ? common : Language.of(locale),
        CALLED,
        Contacts.of(person));
  }

  private static Addressee vendor(String id, @Nullable VendorV1 vendor, Language language) {
    return new Addressee(
        Recipient.Kind.VENDOR,
        id,
        vendor == null ? id : vendor.name(),
        language,
        VENDOR,
        Contacts.of(vendor));
  }
}
