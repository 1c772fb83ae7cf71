package io.tocsin.notification.domain;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * The default alphabet of SMS and its extension table (3GPP TS 23.038, 6.2.1), one character per
 * octet as SMPP carries it.
 */
final class GsmAlphabet {

  private static final int ESCAPE = 0x1b;

  /** By code; the escape's own place holds a character that no text contains. */
  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\uffffÆæßÉ"
          + " !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
          + "¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final Map<Character, Integer> EXTENSION =
      Map.of(
          '\f', 0x0a, '^', 0x14, '{', 0x28, '}', 0x29, '\\', 0x2f, '[', 0x3c, '~', 0x3d, ']', 0x3e,
          '|', 0x40, '€', 0x65);

  private static final Map<Character, Integer> CODES = codes();

  private GsmAlphabet() {}

  static boolean canWrite(String text) {
    return text.chars().allMatch(c -> septets((char) c) > 0);
  }

  /** How many septets a character takes: 1, 2 behind the escape, 0 when it is not there. */
  static int septets(char c) {
    if (CODES.containsKey(c)) {
      return 1;
    }
    return EXTENSION.containsKey(c) ? 2 : 0;
  }

  static byte[] encode(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      Integer code = CODES.get(c);
      if (code != null) {
        out.write(code);
        continue;
      }
      Integer extended = EXTENSION.get(c);
      if (extended == null) {
        throw new IllegalArgumentException(
            "Expected characters of the GSM alphabet, but got " + c + " in: " + text);
      }
      out.write(ESCAPE);
      out.write(extended);
    }
    return out.toByteArray();
  }

  /** What a phone wrote; a code behind an escape that the table does not have reads as a space. */
  static String decode(byte[] octets) {
    StringBuilder text = new StringBuilder(octets.length);
    for (int i = 0; i < octets.length; i++) {
      int code = octets[i] & 0x7f;
      if (code != ESCAPE) {
        text.append(BASIC.charAt(code));
      } else if (++i < octets.length) {
        text.append(extension(octets[i] & 0x7f));
      }
    }
    return text.toString();
  }

  private static char extension(int code) {
    return EXTENSION.entrySet().stream()
        .filter(e -> e.getValue() == code)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(' ');
  }

  private static Map<Character, Integer> codes() {
    Map<Character, Integer> codes = new HashMap<>();
    for (int code = 0; code < BASIC.length(); code++) {
      if (code != ESCAPE) {
        codes.put(BASIC.charAt(code), code);
      }
    }
    return Map.copyOf(codes);
  }
}
