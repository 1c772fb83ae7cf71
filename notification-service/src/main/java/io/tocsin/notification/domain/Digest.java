package io.tocsin.notification.domain;

import java.util.ArrayList;
import java.util.List;

/**
 * Several messages to one recipient as one, when the budget has room for one only.
 *
 * @param count of the messages
 * @param said how many of them, from the first on, the list says
 * @param list their texts, numbered, one a line; what is too long for an SMS is only counted
 */
public record Digest(int count, int said, String list) {

  /** Beyond it the rest is only counted. */
  private static final int MOST = 500;

  /** Of the texts in their order, without the marks of a drill. */
  public static Digest of(List<Content> contents, Language language) {
    List<String> lines = new ArrayList<>();
    int length = 0;
    for (Content content : contents) {
      String line = (lines.size() + 1) + ". " + Content.unmarked(content.text()).strip();
      if (length + line.length() > MOST && !lines.isEmpty()) {
        break;
      }
      lines.add(line);
      length += line.length();
    }
    int said = lines.size();
    int left = contents.size() - said;
    if (left > 0) {
      lines.add(language == Language.ZH ? "另有" + left + "条，见通告板。" : left + " more on the board.");
    }
    return new Digest(contents.size(), said, String.join("\n", lines));
  }
}
