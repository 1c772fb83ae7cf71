package io.tocsin.roster.organisation;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Contact points and phone numbers. */
final class ContactFields {

  /** ITU-T E.164: a plus, a country code that does not begin with 0, at most 15 digits. */
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{5,14}");

  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s<>\",;]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?");

  private ContactFields() {}

  static List<ContactPoint> read(Field contacts) {
    List<ContactPoint> points = new ArrayList<>();
    for (Field contact : contacts.items()) {
      contact.only("channel", "to");
      Field to = contact.field("to");
      contact.field("channel").text();
      Channel channel = contact.field("channel").oneOf(Channel.class, Channel.INTRANET);
      String address =
          switch (channel) {
            case SMS, VOICE -> phone(to);
            case EMAIL -> email(to);
            case CHAT, INTRANET -> to.text();
          };
      ContactPoint point = new ContactPoint(channel, address);
      if (points.contains(point)) {
        contact.expected("每个联络方式应只出现一次", "each contact point once", "又出现一次", "it comes again");
      }
      points.add(point);
    }
    return List.copyOf(points);
  }

  static String phone(Field field) {
    String number = field.text();
    if (!number.isEmpty() && !E164.matcher(number).matches()) {
      field.expected("应为 E.164 号码，如 +8613800000001", "an E.164 number such as +8613800000001");
    }
    return number;
  }

  private static String email(Field field) {
    String address = field.text();
    if (!address.isEmpty() && (!EMAIL.matcher(address).matches() || address.contains(".."))) {
      field.expected("应为电子邮件地址，如 name@example.cn", "an e-mail address such as name@example.cn");
    }
    return address;
  }
}
