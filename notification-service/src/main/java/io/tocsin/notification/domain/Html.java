package io.tocsin.notification.domain;

import org.jspecify.annotations.Nullable;

/** The HTML half of a mail: inline styles only, because mail programs drop the rest. */
final class Html {

  private Html() {}

  /**
   * A headline and lines of text, each line as it is.
   *
   * @param lines separated by line feeds
   */
  static String page(Language language, String title, String lead, String lines) {
    return page(language, title, lead, lines, null);
  }

  /**
   * The same with a button.
   *
   * @param link where it leads; null for no button
   */
  static String page(
      Language language, String title, String lead, String lines, @Nullable String link) {
    return """
    <!doctype html>
    <html lang="%s"><head><meta charset="utf-8"><title>%s</title></head>
    <body style="margin:0;padding:24px;background:#f4f5f7;font:16px/1.6 sans-serif;color:#1c2430">
    <div style="max-width:600px;margin:0 auto;padding:24px;background:#fff;border-top:4px solid #c0262d">
    <p style="margin:0 0 16px;font-size:18px"><strong>%s</strong></p>
    <p style="margin:0">%s</p>%s
    </div></body></html>
    """
        .formatted(
            language.tag(),
            escaped(title),
            escaped(lead),
            escaped(lines).replace("\n", "<br>\n"),
            link == null ? "" : button(language, link));
  }

  private static String button(Language language, String link) {
    return """

    <p style="margin:24px 0 0"><a href="%s" style="padding:12px 24px;background:#c0262d;color:#fff;text-decoration:none">%s</a></p>\
    """
        .formatted(escaped(link), language == Language.ZH ? "确认接手" : "Acknowledge");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
