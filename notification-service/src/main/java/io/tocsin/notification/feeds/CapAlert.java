package io.tocsin.notification.feeds;

import io.tocsin.contracts.IncidentEvent.NoticeFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.notices.Notice;
import io.tocsin.notification.notices.Revision;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * A notice as an alert of the Common Alerting Protocol 1.2 (OASIS): one {@code info} in each
 * language. A drill is {@code Exercise}; what follows another notice, or corrects itself, is an
 * {@code Update} of it, and a withdrawal is a {@code Cancel}.
 *
 * @param followed all wordings of the notice that it follows, the oldest first; empty where it
 *     follows none that was an alert
 * @param before the revisions that were messages before this one, the oldest first
 * @param units names by code
 * @param system the names of what it is about; null where it is about nothing in particular
 */
record CapAlert(
    Notice notice,
    List<Notice> followed,
    List<Revision> before,
    String sender,
    @Nullable String organisation,
    Map<String, Words> units,
    @Nullable Words system,
    String web,
    ZoneId zone) {

  private static final String NAMESPACE = "urn:oasis:names:tc:emergency:cap:1.2";

  /** CAP wants an offset in digits, so "Z" must not be written. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");

  byte[] write() {
    return Xml.document(
        "alert",
        NAMESPACE,
        null,
        xml -> {
          xml.text("identifier", identifier(notice))
              .text("sender", sender)
              .text("sent", time(sent(notice)))
              .text("status", notice.exercise() ? "Exercise" : "Actual")
              .text("msgType", messageType())
              .text("source", "Tocsin")
              .text("scope", "Restricted")
              .text("restriction", "intranet")
              .text("note", notice.exercise() ? "演练 / Drill " + notice.number() : null)
              .text("references", references())
              .text("incidents", notice.incidentId());
          for (Language language : Language.values()) {
            xml.element("info", info -> info(info, language));
          }
        });
  }

  private String messageType() {
    if (notice.withdrawal() != null) {
      return "Cancel";
    }
    return notice.revision().number() > 1 || !followed.isEmpty() ? "Update" : "Alert";
  }

  /** Each wording is a message of its own, and so is the withdrawal. */
  private static String identifier(Notice notice) {
    if (notice.withdrawal() != null) {
      return notice.id() + ".cancel";
    }
    return identifier(notice, notice.revision());
  }

  private static String identifier(Notice notice, Revision revision) {
    return revision.number() == 1 ? notice.id() : notice.id() + "." + revision.number();
  }

  private static Instant sent(Notice notice) {
    return notice.changedAt();
  }

  /**
   * What went before: every message of its own, and of the notice that it follows. Who has seen
   * only one of them must learn that it holds no longer. A withdrawal takes back its own messages
   * only: by a restoration sent in error the suspension would be cancelled as well.
   */
  private @Nullable String references() {
    List<String> all = new ArrayList<>();
    if (notice.withdrawal() == null) {
      followed.forEach(wording -> all.add(reference(wording, wording.revision())));
    }
    before.forEach(revision -> all.add(reference(notice, revision)));
    return all.isEmpty() ? null : String.join(" ", all);
  }

  private String reference(Notice of, Revision revision) {
    Instant sent = revision.at() == null ? of.issuedAt() : revision.at();
    return sender + "," + identifier(of, revision) + "," + time(sent);
  }

  private void info(Xml xml, Language language) throws XMLStreamException {
    NoticeFacts facts = notice.facts();
    xml.text("language", language.tag())
        .text("category", "Infra")
        .text("event", event(language))
        .text("responseType", responseType())
        .text("urgency", urgency())
        .text("severity", severity())
        .text("certainty", notice.type() == NoticeType.GENERAL ? "Unknown" : "Observed")
        .text("effective", time(notice.issuedAt()));
    if (facts != null && facts.since() != null) {
      xml.text("onset", time(facts.since()));
    }
    if (notice.expiresAt() != null) {
      xml.text("expires", time(notice.expiresAt()));
    }
    xml.text("senderName", organisation)
        .text("headline", FeedWords.title(notice, language))
        .text("description", FeedWords.text(notice, language))
        .text("instruction", facts == null ? null : words(facts.instruction(), language))
        .text("web", web)
        .text("contact", facts == null ? null : facts.contact());
    parameter(xml, "number", notice.number());
    parameter(xml, "type", notice.type().name());
    if (notice.severity() != null) {
      parameter(xml, "severity", notice.severity().name());
    }
    for (String code : notice.units()) {
      xml.element("area", area -> area(area, code, language));
    }
  }

  private void area(Xml xml, String code, Language language) throws XMLStreamException {
    Words name = units.get(code);
    xml.text("areaDesc", name == null ? code : name.in(language))
        .element("geocode", geo -> geo.text("valueName", "tocsin.unit").text("value", code));
  }

  private static void parameter(Xml xml, String name, String value) throws XMLStreamException {
    xml.element("parameter", p -> p.text("valueName", "tocsin." + name).text("value", value));
  }

  private String event(Language language) {
    String type = FeedWords.of(notice.type()).in(language);
    return system == null ? type : system.in(language) + " " + type;
  }

  private String responseType() {
    return switch (notice.type()) {
      case SUSPENSION -> "Avoid";
      case FAULT, PROGRESS -> "Monitor";
      case RESTORATION -> "AllClear";
      case GENERAL -> "None";
    };
  }

  private String urgency() {
    return switch (notice.type()) {
      case FAULT, SUSPENSION -> "Immediate";
      case PROGRESS -> "Expected";
      case RESTORATION -> "Past";
      case GENERAL -> "Unknown";
    };
  }

  private String severity() {
    Severity severity = notice.severity();
    return severity == null
        ? "Unknown"
        : switch (severity) {
          case SEV1 -> "Extreme";
          case SEV2 -> "Severe";
          case SEV3 -> "Moderate";
          case SEV4 -> "Minor";
        };
  }

  private String time(Instant at) {
    return TIME.format(at.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }

  private static @Nullable String words(@Nullable LocalText text, Language language) {
    return text == null ? null : language == Language.ZH ? text.zh() : text.en();
  }
}
