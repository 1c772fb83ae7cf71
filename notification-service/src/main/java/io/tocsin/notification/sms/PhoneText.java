package io.tocsin.notification.sms;

import io.tocsin.notification.domain.SmsText;
import java.util.Arrays;
import org.jsmpp.bean.OptionalParameter.Tag;

/**
 * What a phone wrote, or a part of it: a header before the text counts the parts (3GPP TS 23.040,
 * 9.2.3.24.1 and 9.2.3.24.8), or fields beside it do (SMPP 3.4, 5.3.2.22 to 5.3.2.24).
 *
 * @param reference the same for all parts of a message of that phone, where there are several
 * @param number from 1
 * @param of how many parts there are; 1 for a whole message
 */
record PhoneText(String reference, int number, int of, String text) {

  private static final int SHORT_REFERENCE = 0x00;
  private static final int LONG_REFERENCE = 0x08;

  static PhoneText of(Incoming message) {
    byte[] octets = message.octets();
    int header =
        message.header() && octets.length > 0 ? Math.min(octets.length, (octets[0] & 0xff) + 1) : 0;
    String text = SmsText.read(Arrays.copyOfRange(octets, header, octets.length), message.coding());
    PhoneText found =
        header > 0 ? byHeader(Arrays.copyOf(octets, header), text) : byFields(message, text);
    return found.sound() ? found : whole(text);
  }

  private static PhoneText whole(String text) {
    return new PhoneText("", 1, 1, text);
  }

  /** What counts itself wrong is not worth waiting for. */
  private boolean sound() {
    return number >= 1 && number <= of;
  }

  private static PhoneText byHeader(byte[] header, String text) {
    int at = 1;
    while (at + 1 < header.length) {
      int element = header[at];
      int length = header[at + 1] & 0xff;
      int value = at + 2;
      if (value + length > header.length) {
        break;
      }
      if (element == SHORT_REFERENCE && length == 3) {
        return part("8/" + octet(header, value), header, value + 1, text);
      }
      if (element == LONG_REFERENCE && length == 4) {
        int reference = octet(header, value) << 8 | octet(header, value + 1);
        return part("16/" + reference, header, value + 2, text);
      }
      at = value + length;
    }
    return whole(text);
  }

  private static PhoneText part(String reference, byte[] header, int count, String text) {
    return new PhoneText(reference, octet(header, count + 1), octet(header, count), text);
  }

  private static int octet(byte[] octets, int at) {
    return octets[at] & 0xff;
  }

  private static PhoneText byFields(Incoming message, String text) {
    return message.has(Tag.SAR_MSG_REF_NUM)
        ? new PhoneText(
            "sar/" + message.number(Tag.SAR_MSG_REF_NUM),
            message.number(Tag.SAR_SEGMENT_SEQNUM),
            message.number(Tag.SAR_TOTAL_SEGMENTS),
            text)
        : whole(text);
  }
}
