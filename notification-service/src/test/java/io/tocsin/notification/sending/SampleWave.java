package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Backoff;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Route;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Four messages of one notice, three in Chinese and one in English. */
final class SampleWave {

  static final Instant T0 = Instant.parse("2026-03-09T01:20:00.123456Z");
  static final String PROVIDER = "smpp:primary";
  static final WaveDocument.Reading READING =
      (attempt, answer, at) ->
          answer.appliedTo(
              attempt,
              at,
              new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30)),
              new Route(List.of(PROVIDER)));

  private static final Words WHY = new Words("属于公告范围", "In the audience");

  private SampleWave() {}

  static Wave of(String id, String notice) {
    return new Wave(id, notice, attempts(notice));
  }

  private static List<Attempting> attempts(String notice) {
    return IntStream.range(0, 4)
        .mapToObj(i -> new Queued(message(notice, i)).attempt(PROVIDER, T0, T0.plusSeconds(30)))
        .toList();
  }

  private static Message message(String notice, int i) {
    String text = i == 2 ? "Maintenance tonight" : "今晚维护";
    return new Message(
        notice + "-d-" + i,
        Channel.SMS,
        Urgency.BULK,
        new Recipient(Recipient.Kind.UNIT, "u-" + i, "县局" + i, "+861390000000" + i),
        About.notice("i-1", notice),
        new Content(false, null, text, null),
        WHY,
        null,
        T0,
        T0.plusSeconds(86_400));
  }
}
