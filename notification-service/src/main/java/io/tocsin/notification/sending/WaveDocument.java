package io.tocsin.notification.sending;

import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Attempt;
import io.tocsin.notification.domain.Attempt.Outcome;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.RawBsonDocument;

/**
 * How a wave lies in its document: what its messages have in common once, and a row for each
 * recipient. What came of them is noted apart, on pages for all waves of a notice.
 *
 * <pre>
 * {@code {_id, notice, begun, at, provider, answerBy, like: [message], rows: [{like, id, kind, to, name, address}]}
 * {_id, notice, at, notes: [{wave, row, at, answer} | {wave, row, receipt: {id, result, detail}}]}}
 * </pre>
 *
 * One that is settled keeps {@code {_id, notice, settledAt}}: its messages are never made again.
 */
final class WaveDocument {

  static final String NOTICE = "notice";
  static final String BEGUN = "begun";
  static final String NOTES = "notes";
  static final String ROWS = "rows";
  static final String SETTLING = "settling";
  static final String SETTLED_AT = "settledAt";
  static final String LIKE = "like";
  static final String WAVE = "wave";
  static final String NOTED_AT = "at";

  private static final String AT = "at";
  private static final String PROVIDER = "provider";
  private static final String ANSWER_BY = "answerBy";
  private static final String ROW = "row";
  private static final String ANSWER = "answer";
  private static final String RECEIPT = "receipt";

  private static final JacksonStateCodec<Message> MESSAGES =
      JacksonStateCodec.of(Message.class, message -> Map.of());
  private static final JacksonStateCodec<Answer> ANSWERS =
      JacksonStateCodec.of(Answer.class, answer -> Map.of());

  private WaveDocument() {}

  /** Says what an answer makes of an attempt. */
  interface Reading {
    Delivery applied(Attempting attempt, Answer answer, Instant at);
  }

  /** What messages have in common besides their recipient. */
  private record Kind(Content content, Words why) {}

  static Document of(Wave wave) {
    Map<Kind, Integer> kinds = new HashMap<>();
    List<RawBsonDocument> like = new ArrayList<>();
    List<Document> rows = new ArrayList<>();
    for (Attempting attempt : wave.attempts()) {
      Message message = attempt.message();
      Integer kind = kinds.get(new Kind(message.content(), message.why()));
      if (kind == null) {
        kind = like.size();
        kinds.put(new Kind(message.content(), message.why()), kind);
        like.add(MESSAGES.encode(message));
      }
      rows.add(row(kind, message));
    }
    Attempting first = wave.attempts().getFirst();
    Attempt attempt = first.attempts().getFirst();
    return new Document("_id", wave.id())
        .append(NOTICE, wave.noticeId())
        .append(BEGUN, wave.begun())
        .append(AT, attempt.at().toString())
        .append(PROVIDER, attempt.provider())
        .append(ANSWER_BY, first.answerBy().toString())
        .append(LIKE, like)
        .append(ROWS, rows);
  }

  private static Document row(int like, Message message) {
    Recipient to = message.recipient();
    return new Document(LIKE, like)
        .append("id", message.id())
        .append("kind", to.kind().name())
        .append("to", to.id())
        .append("name", to.name())
        .append("address", to.address());
  }

  static Document answer(Wave wave, int row, Answer answer, Instant at) {
    return note(wave, row).append(AT, at.toString()).append(ANSWER, ANSWERS.encode(answer));
  }

  private static Document note(Wave wave, int row) {
    return new Document(WAVE, wave.id()).append(ROW, row);
  }

  static Document receipt(Wave wave, int row, Receipt receipt, String id) {
    return note(wave, row)
        .append(
            RECEIPT,
            new Document("id", id)
                .append("result", receipt.result().name())
                .append("detail", receipt.detail()));
  }

  /** The wave as its notes tell it. */
  static Wave read(Document document, Collection<Document> notes, Reading reading) {
    List<Message> like = new ArrayList<>();
    document
        .getList(LIKE, Document.class)
        .forEach(d -> like.add(MESSAGES.decode(d.toBsonDocument())));
    Instant at = Instant.parse(document.getString(AT));
    Attempt attempt = new Attempt(at, document.getString(PROVIDER), Outcome.STARTED, null);
    Instant answerBy = Instant.parse(document.getString(ANSWER_BY));
    List<Attempting> attempts = new ArrayList<>();
    for (Document row : document.getList(ROWS, Document.class)) {
      Message message = message(row, like.get(row.getInteger(LIKE)));
      attempts.add(new Attempting(message, List.of(attempt), answerBy));
    }
    Wave wave = new Wave(document.getString("_id"), document.getString(NOTICE), attempts);
    wave.begin(document.getInteger(BEGUN));
    wave.recovered();
    // A receipt may have been noted before the answer that it belongs to.
    notes.stream().filter(n -> n.containsKey(ANSWER)).forEach(n -> answer(wave, n, reading));
    notes.stream().filter(n -> n.containsKey(RECEIPT)).forEach(n -> receipt(wave, n));
    return wave;
  }

  private static Message message(Document row, Message like) {
    return like.to(
        row.getString("id"),
        new Recipient(
            Recipient.Kind.valueOf(row.getString("kind")),
            row.getString("to"),
            row.getString("name"),
            row.getString("address")));
  }

  private static void answer(Wave wave, Document note, Reading reading) {
    int row = note.getInteger(ROW);
    Answer answer = ANSWERS.decode(note.get(ANSWER, Document.class).toBsonDocument());
    Instant at = Instant.parse(note.getString(AT));
    wave.answered(row, reading.applied(wave.attempt(row), answer, at));
  }

  private static void receipt(Wave wave, Document note) {
    Document said = note.get(RECEIPT, Document.class);
    Receipt receipt =
        new Receipt(
            List.of(said.getString("id")),
            Receipt.Result.valueOf(said.getString("result")),
            said.getString("detail"));
    wave.learnt(note.getInteger(ROW), state -> receipt.appliedTo(state));
  }
}
