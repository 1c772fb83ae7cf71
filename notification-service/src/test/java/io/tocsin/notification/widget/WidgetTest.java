package io.tocsin.notification.widget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.notification.widget.Chromium.Tab;
import io.tocsin.testkit.Patience;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The widget as its readers meet it: in a real browser, on somebody else's strict page. */
class WidgetTest {

  private static final Duration SOON = Patience.PATIENCE;
  private static final String ROOT = "document.querySelector('tocsin-notices').shadowRoot";
  private static @Nullable Chromium chromium;

  private final StubBoard board = new StubBoard();
  private final ForeignPage page = new ForeignPage(board.origin());

  @BeforeAll
  static void start() {
    Optional<Path> program = Chromium.installed();
    Assumptions.assumeTrue(
        program.isPresent(), "No Chromium on this machine: the widget is not tried in a browser");
    chromium = new Chromium(program.get());
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void notices() {
    board.post("1", "SUSPENSION", "SEV2", "财务支付系统暂停通知", "");
  }

  @AfterEach
  void close() {
    page.close();
    board.close();
  }

  private Tab open(String... attributes) {
    Tab tab = Objects.requireNonNull(chromium).open(page.with(attributes), 760);
    tab.dark(false);
    return tab;
  }

  private static void shows(Tab tab, String text) {
    tab.until(ROOT + "?.textContent.includes('" + text + "')");
  }

  @Test
  void itIsSmallerThanEightThousandOctetsOnTheWire() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (InputStream in =
            Objects.requireNonNull(
                WidgetTest.class.getResourceAsStream("/static/widget/tocsin-notices.js"));
        GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      in.transferTo(gzip);
    }
    assertThat(packed.size()).isLessThan(8000);
  }

  @Test
  void itShowsWhatIsPostedOnAStrictForeignPageWithoutAComplaint() {
    Tab tab = open("lang=zh", "unit=yunxi");
    shows(tab, "财务支付系统暂停通知");
    shows(tab, "Ⅱ 重大");
    shows(tab, "实时");

    board.post("2", "RESTORATION", "SEV2", "财务支付系统已恢复", ",\"refersTo\":\"1\"");

    shows(tab, "财务支付系统已恢复");
    tab.until(ROOT + ".querySelector('[aria-live=polite]').textContent.startsWith('新公告')");
    assertThat(tab.complaints()).isEmpty();
    assertThat(board.asked.getFirst()).contains("unit=yunxi").contains("lang=zh");
    tab.close();
  }

  @Test
  void aUnitConfirmsByKeyboardAloneAndKeepsItsPlace() {
    Tab tab = open("lang=zh", "unit=yunxi", "token=secret");
    shows(tab, "确认已阅");
    tab.eval("document.getElementById('before').focus()");

    tab.key("Tab");
    tab.until(ROOT + ".activeElement?.textContent === '确认已阅'");
    board.post("2", "FAULT", "SEV3", "打印服务故障", "");
    shows(tab, "打印服务故障");
    tab.until(ROOT + ".activeElement?.dataset.id === '1'");
    tab.key("Enter");

    await().atMost(SOON).until(() -> board.confirmations.size() == 1);
    assertThat(board.confirmations.getFirst())
        .isEqualTo("/widget/notices/1/confirmations Bearer secret {\"unit\":\"yunxi\"}");
    shows(tab, "本单位已确认");
    tab.until(ROOT + ".activeElement?.textContent.includes('本单位已确认')");
    assertThat(tab.complaints()).isEmpty();
    tab.close();
  }

  @Test
  void aRefusedConfirmationSaysWhy() {
    board.confirmationStatus = 403;
    Tab tab = open("lang=zh", "unit=yunxi", "token=secret");
    shows(tab, "确认已阅");

    tab.eval(ROOT + ".querySelector('button').click()");

    shows(tab, "云溪县局无权确认");
    tab.until(ROOT + ".querySelector('[aria-live=polite]').textContent.includes('云溪县局')");
    tab.close();
  }

  @Test
  void aPageMayTakeTheButtonsIntoItsOwnHands() {
    Tab tab = open("lang=en", "unit=yunxi");
    shows(tab, "Confirm as read");
    tab.eval(
        "window.heard=[];for(const t of ['tocsin-confirm','tocsin-report'])"
            + "addEventListener(t,e=>{heard.push(t+e.detail.unit);e.preventDefault()})");

    tab.eval(ROOT + ".querySelector('button').click()");
    tab.eval(ROOT + ".querySelector('footer a').click()");

    assertThat(tab.eval("heard.join()").asString())
        .isEqualTo("tocsin-confirmyunxi,tocsin-reportyunxi");
    assertThat(tab.eval(ROOT + ".querySelector('footer a').href").asString())
        .isEqualTo(board.origin() + "/#/report?unit=yunxi");
    tab.close();
  }

