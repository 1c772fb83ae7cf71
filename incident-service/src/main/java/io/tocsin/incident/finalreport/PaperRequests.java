package io.tocsin.incident.finalreport;

import io.tocsin.contracts.LocalText;
import io.tocsin.incident.domain.casefile.CaseFile.Sections;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of what people write. A text has up to 20,000 characters; a blank one counts as none. */
final class PaperRequests {

  private static final int LONGEST = 20_000;

  private PaperRequests() {}

  /** The sections, all of them: one that is left out is emptied. */
  record Report(
      @Nullable String summary,
      @Nullable String cause,
      @Nullable String impact,
      @Nullable String measures,
      @Nullable String lessons) {

    Sections sections() {
      return new Sections(
          optional("summary", summary),
          optional("cause", cause),
          optional("impact", impact),
          optional("measures", measures),
          optional("lessons", lessons));
    }
  }

  record Approve(@Nullable String remark) {}

  /**
   * @param id of the item to change; null to add one
   * @param owner a person's id
   */
  record Action(
      @Nullable String id,
      String text,
      @Nullable String owner,
      @Nullable LocalDate due,
      @Nullable LocalDate doneOn) {}

  /** How the superior was told. */
  enum Way {
    PHONE,
    WRITING,
    IN_PERSON
  }

  record Follow(String text, Way channel) {}

  static String words(String field, String text) {
    String words = optional(field, text);
    if (words == null) {
      throw refused(field, "文字，但为空", "words, but there are none");
    }
    return words;
  }

  static @Nullable String optional(String field, @Nullable String text) {
    String words = text == null ? "" : text.strip();
    if (words.length() > LONGEST) {
      throw refused(
          field,
          "至多 %d 个字符，但收到 %d 个".formatted(LONGEST, words.length()),
          "at most %d characters, but got %d".formatted(LONGEST, words.length()));
    }
    return words.isEmpty() ? null : words;
  }

  private static RuntimeException refused(String field, String zh, String en) {
    LocalText message = new LocalText("应为" + zh, "Expected " + en);
    return Problems.badRequest(
        new LocalText(field + "：" + message.zh(), field + ": " + message.en()),
        List.of(new FieldError(field, message)));
  }
}
