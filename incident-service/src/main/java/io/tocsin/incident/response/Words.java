package io.tocsin.incident.response;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** People's own words, in bodies of acts. */
final class Words {

  private static final int LONGEST = 4000;

  private Words() {}

  /** From 1 to 4,000 characters, else 400. */
  static String required(String field, String text) {
    String words = text.strip();
    if (!words.isEmpty() && words.length() <= LONGEST) {
      return words;
    }
    throw refused(
        field,
        "应为 1 到 %d 个字符，但收到 %d 个".formatted(LONGEST, words.length()),
        "Expected 1 to %d characters, but got %d".formatted(LONGEST, words.length()));
  }

  /** Null stays null, and so does what is blank. */
  static @Nullable String optional(String field, @Nullable String text) {
    return text == null || text.isBlank() ? null : required(field, text);
  }

  static ProblemException refused(String field, String zh, String en) {
    LocalText message = new LocalText(zh, en);
    return Problems.badRequest(
        new LocalText(field + "：" + zh, field + ": " + en),
        List.of(new FieldError(field, message)));
  }
}
