package io.tocsin.notification.replies;

import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.springframework.web.util.HtmlUtils;

/** The pages behind a link: no script, nothing from elsewhere. */
final class AcknowledgePage {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm");

  private AcknowledgePage() {}

  /** Asks. Looking at it changes nothing: scanners of mail open every link. */
  static String ask(Language language, Message page) {
    return page(
        language,
        new Words("确认接手", "Acknowledge"),
        said(page),
        "<form method=\"post\"><button type=\"submit\">"
            + new Words("我来处置", "I am on it").in(language)
            + "</button></form>");
  }

  static String thanks(
      Language language, Message page, Acknowledgements.Result result, ZoneId zone) {
    Words words =
        result.first()
            ? new Words("已确认，感谢。", "Acknowledged, thank you.")
            : already(result.at(), zone);
    return page(language, words, said(page), "");
  }

  /** It was recorded, but nobody was asked any more. */
  static String over(Language language, Message page, Words why) {
    return page(language, why, said(page), "");
  }

  static String already(Language language, Message page, Instant at, ZoneId zone) {
    return page(language, already(at, zone), said(page), "");
  }

  static String late(Language language) {
    return page(
        language,
        new Words("链接已过期", "This link has expired"),
        new Words("未登记您的确认。请登录警钟控制台查看。", "Nothing was recorded. See the Tocsin console.")
            .in(language),
        "");
  }

  static String unknown(Language language) {
    return page(
        language,
        new Words("链接无效", "This link is not valid"),
        new Words("请登录警钟控制台查看。", "See the Tocsin console.").in(language),
        "");
  }

  /** By the clock on the reader's wall. */
  private static Words already(Instant at, ZoneId zone) {
    String local = TIME.format(at.atZone(zone));
    return new Words("您已于 " + local + " 确认", "You acknowledged it at " + local);
  }

  private static String said(Message page) {
    return page.content().on(Channel.VOICE).text();
  }

  private static String page(Language language, Words title, String text, String form) {
    return """
    <!doctype html>
    <html lang="%s"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
    <meta name="robots" content="noindex"><title>%s</title>
    <style>body{font:18px/1.6 sans-serif;max-width:34em;margin:2em auto;padding:0 1em;color:#1c2430}
    button{font:inherit;padding:.8em 2em;background:#c0262d;color:#fff;border:0;border-radius:4px}</style>
    </head><body><h1>%s</h1><p>%s</p>%s</body></html>
    """
        .formatted(
            language.tag(),
            HtmlUtils.htmlEscape(title.in(language)),
            HtmlUtils.htmlEscape(title.in(language)),
            HtmlUtils.htmlEscape(text),
            form);
  }
}
