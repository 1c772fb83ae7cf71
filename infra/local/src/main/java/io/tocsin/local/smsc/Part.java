package io.tocsin.local.smsc;

import java.nio.charset.StandardCharsets;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.bean.TypeOfNumber;

/**
 * One submitted message, which may be a part of a longer one.
 *
 * @param reference the same for all parts of one message; meaningless when {@code total} is 1
 * @param index counts from 1
 */
record Part(
    String from, String to, String text, String encoding, int reference, int total, int index) {

  private static final int UDHI = 0x40;

  static Part of(SubmitSm submit) {
    byte[] content = submit.getShortMessage();
    if (content == null || content.length == 0) {
      OptionalParameter.OctetString payload =
          submit.getOptionalParameter(OptionalParameter.Message_payload.class);
      content = payload == null ? new byte[0] : payload.getValue();
    }
    int headerLength = (submit.getEsmClass() & UDHI) != 0 ? (content[0] & 0xff) + 1 : 0;
    int[] place = headerLength > 0 ? fromHeader(content, headerLength) : fromTags(submit);
    int coding = submit.getDataCoding() & 0x0c;
    String encoding = coding == 8 ? "UCS-2" : submit.getDataCoding() == 3 ? "LATIN-1" : "GSM-7";
    String text =
        switch (encoding) {
          case "UCS-2" ->
              new String(
                  content, headerLength, content.length - headerLength, StandardCharsets.UTF_16BE);
          case "LATIN-1" ->
              new String(
                  content,
                  headerLength,
                  content.length - headerLength,
                  StandardCharsets.ISO_8859_1);
          default -> Gsm7.decode(content, headerLength);
        };
    return new Part(
        submit.getSourceAddr(), recipient(submit), text, encoding, place[0], place[1], place[2]);
  }

  /** As people write it: an international number with its plus sign. */
  private static String recipient(SubmitSm submit) {
    String to = submit.getDestAddress();
    boolean international = submit.getDestAddrTon() == TypeOfNumber.INTERNATIONAL.value();
    return international && !to.startsWith("+") ? "+" + to : to;
  }

  /**
   * The concatenation element of a user data header: 00 with an 8-bit reference, 08 with a 16-bit
   * one.
   */
  private static int[] fromHeader(byte[] content, int headerLength) {
    int at = 1;
    while (at + 1 < headerLength) {
      int element = content[at] & 0xff;
      int length = content[at + 1] & 0xff;
      if (element == 0x00 && length == 3) {
        return new int[] {content[at + 2] & 0xff, content[at + 3] & 0xff, content[at + 4] & 0xff};
      }
      if (element == 0x08 && length == 4) {
        return new int[] {
          (content[at + 2] & 0xff) << 8 | (content[at + 3] & 0xff),
          content[at + 4] & 0xff,
          content[at + 5] & 0xff
        };
      }
      at += 2 + length;
    }
    return new int[] {0, 1, 1};
  }

  private static int[] fromTags(SubmitSm submit) {
    OptionalParameter.Sar_msg_ref_num reference =
        submit.getOptionalParameter(OptionalParameter.Sar_msg_ref_num.class);
    OptionalParameter.Sar_total_segments total =
        submit.getOptionalParameter(OptionalParameter.Sar_total_segments.class);
    OptionalParameter.Sar_segment_seqnum index =
        submit.getOptionalParameter(OptionalParameter.Sar_segment_seqnum.class);
    if (reference == null || total == null || index == null) {
      return new int[] {0, 1, 1};
    }
    return new int[] {
      reference.getValue() & 0xffff, total.getValue() & 0xff, index.getValue() & 0xff
    };
  }
}
