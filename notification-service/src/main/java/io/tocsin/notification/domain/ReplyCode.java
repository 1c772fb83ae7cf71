package io.tocsin.notification.domain;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** The four digits that answer a page; five on a number that has very many codes out. */
public record ReplyCode(String digits) {

  private static final Pattern DIGITS = Pattern.compile("(?<![\\d-])\\d{4,5}(?![\\d-])");

  /** So many short ones are tried: on a number where both are taken, most are. */
  private static final int SHORT_ONES = 2;

  private static final int SHORT = 1_000;
  private static final int LONG = 10_000;

  /** Nobody is paged about more at once. */
  private static final int MOST = 8;

  public ReplyCode {
    if (!DIGITS.matcher(digits).matches()) {
      throw new IllegalArgumentException("Expected four or five digits, but got " + digits);
    }
  }

  /**
   * The codes to try for one person and incident, the first one free on that number is taken. The
   * same order every time, so that a redelivery and a later page of the same incident find the same
   * code again. No secret: whoever could guess it would have to send from the person's own number.
   *
   * @param round counts from 0; from the third on codes have five digits, and 90,000 rounds more
   *     see each of them once
   */
  public static ReplyCode candidate(String incidentId, String personId, int round) {
    CRC32 hash = new CRC32();
    hash.update((incidentId + '\n' + personId).getBytes(StandardCharsets.UTF_8));
    // From 1000 to 9999, or from 10000 to 99999; a prime step meets every one.
    int first = round < SHORT_ONES ? SHORT : LONG;
    return new ReplyCode(String.valueOf(first + (hash.getValue() + 7919L * round) % (9L * first)));
  }

  /**
   * What may be a code in what somebody wrote: {@code 1234}, {@code 确认 1234}, {@code １２３４。}. A year
   * or a room may stand before it, and a quoted message behind.
   */
  public static List<ReplyCode> in(String text) {
    return DIGITS
        .matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
        .results()
        .map(digits -> new ReplyCode(digits.group()))
        .distinct()
        .limit(MOST)
        .toList();
  }
}
