package io.tocsin.notification.channels;

import io.tocsin.kit.time.Ids;
import io.tocsin.notification.channels.DailyPageProperties.Contact;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Confirmed;
import io.tocsin.notification.domain.Delivery.Delivered;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Message.About;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/**
 * The page of one day and the alarm about it. Their ids are made of the day and the contact, so
 * that instances and restarts send each of them once.
 *
 * @param carried the channels that have a provider
 */
record DailyPage(LocalDate day, Language language, Duration within, Set<Channel> carried) {

  private static final Words WHY = new Words("每日例行呼叫", "The daily test page");
  private static final Words ALARM = new Words("例行呼叫未到", "A daily test page did not arrive");

  String id(Contact to) {
    return Ids.derived("daily-page", day.toString(), to.channel().name(), to.address());
  }

  Delivery page(Contact to, Instant now) {
    Words text =
        new Words(
            "【测试】警钟每日例行呼叫（" + day + "），无需处理。",
            "[TEST] Tocsin's daily page of " + day + ". Nothing to do.");
    return delivery(id(to), to, text, WHY, now);
  }

  /** To somebody whom the day's page did reach. */
  Delivery alarm(Contact lost, String detail, Contact to, Instant now) {
    Words channel = lost.channel().words();
    Words text =
        new Words(
            "警钟告警：今日例行呼叫未到达" + channel.zh() + " " + lost.address() + "（" + detail + "），请检查该通道。",
            "Tocsin alarm: today's test page did not arrive by %s at %s (%s). Check that channel."
                .formatted(channel.en(), lost.address(), detail));
    String id = Ids.derived("daily-page-alarm", id(lost), to.channel().name(), to.address());
    return delivery(id, to, text, ALARM, now);
  }

  /**
   * Whether it is where this channel can say that it is. One that promised a receipt has to bring
   * it: a centre that takes everything and delivers nothing is dead as well. Of a mail is only
   * heard when it comes back.
   */
  static boolean arrived(Delivery delivery) {
    return switch (delivery) {
      case HandedOff handedOff ->
          handedOff.message().channel() == Channel.EMAIL || handedOff.receipts().isEmpty();
      case Delivered _, Confirmed _ -> true;
      default -> false;
    };
  }

  private Delivery delivery(String id, Contact to, Words text, Words why, Instant now) {
    Queued queued =
        new Queued(
            new Message(
                id,
                to.channel(),
                Urgency.URGENT,
                new Recipient(Recipient.Kind.PERSON, "daily-page", "daily-page", to.address()),
                new About(null, null, null),
                new Content(false, null, text.in(language), null).on(to.channel()),
                why,
                null,
                now,
                now.plus(within)));
    Words channel = to.channel().words();
    return carried.contains(to.channel())
        ? queued
        : queued.refuse(new Words("尚无" + channel.zh() + "服务商", "No provider for " + channel.en()));
  }
}
