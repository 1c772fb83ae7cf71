package io.tocsin.notification.domain;

import java.util.ArrayList;
import java.util.List;

/** Several messages to one recipient as one, when the budget has room for one only. */
public final class Digest {

  /** Beyond it the rest is only counted. */
  private static final int MOST = 500;

  private Digest() {}

  /**
   * One text of many, the oldest first. A drill and a real fault never share a message.
   *
   * @param contents at least one
   */
  public static Content of(List<Content> contents, Language language) {
    Content first = contents.getFirst();
    if (contents.size() == 1) {
      return first;
    }
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
    int left = contents.size() - lines.size();
    String head =
        language == Language.ZH
            ? "共" + contents.size() + "条通告:"
            : contents.size() + " notices: ";
    String tail =
        left == 0
            ? ""
            : language == Language.ZH ? "\n另有" + left + "条,见通告板。" : "\n" + left + " more on the board.";
    String text = head + "\n" + String.join("\n", lines) + tail;
    return new Content(
        first.exercise(), null, Content.marked(first.exercise(), language, text), null);
  }
}
