package io.tocsin.notification.notices;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How a notice lies in its document. */
final class NoticeDocument {

  static final String SEQ = "seq";
  static final String TYPE = "type";
  static final String INCIDENT = "incidentId";
  static final String UNITS = "units";
  static final String CHANNELS = "channels";
  static final String ISSUED_AT = "issuedAt";
  static final String EXPIRES_AT = "expiresAt";
  static final String WITHDRAWN_AT = "withdrawnAt";

  /** When somebody has to see to its being sent out; gone when it has been. */
  static final String SEND_AT = "sendAt";

  private NoticeDocument() {}

  static Document write(Notice notice) {
    Document document =
        new Document("_id", notice.id())
            .append(SEQ, notice.seq())
            .append("number", notice.number())
            .append(TYPE, notice.type().name())
            .append("title", words(notice.title()))
            .append("body", words(notice.body()))
            .append(UNITS, notice.units())
            .append(CHANNELS, notice.channels().stream().map(Channel::name).toList())
            .append("exercise", notice.exercise())
            .append("issuer", notice.issuer())
            .append(ISSUED_AT, Date.from(notice.issuedAt()));
    put(document, INCIDENT, notice.incidentId());
    put(document, "refersTo", notice.refersTo());
    put(document, "severity", notice.severity() == null ? null : notice.severity().name());
    put(document, EXPIRES_AT, date(notice.expiresAt()));
    put(document, WITHDRAWN_AT, date(notice.withdrawnAt()));
    put(document, SEND_AT, notice.sent().isEmpty() ? null : Date.from(notice.issuedAt()));
    return document;
  }

  static Notice read(Document d) {
    String severity = d.getString("severity");
    return new Notice(
        d.getString("_id"),
        d.get(SEQ, Number.class).longValue(),
        d.getString("number"),
        NoticeType.valueOf(d.getString(TYPE)),
        d.getString(INCIDENT),
        d.getString("refersTo"),
        words(d.get("title", Document.class)),
        words(d.get("body", Document.class)),
        new LinkedHashSet<>(d.getList(UNITS, String.class)),
        channels(d),
        severity == null ? null : Severity.valueOf(severity),
        d.getBoolean("exercise", false),
        d.getString("issuer"),
        d.getDate(ISSUED_AT).toInstant(),
        instant(d.getDate(EXPIRES_AT)),
        instant(d.getDate(WITHDRAWN_AT)));
  }

  private static Set<Channel> channels(Document d) {
    return d.getList(CHANNELS, String.class).stream()
        .map(Channel::valueOf)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static Document words(Words words) {
    return new Document("zh", words.zh()).append("en", words.en());
  }

  private static Words words(Document d) {
    return new Words(d.getString("zh"), d.getString("en"));
  }

  private static void put(Document document, String field, @Nullable Object value) {
    if (value != null) {
      document.append(field, value);
    }
  }

  private static @Nullable Date date(@Nullable Instant at) {
    return at == null ? null : Date.from(at);
  }

  private static @Nullable Instant instant(@Nullable Date at) {
    return at == null ? null : at.toInstant();
  }
}
