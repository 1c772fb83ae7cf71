package io.tocsin.notification.feeds;

import io.tocsin.kit.time.Ids;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.notices.Notice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A feed before it is written in one form or another.
 *
 * @param organisation null until one was set up
 * @param unit the code of the unit that it is for; null for all
 * @param unitName by its name; null for all
 * @param notices the newest first
 */
record Feed(
    @Nullable String organisation,
    @Nullable String unit,
    @Nullable String unitName,
    Language language,
    List<Notice> notices,
    FeedProperties links) {

  /** An empty feed has been as it is since the beginning. */
  private static final Instant EVER = Instant.EPOCH;

  String title() {
    String of = organisation == null ? "Tocsin" : organisation;
    String title = of + (language == Language.ZH ? " 系统公告" : " service notices");
    return unitName == null ? title : title + " · " + unitName;
  }

  Instant updated() {
    return notices.stream().map(Notice::changedAt).max(Comparator.naturalOrder()).orElse(EVER);
  }

  /** Stays the same as long as the feed is about the same. */
  String id() {
    return "urn:uuid:"
        + Ids.derived("feed", links.publicUrl().toString(), unit == null ? "" : unit, lang());
  }

  String lang() {
    return language == Language.ZH ? "zh" : "en";
  }

  /** Its own address. */
  String self(String form) {
    return links.link("/api/v1/feeds/notices." + form + query());
  }

  /** The page that shows the same to people. */
  String page() {
    return links.link("/widget/" + query());
  }

  String page(Notice notice) {
    return page() + "#" + notice.id();
  }

  String alert(Notice notice) {
    return links.link("/api/v1/feeds/cap/" + notice.id() + ".xml");
  }

  static String id(String noticeId) {
    return "urn:uuid:" + noticeId;
  }

  private String query() {
    return "?lang="
        + lang()
        + (unit == null ? "" : "&unit=" + URLEncoder.encode(unit, StandardCharsets.UTF_8));
  }
}
