package io.tocsin.notification.feeds;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.notices.Notice;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FeedFormsTest {

  private static final Instant LATER = Samples.ISSUED.plusSeconds(60);
  private static final Notice SUSPENSION =
      Samples.notice(NoticeType.SUSPENSION, Severity.SEV1, false);
  private static final Notice DRILL = Samples.notice(NoticeType.FAULT, null, true);

  private static Feed feed(Language language, @Nullable String unit, Notice... notices) {
    return new Feed(
        "江南省财政厅", unit, unit == null ? null : "云溪县局", language, List.of(notices), Samples.LINKS);
  }

  private static List<String> links(Document atom, String rel) {
    var found = atom.getElementsByTagNameNS("*", "link");
    return java.util.stream.IntStream.range(0, found.getLength())
        .mapToObj(i -> (Element) found.item(i))
        .filter(e -> e.getAttribute("rel").equals(rel))
        .map(e -> e.getAttribute("href"))
        .toList();
  }

  @Test
  void atomHasWhatItsRulesDemandOfAFeedAndOfEachEntry() {
    Document atom = Samples.read(AtomFeed.write(feed(Language.ZH, "yunxi", SUSPENSION, DRILL)));

    assertThat(atom.getDocumentElement().getNamespaceURI())
        .isEqualTo("http://www.w3.org/2005/Atom");
    assertThat(atom.getDocumentElement().getAttribute("xml:lang")).isEqualTo("zh-CN");
    assertThat(Samples.texts(atom, "id")).hasSize(3).allMatch(id -> id.startsWith("urn:uuid:"));
    assertThat(Samples.texts(atom, "title").getFirst()).isEqualTo("江南省财政厅 系统公告 · 云溪县局");
    assertThat(Samples.texts(atom, "updated")).hasSize(3).containsOnly(Samples.ISSUED.toString());
    assertThat(Samples.texts(atom, "author")).containsExactly("江南省财政厅");
    assertThat(links(atom, "self"))
        .containsExactly("https://tocsin.example.cn/api/v1/feeds/notices.atom?lang=zh&unit=yunxi");
    assertThat(Samples.texts(atom, "content").getFirst()).isEqualTo("自 09:20 起暂停。𠮷");
    assertThat(Samples.texts(atom, "content").getLast()).startsWith("【演练】");
  }

  @Test
  void aReaderSeesThatANoticeWasTakenBackAndWhy() {
    Notice withdrawn = Samples.withdrawn(SUSPENSION, LATER);

    Document atom = Samples.read(AtomFeed.write(feed(Language.EN, null, withdrawn)));

    assertThat(Samples.texts(atom, "title").getLast()).startsWith("[WITHDRAWN] ");
    assertThat(Samples.texts(atom, "updated")).containsOnly(LATER.toString());
    assertThat(Samples.texts(atom, "content").getFirst())
        .startsWith("Withdrawn because: sent by mistake");
  }

  @Test
  void jsonFeedSaysTheSameInItsOwnForm() {
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                JsonMapper.shared()
                    .writeValueAsBytes(JsonFeed.of(feed(Language.EN, null, SUSPENSION, DRILL))));

    assertThat(json.path("version").asString()).isEqualTo("https://jsonfeed.org/version/1.1");
    assertThat(json.path("feed_url").asString())
        .isEqualTo("https://tocsin.example.cn/api/v1/feeds/notices.json?lang=en");
    assertThat(json.path("language").asString()).isEqualTo("en");
    JsonNode item = json.path("items").get(0);
    assertThat(item.path("id").asString()).isEqualTo("urn:uuid:" + SUSPENSION.id());
    assertThat(item.path("content_text").asString()).startsWith("Suspended from 09:20.");
    assertThat(item.path("date_published").asString()).isEqualTo(Samples.ISSUED.toString());
    assertThat(item.path("_tocsin").path("units").valueStream().map(JsonNode::asString))
        .containsExactly("yunxi", "baita");
    assertThat(item.path("attachments").get(0).path("url").asString())
        .isEqualTo("https://tocsin.example.cn/api/v1/feeds/cap/" + SUSPENSION.id() + ".xml");
    assertThat(json.path("items").get(1).path("tags").valueStream().map(JsonNode::asString))
        .containsExactly("Fault", "Drill");
  }

  @Test
  void anEmptyFeedIsAFeed() {
    Document atom = Samples.read(AtomFeed.write(feed(Language.EN, null)));

    assertThat(Samples.texts(atom, "updated")).containsExactly("1970-01-01T00:00:00Z");
    assertThat(Samples.texts(atom, "entry")).isEmpty();
  }
}
