package io.tocsin.notification.domain;

import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The six digits that verify a contact point. The roster sends them and knows which are right; here
 * they are only told from the four of a page.
 */
public record ContactCode(String digits) {

  private static final Pattern SIX_DIGITS = Pattern.compile("(?<![\\d-])\\d{6}(?![\\d-])");

  public ContactCode {
    if (!SIX_DIGITS.matcher(digits).matches()) {
      throw new IllegalArgumentException("Expected six digits, but got " + digits);
    }
  }

  /** The code in what somebody wrote, as {@link ReplyCode#in} reads it. */
  public static Optional<ContactCode> in(String text) {
    Matcher digits = SIX_DIGITS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC));
    return digits.find() ? Optional.of(new ContactCode(digits.group())) : Optional.empty();
  }
}
