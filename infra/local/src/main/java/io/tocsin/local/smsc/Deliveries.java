package io.tocsin.local.smsc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jspecify.annotations.Nullable;

/** The deliver_sm that the centre sends. */
final class Deliveries {

  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyMMddHHmm").withZone(ZoneOffset.UTC);

  private Deliveries() {}

  /** A receipt in the form of SMPP 3.4, appendix B, with the optional parameters beside it. */
  static Outbound.Delivery receipt(String id, Part part, Instant submitted, Instant done) {
    String text =
        "id:%s sub:001 dlvrd:001 submit date:%s done date:%s stat:DELIVRD err:000 text:"
            .formatted(id, MINUTES.format(submitted), MINUTES.format(done));
    byte delivered = 2;
    return session ->
        session.deliverShortMessage(
            "",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            wire(part.to()),
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            part.from(),
            new ESMClass(MessageType.SMSC_DEL_RECEIPT.value()),
            (byte) 0,
            (byte) 0,
            new RegisteredDelivery(0),
            DataCodings.ZERO,
            text.getBytes(US_ASCII),
            new OptionalParameter.Receipted_message_id(id),
            new OptionalParameter.Message_state(delivered));
  }

  /** What somebody typed on a phone. */
  static Outbound.Delivery reply(String from, String to, String text) {
    byte @Nullable [] septets = Gsm7.encode(text);
    byte[] content = septets == null ? text.getBytes(UTF_16BE) : septets;
    return session ->
        session.deliverShortMessage(
            "",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            wire(from),
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            to,
            new ESMClass(),
            (byte) 0,
            (byte) 0,
            new RegisteredDelivery(0),
            septets == null ? DataCodings.newInstance((byte) 8) : DataCodings.ZERO,
            content);
  }

  /** The type of number says that it is international; the address itself has digits only. */
  private static String wire(String number) {
    return number.startsWith("+") ? number.substring(1) : number;
  }
}
