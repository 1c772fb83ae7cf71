package io.tocsin.local.smsc;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The default alphabet of GSM 03.38, one septet an octet, as SMPP carries it. */
final class Gsm7 {

  private static final char ESCAPE = 0x1b;

  private static final String BASIC =
      "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
          + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

  private static final Map<Character, Character> EXTENDED =
      Map.of(
          (char) 0x0a,
          '\f',
          (char) 0x14,
          '^',
          (char) 0x28,
          '{',
          (char) 0x29,
          '}',
          (char) 0x2f,
          '\\',
          (char) 0x3c,
          '[',
          (char) 0x3d,
          '~',
          (char) 0x3e,
          ']',
          (char) 0x40,
          '|',
          (char) 0x65,
          '€');

  private static final Map<Character, byte[]> ENCODED = encoded();

  private Gsm7() {}

  static String decode(byte[] octets, int from) {
    StringBuilder text = new StringBuilder(octets.length);
    for (int i = from; i < octets.length; i++) {
      char septet = (char) (octets[i] & 0x7f);
      if (septet == ESCAPE && i + 1 < octets.length) {
        i++;
        text.append(EXTENDED.getOrDefault((char) (octets[i] & 0x7f), ' '));
      } else {
        text.append(BASIC.charAt(septet));
      }
    }
    return text.toString();
  }

  /** Null where the alphabet does not have every character. */
  static byte @Nullable [] encode(String text) {
    byte[] out = new byte[text.length() * 2];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      byte[] one = ENCODED.get(text.charAt(i));
      if (one == null) {
        return null;
      }
      for (byte b : one) {
        out[length++] = b;
      }
    }
    return java.util.Arrays.copyOf(out, length);
  }

  private static Map<Character, byte[]> encoded() {
    Map<Character, byte[]> table = new HashMap<>();
    for (char i = 0; i < BASIC.length(); i++) {
      table.put(BASIC.charAt(i), new byte[] {(byte) i});
    }
    EXTENDED.forEach((septet, c) -> table.put(c, new byte[] {ESCAPE, (byte) septet.charValue()}));
    return table;
  }
}
