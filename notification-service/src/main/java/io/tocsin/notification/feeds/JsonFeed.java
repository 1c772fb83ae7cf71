package io.tocsin.notification.feeds;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tocsin.notification.notices.Notice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A feed as JSON Feed 1.1 (jsonfeed.org); what only this platform knows stands below _tocsin. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JsonFeed(
    String version,
    String title,
    @JsonProperty("home_page_url") String homePageUrl,
    @JsonProperty("feed_url") String feedUrl,
    String language,
    List<Author> authors,
    List<Item> items) {

  record Author(String name) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(
      String id,
      String url,
      String title,
      @JsonProperty("content_text") String contentText,
      @JsonProperty("date_published") Instant datePublished,
      @JsonProperty("date_modified") Instant dateModified,
      List<String> tags,
      List<Attachment> attachments,
      @JsonProperty("_tocsin") About about) {}

  /** The notice as an alert for machines. */
  record Attachment(String url, @JsonProperty("mime_type") String mimeType) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record About(
      String number,
      String type,
      @Nullable String severity,
      boolean exercise,
      Collection<String> units,
      @Nullable String incidentId,
      @Nullable String refersTo,
      int revision,
      @Nullable Instant expiresAt,
      @Nullable Instant withdrawnAt) {}

  static JsonFeed of(Feed feed) {
    String author = feed.organisation();
    return new JsonFeed(
        "https://jsonfeed.org/version/1.1",
        feed.title(),
        feed.page(),
        feed.self("json"),
        feed.language().tag(),
        List.of(new Author(author == null ? "Tocsin" : author)),
        feed.notices().stream().map(n -> item(feed, n)).toList());
  }

  private static Item item(Feed feed, Notice notice) {
    return new Item(
        Feed.id(notice.id()),
        feed.page(notice),
        FeedWords.title(notice, feed.language()),
        FeedWords.text(notice, feed.language()),
        notice.issuedAt(),
        notice.changedAt(),
        tags(feed, notice),
        List.of(new Attachment(feed.alert(notice), "application/cap+xml")),
        new About(
            notice.number(),
            notice.type().name(),
            notice.severity() == null ? null : notice.severity().name(),
            notice.exercise(),
            notice.units(),
            notice.incidentId(),
            notice.refersTo(),
            notice.revision().number(),
            notice.expiresAt(),
            notice.withdrawnAt()));
  }

  private static List<String> tags(Feed feed, Notice notice) {
    List<String> tags = new ArrayList<>();
    tags.add(FeedWords.of(notice.type()).in(feed.language()));
    if (notice.severity() != null) {
      tags.add(FeedWords.of(notice.severity()).in(feed.language()));
    }
    if (notice.exercise()) {
      tags.add(FeedWords.DRILL.in(feed.language()));
    }
    return tags;
  }
}
