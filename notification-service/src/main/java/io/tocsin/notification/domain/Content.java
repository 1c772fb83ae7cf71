package io.tocsin.notification.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a message says, as it goes out. The mark of a drill cannot be left out: the constructor
 * refuses a drill's content that does not begin with it.
 *
 * @param subject null on channels that have none
 * @param html null where only text goes
 */
public record Content(
    boolean exercise, @Nullable String subject, String text, @Nullable String html) {

  /** As long as a subject may be and still be read whole in a list. */
  private static final int SUBJECT = 78;

  private static final Words MARK = new Words("【演练】", "[DRILL] ");

  public Content {
    if (exercise && !(isMarked(text) && (subject == null || isMarked(subject)))) {
      throw new IllegalArgumentException(
          "Expected every text of a drill to begin with its mark, but got "
              + (subject == null ? text : subject + " / " + text));
    }
  }

  /** The text with the drill's mark in front where it is a drill and the mark is not there yet. */
  public static String marked(boolean exercise, Language language, String text) {
    return !exercise || isMarked(text) ? text : MARK.in(language) + text;
  }

  /**
   * The same said on another channel, with what this one has of it.
   *
   * <p>A short channel takes the first paragraph, which says it all; e-mail takes the text as it is
   * and its first sentence for a subject.
   */
  public Content on(Channel channel) {
    if (channel == Channel.EMAIL) {
      String head = subject == null ? firstSentence(text) : subject;
      return new Content(exercise, head, text, html);
    }
    int paragraph = subject == null ? -1 : text.indexOf("\n\n");
    return new Content(
        exercise, null, (paragraph < 0 ? text : text.substring(0, paragraph)).strip(), null);
  }

  private static String firstSentence(String text) {
    int end = text.length();
    for (String stop : new String[] {"。", ". ", "\n", "；", ";", "; "}) {
      int at = text.indexOf(stop);
      end = at > 0 && at < end ? at : end;
    }
    return text.substring(0, Math.min(end, SUBJECT));
  }

  /** The text without the drill's mark, where it begins with one. */
  public static String unmarked(String text) {
    for (String mark : new String[] {MARK.zh(), MARK.en(), MARK.en().strip()}) {
      if (text.startsWith(mark)) {
        return text.substring(mark.length());
      }
    }
    return text;
  }

  /** Whether a text begins with the drill's mark. */
  public static boolean isMarked(String text) {
    return text.startsWith(MARK.zh()) || text.startsWith(MARK.en().strip());
  }
}
