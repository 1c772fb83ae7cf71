package io.tocsin.incident.finalreport;

import org.jspecify.annotations.Nullable;

/** Writes markup in which every word that comes from outside is escaped. */
final class Html {

  private final StringBuilder out = new StringBuilder();

  /** Markup of our own, as it is. */
  Html raw(String markup) {
    out.append(markup);
    return this;
  }

  Html text(@Nullable Object words) {
    if (words != null) {
      String text = words.toString();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        switch (c) {
          case '&' -> out.append("&amp;");
          case '<' -> out.append("&lt;");
          case '>' -> out.append("&gt;");
          case '"' -> out.append("&quot;");
          case '\'' -> out.append("&#39;");
          default -> out.append(c);
        }
      }
    }
    return this;
  }

  Html element(String name, @Nullable Object words) {
    return raw("<" + name + ">").text(words).raw("</" + name + ">\n");
  }

  Html headRow(Object... cells) {
    return cells("th", cells);
  }

  Html row(@Nullable Object... cells) {
    return cells("td", cells);
  }

  private Html cells(String name, @Nullable Object... cells) {
    raw("<tr>");
    for (Object cell : cells) {
      raw("<" + name + ">").text(cell).raw("</" + name + ">");
    }
    return raw("</tr>\n");
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
