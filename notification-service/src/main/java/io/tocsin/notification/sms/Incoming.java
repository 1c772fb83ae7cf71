package io.tocsin.notification.sms;

import java.nio.charset.StandardCharsets;
import org.jsmpp.bean.AbstractSmCommand;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What the centre sends. A deliver_sm and a data_sm say the same; in the latter the text stands
 * beside the fixed fields always, in the former where it is long.
 */
final class Incoming {

  private final AbstractSmCommand command;
  private final byte[] octets;

  private Incoming(AbstractSmCommand command, byte @Nullable [] octets) {
    this.command = command;
    this.octets = octets == null || octets.length == 0 ? payload(command) : octets;
  }

  static Incoming of(DeliverSm message) {
    return new Incoming(message, message.getShortMessage());
  }

  static Incoming of(DataSm message) {
    return new Incoming(message, null);
  }

  private static byte[] payload(AbstractSmCommand command) {
    return command.getOptionalParameter(Tag.MESSAGE_PAYLOAD)
            instanceof OptionalParameter.OctetString payload
        ? payload.getValue()
        : new byte[0];
  }

  String from() {
    return command.getSourceAddr();
  }

  /** All of it, with the header of a part where it is one. */
  byte[] octets() {
    return octets;
  }

  boolean header() {
    return command.isUdhi();
  }

  int coding() {
    return command.getDataCoding() & 0xff;
  }

  /** Whether it calls itself a receipt. Some centres only fill in the fields of one. */
  boolean receipt() {
    return DeliverSm.isSmscDeliveryReceipt(command.getEsmClass())
        || (receiptedId() != null && !state().isEmpty());
  }

  /** Whether it tells how far a message is that is not finished. */
  boolean intermediate() {
    return DeliverSm.isIntermediateDeliveryNotification(command.getEsmClass());
  }

  /** As a receipt's text writes it; empty where the field is missing. */
  String state() {
    return command.getOptionalParameter(Tag.MESSAGE_STATE) instanceof OptionalParameter.Byte state
        ? ReceiptText.stateOf(state.getValue())
        : "";
  }

  /** Some centres end the id with a zero byte and some do not; jSMPP's own reading cuts a digit. */
  @Nullable String receiptedId() {
    if (!(command.getOptionalParameter(Tag.RECEIPTED_MESSAGE_ID)
        instanceof OptionalParameter.OctetString id)) {
      return null;
    }
    byte[] value = id.getValue();
    int end = value.length;
    while (end > 0 && value[end - 1] == 0) {
      end--;
    }
    return new String(value, 0, end, StandardCharsets.ISO_8859_1);
  }

  /** A number in a field of one or two octets; 0 where it is missing. */
  int number(Tag tag) {
    return switch (command.getOptionalParameter(tag)) {
      case OptionalParameter.Byte one -> one.getValue() & 0xff;
      case OptionalParameter.Short two -> two.getValue() & 0xffff;
      case null, default -> 0;
    };
  }

  boolean has(Tag tag) {
    return command.getOptionalParameter(tag) != null;
  }
}
