package io.tocsin.notification.feeds;

import io.tocsin.contracts.Severity;
import io.tocsin.notification.notices.Notice;
import javax.xml.stream.XMLStreamException;

/** A feed as Atom 1.0, RFC 4287. */
final class AtomFeed {

  private AtomFeed() {}

  static byte[] write(Feed feed) {
    return Xml.document(
        "feed",
        "http://www.w3.org/2005/Atom",
        feed.language().tag(),
        xml -> {
          xml.text("id", feed.id())
              .text("title", feed.title())
              .text("updated", feed.updated().toString())
              .empty(
                  "link", "rel", "self", "type", "application/atom+xml", "href", feed.self("atom"))
              .empty("link", "rel", "alternate", "type", "text/html", "href", feed.page())
              .element("author", author -> author.text("name", author(feed)))
              .text("generator", "Tocsin");
          for (Notice notice : feed.notices()) {
            xml.element("entry", entry -> entry(entry, feed, notice));
          }
        });
  }

  private static void entry(Xml xml, Feed feed, Notice notice) throws XMLStreamException {
    xml.text("id", Feed.id(notice.id()))
        .text("title", FeedWords.title(notice, feed.language()))
        .text("published", notice.issuedAt().toString())
        .text("updated", notice.changedAt().toString())
        .empty("link", "rel", "alternate", "type", "text/html", "href", feed.page(notice))
        .empty(
            "link", "rel", "alternate", "type", "application/cap+xml", "href", feed.alert(notice));
    if (notice.refersTo() != null) {
      xml.empty("link", "rel", "related", "href", Feed.id(notice.refersTo()));
    }
    category(
        xml,
        "urn:tocsin:type",
        notice.type().name(),
        FeedWords.of(notice.type()).in(feed.language()));
    Severity severity = notice.severity();
    if (severity != null) {
      category(
          xml, "urn:tocsin:severity", severity.name(), FeedWords.of(severity).in(feed.language()));
    }
    if (notice.exercise()) {
      category(xml, "urn:tocsin:status", "EXERCISE", FeedWords.DRILL.in(feed.language()));
    }
    xml.text("content", FeedWords.text(notice, feed.language()));
  }

  private static void category(Xml xml, String scheme, String term, String label)
      throws XMLStreamException {
    xml.empty("category", "scheme", scheme, "term", term, "label", label);
  }

  private static String author(Feed feed) {
    return feed.organisation() == null ? "Tocsin" : feed.organisation();
  }
}
