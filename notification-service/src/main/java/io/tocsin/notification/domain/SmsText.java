package io.tocsin.notification.domain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A text as it travels by SMS.
 *
 * @param parts in order; each fits one message
 */
public record SmsText(Encoding encoding, List<String> parts) {

  /** One octet of a header counts the parts. */
  private static final int MOST_PARTS = 255;

  /**
   * How characters are written, and how many fit: alone, and beside the header that joins parts.
   */
  public enum Encoding {
    GSM_7(160, 153),
    UCS_2(70, 67);

    private final int alone;
    private final int joined;

    Encoding(int alone, int joined) {
      this.alone = alone;
      this.joined = joined;
    }

    private int size(String unit) {
      return this == UCS_2
          ? unit.length()
          : unit.chars().map(c -> GsmAlphabet.septets((char) c)).sum();
    }
  }

  /** The cheaper encoding that can write the text, and as few parts as it takes. */
  public static SmsText of(String text) {
    Encoding encoding = GsmAlphabet.canWrite(text) ? Encoding.GSM_7 : Encoding.UCS_2;
    if (encoding.size(text) <= encoding.alone) {
      return new SmsText(encoding, List.of(text));
    }
    List<String> parts = split(text, encoding);
    if (parts.size() > MOST_PARTS) {
      throw new IllegalArgumentException(
          "Expected a text of up to " + MOST_PARTS + " SMS parts, but got " + parts.size());
    }
    return new SmsText(encoding, List.copyOf(parts));
  }

  /** One part's octets: one a character in GSM-7 (two behind an escape), two in UCS-2. */
  public byte[] octets(int part) {
    String text = parts.get(part);
    return encoding == Encoding.UCS_2
        ? text.getBytes(StandardCharsets.UTF_16BE)
        : GsmAlphabet.encode(text);
  }

  /**
   * What a phone sent.
   *
   * @param dataCoding SMPP's data_coding
   */
  public static String read(byte[] octets, int dataCoding) {
    return switch (dataCoding) {
      case 8 -> new String(octets, StandardCharsets.UTF_16BE);
      case 3 -> new String(octets, StandardCharsets.ISO_8859_1);
      case 1 -> new String(octets, StandardCharsets.US_ASCII);
      default -> GsmAlphabet.decode(octets);
    };
  }

  /** Walks by code point, so that neither a surrogate pair nor an escape is ever torn apart. */
  private static List<String> split(String text, Encoding encoding) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    int used = 0;
    for (int i = 0; i < text.length(); ) {
      String unit = Character.toString(text.codePointAt(i));
      int size = encoding.size(unit);
      if (used + size > encoding.joined) {
        parts.add(part.toString());
        part.setLength(0);
        used = 0;
      }
      part.append(unit);
      used += size;
      i += unit.length();
    }
    parts.add(part.toString());
    return parts;
  }
}
