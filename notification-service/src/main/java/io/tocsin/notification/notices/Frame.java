package io.tocsin.notification.notices;

import io.tocsin.notification.domain.Language;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/** One place of the log as it goes over the wire, written once for all streams. */
final class Frame {

  private final Notice notice;
  private final byte[] zh;
  private final byte[] en;

  Frame(Notice notice, JsonMapper json) {
    this.notice = notice;
    this.zh = event(notice, Language.ZH, json);
    this.en = event(notice, Language.EN, json);
  }

  Notice notice() {
    return notice;
  }

  /** The octets of the event; shared, not to be written to. */
  byte[] in(Language language) {
    return language == Language.ZH ? zh : en;
  }

  /** Carries the place, so that a client to which nothing applied for long does not fall behind. */
  static byte[] heartbeat(long place, Instant now) {
    return "id: %d\nevent: heartbeat\ndata: {\"at\":\"%s\"}\n\n"
        .formatted(place, now)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] event(Notice notice, Language language, JsonMapper json) {
    // JSON writes line feeds inside texts as escapes, so one data line holds it.
    return "id: %d\nevent: notice\ndata: %s\n\n"
        .formatted(
            notice.seq(), json.writeValueAsString(NoticeView.of(notice, language, null, null)))
        .getBytes(StandardCharsets.UTF_8);
  }
}