  @Test
  void whenThePlatformRefusesItSaysHowOldItsStateIsAndComesBackByItself() {
    Tab tab = open("lang=zh");
    shows(tab, "实时");

    board.leave();
    tab.until(ROOT + ".querySelector('.banner.on')?.textContent.includes('连接已中断')");
    shows(tab, "财务支付系统暂停通知");
    await().atMost(SOON).until(() -> board.refused.get() >= 2);
    board.back();

    tab.until(ROOT + ".querySelector('.status.on') !== null");
    tab.until(ROOT + ".querySelector('.banner.on') === null");
    assertThat(board.asked.getLast()).contains("lastEventId=");
    tab.close();
  }

  @Test
  void withoutThePlatformAPageThatIsOpenedAnewShowsTheLastState() {
    Tab tab = open("lang=zh");
    shows(tab, "实时");
    board.leave();

    tab.call("Page.navigate", java.util.Map.of("url", page.with("lang=zh", "theme=light")));

    shows(tab, "财务支付系统暂停通知");
    tab.until(ROOT + ".querySelector('.banner.on')?.textContent.includes('连接已中断')");
    tab.close();
  }

  @Test
  void allTabsOfABrowserShareOneStreamAndTheNextTakesItOver() {
    Tab first = open("lang=zh", "unit=yunxi");
    shows(first, "实时");
    Tab second = open("lang=zh", "unit=yunxi");
    shows(second, "实时");
    shows(second, "财务支付系统暂停通知");
    assertThat(board.open()).isEqualTo(1);

    board.post("2", "FAULT", "SEV3", "打印服务故障", "");
    shows(second, "打印服务故障");
    first.close();
    await().atMost(SOON).until(() -> board.asked.size() == 2);
    board.post("3", "FAULT", "SEV4", "扫描仪故障", "");

    shows(second, "扫描仪故障");
    assertThat(board.asked.getLast()).contains("lastEventId=");
    second.close();
  }

  @Test
  void itsTextsCanBeReadInLightAndDark() {
    board.post("2", "FAULT", "SEV1", "一级", "");
    board.post("3", "FAULT", "SEV3", "三级", "");
    board.post("4", "FAULT", "SEV4", "四级", ",\"exercise\":true");
    board.post("5", "RESTORATION", "SEV4", "恢复", "");
    Tab tab = open("lang=zh", "unit=yunxi");
    shows(tab, "恢复公告");
    for (boolean dark : new boolean[] {false, true}) {
      tab.dark(dark);
      JsonNode low = tab.eval(LOW_CONTRAST);
      assertThat(low.valueStream().map(JsonNode::asString)).as(dark ? "dark" : "light").isEmpty();
    }
    tab.close();
  }

  @Test
  void assistiveTechnologyFindsARegionAListAndNamedButtons() {
    Tab tab = open("lang=en", "unit=yunxi");
    shows(tab, "Confirm as read");

    List<String> found =
        tab.call("Accessibility.getFullAXTree", java.util.Map.of())
            .path("nodes")
            .valueStream()
            .map(n ->
                n.path("role").path("value").asString("")
                    + " "
                    + n.path("name").path("value").asString(""))
            .toList();

    assertThat(found)
        .contains("region Service notices", "heading Service notices", "link Report a fault")
        .anyMatch(n -> n.startsWith("list"))
        .anyMatch(n -> n.startsWith("button Confirm as read") && n.contains("财务支付系统暂停通知"));
    tab.close();
  }

  @Test
  void itLooksAsItShouldNarrowAndWide() {
    board.post("2", "FAULT", "SEV1", "核心系统全停", "");
    board.post("3", "FAULT", "SEV4", "演练公告", ",\"exercise\":true");
    for (String lang : List.of("zh", "en")) {
      Tab tab = open("lang=" + lang, "unit=yunxi");
      tab.until(ROOT + ".querySelectorAll('li').length === 3");
      for (int width : new int[] {320, 760}) {
        tab.width(width);
        for (boolean dark : new boolean[] {false, true}) {
          tab.dark(dark);
          tab.screenshot(
              Path.of("target/widget", lang + "-" + width + (dark ? "-dark" : "-light") + ".png"));
        }
        assertThat(tab.eval("document.documentElement.scrollWidth").asInt())
            .as("no sideways scrolling at %d", width)
            .isLessThanOrEqualTo(width);
      }
      tab.close();
    }
  }

  /** Every text whose colour stands less than 4.5 : 1 from what is behind it. */
  private static final String LOW_CONTRAST =
      """
      (() => {
        const light = (c) => { const [r, g, b] = c.match(/[\\d.]+/g).map(Number)
            .map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
          return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
        const host = document.querySelector("tocsin-notices");
        const behind = (e) => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
            if (!/, 0\\)$/.test(c)) return c; } return getComputedStyle(host).backgroundColor; };
        const low = [];
        for (const e of host.shadowRoot.querySelectorAll("*")) {
          if (![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
          const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
          const ratio = (a + 0.05) / (b + 0.05);
          if (ratio < 4.5) low.push(e.className + " " + e.textContent + " " + ratio.toFixed(2));
        }
        return low;
      })()
      """;
}
