package io.tocsin.notification.feeds;

import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.IncidentEvent.NoticeFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.notices.Addressed;
import io.tocsin.notification.notices.Notice;
import io.tocsin.notification.notices.Notice.Withdrawal;
import io.tocsin.notification.notices.Revision;
import io.tocsin.notification.world.CapAlerts;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/** Notices to be written as feeds, and what was written read back. */
final class Samples {

  static final Instant ISSUED = Instant.parse("2026-03-09T01:20:30.015Z");
  static final FeedProperties LINKS =
      new FeedProperties(URI.create("https://tocsin.example.cn/"), 50);

  private static final String SUSPENSION = "018f6a2e-3d00-7e55-9f20-a1b2c3d4e5f5";

  private Samples() {}

  static Notice notice(NoticeType type, @Nullable Severity severity, boolean exercise) {
    return new Notice(
        type == NoticeType.SUSPENSION ? SUSPENSION : "018f6a2e-3d01-7e55-9f20-a1b2c3d4e5f6",
        7,
        "2026-0042-N2",
        type,
        Notice.Origin.INCIDENT,
        "018f6a2e-1c00-7a31-9b1e-5d0c7e2f4a01",
        type == NoticeType.RESTORATION ? SUSPENSION : null,
        "payment",
        new Words("财务支付系统 <暂停> & 通知", "Treasury payment <suspended> & more"),
        new Words("自 09:20 起暂停。\u0000\u000b𠮷", "Suspended from 09:20.\u0000\u000b"),
        Addressed.units(Audience.ALL_UNITS, List.of("yunxi", "baita")),
        Set.of(Channel.INTRANET),
        severity,
        exercise,
        "zhou-leader",
        type == NoticeType.SUSPENSION ? facts() : null,
        Revision.FIRST,
        ISSUED,
        type == NoticeType.SUSPENSION ? ISSUED.plusSeconds(3600) : null,
        null);
  }

  private static NoticeFacts facts() {
    return new NoticeFacts(
        ISSUED,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        new LocalText("请停止操作", "Stop work"),
        null,
        null,
        "0800-1234",
        null);
  }

  static Notice withdrawn(Notice n, Instant at) {
    return new Notice(
        n.id(),
        n.seq(),
        n.number(),
        n.type(),
        n.origin(),
        n.incidentId(),
        n.refersTo(),
        n.system(),
        n.title(),
        n.body(),
        n.to(),
        n.channels(),
        n.severity(),
        n.exercise(),
        n.issuer(),
        n.facts(),
        n.revision(),
        n.issuedAt(),
        n.expiresAt(),
        new Withdrawal(at, new Words("误发", "sent by mistake")));
  }

  static Document read(byte[] xml) {
    return CapAlerts.parse(xml);
  }

  /** The texts of all elements of a name, in their order. */
  static List<String> texts(Document document, String name) {
    return CapAlerts.texts(document, name);
  }
}
