package io.tocsin.notification.notices;

import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.EventCodec;
import io.tocsin.contracts.IncidentEvent.NoticeFacts;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.notices.Notice.Origin;
import io.tocsin.notification.notices.Notice.Withdrawal;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How a notice lies in its document. */
final class NoticeDocument {

  static final String SEQ = "seq";
  static final String TYPE = "type";
  static final String INCIDENT = "incidentId";
  static final String REFERS_TO = "refersTo";
  static final String TITLE = "title";
  static final String BODY = "body";
  static final String UNITS = "units";
  static final String CHANNELS = "channels";
  static final String REVISION = "revision";
  static final String REVISED_AT = "revisedAt";
  static final String REVISED_BY = "revisedBy";
  static final String FACTS = "facts";

  /** The wordings before this one, the oldest first. */
  static final String EARLIER = "earlier";

  static final String ISSUED_AT = "issuedAt";
  static final String EXPIRES_AT = "expiresAt";
  static final String WITHDRAWN_AT = "withdrawnAt";
  static final String WITHDRAWN_FOR = "withdrawnFor";

  /** When somebody has to see to its being sent out; gone when it has been. */
  static final String SEND_AT = "sendAt";

  /** Which of those that have to be sent out goes first: the lowest. */
  static final String SEND_RANK = "sendRank";

  /** How often it was put off, because others had to go before it. */
  static final String PUT_OFF = "putOff";

  private NoticeDocument() {}

  static Document write(Notice notice) {
    Document document =
        new Document("_id", notice.id())
            .append(SEQ, notice.seq())
            .append("number", notice.number())
            .append(TYPE, notice.type().name())
            .append("origin", notice.origin().name())
            .append(TITLE, words(notice.title()))
            .append(BODY, words(notice.body()))
            .append("audience", notice.to().audience().name())
            .append(UNITS, notice.units())
            .append("people", notice.to().people())
            .append("vendors", notice.to().vendors())
            .append(CHANNELS, notice.channels().stream().map(Channel::name).toList())
            .append("exercise", notice.exercise())
            .append("issuer", notice.issuer())
            .append(REVISION, notice.revision().number())
            .append(ISSUED_AT, Date.from(notice.issuedAt()));
    NoticeFacts facts = notice.facts();
    put(document, INCIDENT, notice.incidentId());
    put(document, REFERS_TO, notice.refersTo());
    put(document, "system", notice.system());
    put(document, "severity", notice.severity() == null ? null : notice.severity().name());
    put(document, FACTS, facts == null ? null : EventCodec.json().writeValueAsString(facts));
    put(document, EXPIRES_AT, date(notice.expiresAt()));
    put(document, SEND_AT, notice.sent().isEmpty() ? null : Date.from(notice.issuedAt()));
    put(document, SEND_RANK, notice.sent().isEmpty() ? null : notice.rank());
    return document;
  }

  static Notice read(Document d) {
    String severity = d.getString("severity");
    String facts = d.getString(FACTS);
    return new Notice(
        d.getString("_id"),
        d.get(SEQ, Number.class).longValue(),
        d.getString("number"),
        NoticeType.valueOf(d.getString(TYPE)),
        Origin.valueOf(d.get("origin", Origin.POSTED.name())),
        d.getString(INCIDENT),
        d.getString(REFERS_TO),
        d.getString("system"),
        words(d.get(TITLE, Document.class)),
        words(d.get(BODY, Document.class)),
        new Addressed(
            Audience.valueOf(d.get("audience", Audience.UNITS.name())),
            strings(d, UNITS),
            strings(d, "people"),
            strings(d, "vendors")),
        channels(d),
        severity == null ? null : Severity.valueOf(severity),
        d.getBoolean("exercise", false),
        d.getString("issuer"),
        facts == null ? null : EventCodec.json().readValue(facts, NoticeFacts.class),
        revision(d),
        d.getDate(ISSUED_AT).toInstant(),
        instant(d.getDate(EXPIRES_AT)),
        withdrawal(d));
  }

  /** Null where it holds. */
  static @Nullable Withdrawal withdrawal(Document d) {
    Date at = d.getDate(WITHDRAWN_AT);
    return at == null ? null : new Withdrawal(at.toInstant(), reason(d));
  }

  /** All wordings of a notice, the oldest first. */
  static List<Notice> wordings(Document d) {
    Notice now = read(d);
    List<Notice> all = new java.util.ArrayList<>();
    for (Document earlier : d.getList(EARLIER, Document.class, List.of())) {
      all.add(
          now.revised(
              words(earlier.get(TITLE, Document.class)),
              words(earlier.get(BODY, Document.class)),
              instant(earlier.getDate(EXPIRES_AT)),
              revision(earlier)));
    }
    all.add(now);
    return all;
  }

  /** What is kept of a wording when another one takes its place. */
  static Document wording(Notice notice) {
    Document document =
        new Document(REVISION, notice.revision().number())
            .append(TITLE, words(notice.title()))
            .append(BODY, words(notice.body()));
    put(document, REVISED_AT, date(notice.revision().at()));
    put(document, REVISED_BY, notice.revision().by());
    put(document, EXPIRES_AT, date(notice.expiresAt()));
    return document;
  }

  static Document words(Words words) {
    return new Document("zh", words.zh()).append("en", words.en());
  }

  private static Words words(Document d) {
    return new Words(d.getString("zh"), d.getString("en"));
  }

  private static Words reason(Document d) {
    Document reason = d.get(WITHDRAWN_FOR, Document.class);
    return reason == null ? new Words("", "") : words(reason);
  }

  private static Revision revision(Document d) {
    return new Revision(
        d.get(REVISION, 1), instant(d.getDate(REVISED_AT)), d.getString(REVISED_BY));
  }

  private static Set<String> strings(Document d, String field) {
    return new LinkedHashSet<>(d.getList(field, String.class, List.of()));
  }

  private static Set<Channel> channels(Document d) {
    return d.getList(CHANNELS, String.class).stream()
        .map(Channel::valueOf)
        .collect(Collectors.toCollection(LinkedHashSet::new));
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
