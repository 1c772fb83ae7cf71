package io.tocsin.notification.domain;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** The four digits that answer a page. */
public record ReplyCode(String digits) {

  private static final Pattern FOUR_DIGITS = Pattern.compile("(?<![\\d-])\\d{4}(?![\\d-])");
  private static final int FIRST = 1000;
  private static final int COUNT = 9000;

  /** Nobody is paged about more at once. */
  private static final int MOST = 8;

  public ReplyCode {
    if (!FOUR_DIGITS.matcher(digits).matches()) {
      throw new IllegalArgumentException("Expected four digits, but got " + digits);
    }
  }

  /**
   * The codes to try for one person and incident, the first one free on that number is taken. The
   * same order every time, so that a redelivery and a later page of the same incident find the same
   * code again. No secret: whoever could guess it would have to send from the person's own number.
   *
   * @param round counts from 0; 9000 rounds see every code once
   */
  public static ReplyCode candidate(String incidentId, String personId, int round) {
    CRC32 hash = new CRC32();
    hash.update((incidentId + '\n' + personId).getBytes(StandardCharsets.UTF_8));
    return new ReplyCode(String.valueOf(FIRST + (hash.getValue() + 7919L * round) % COUNT));
  }

  /**
   * What may be a code in what somebody wrote: {@code 1234}, {@code 确认 1234}, {@code １２３４。}. A year
   * or a room may stand before it, and a quoted message behind.
   */
  public static List<ReplyCode> in(String text) {
    return FOUR_DIGITS
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
        .results()
        .map(digits -> new ReplyCode(digits.group()))
        .distinct()
        .limit(MOST)
        .toList();
  }
}
