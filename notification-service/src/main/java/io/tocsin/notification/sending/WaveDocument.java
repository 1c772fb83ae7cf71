package io.tocsin.notification.sending;

import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Attempt;
import io.tocsin.notification.domain.Attempt.Outcome;
import io.tocsin.notification.domain.Content;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Recipient;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.sending.WaveNote.Answered;
import io.tocsin.notification.sending.WaveNote.Told;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * How a wave lies in its document: what its messages have in common once, and a row for each
 * recipient. What came of them is noted apart, on pages for all waves of a notice: what nearly all
 * of them are told as columns, anything else in full.
 *
 * <pre>
 * {@code {_id, notice, body: {at, provider, answerBy, like: [message], rows: [{like, id, kind, to, name, address}]}}
 * {_id, notice, at, notes: {waves: [{wave, at, taken: {rows, ids, details}, arrived: {rows, ids},
 *                                    answered: [{row, at, answer}], told: [{row, id, result, detail}]}]}}}
 * </pre>
 *
 * One that is settled keeps {@code {_id, notice, settledAt}}: its messages are never made again.
 */
final class WaveDocument {

  static final String NOTICE = "notice";
  static final String BODY = "body";
  static final String SETTLING = "settling";
  static final String SETTLED_AT = "settledAt";
  static final String NOTES = "notes";
  static final String NOTED_AT = "at";

  private static final JacksonStateCodec<Body> BODIES =
      JacksonStateCodec.of(Body.class, body -> Map.of());
  private static final JacksonStateCodec<Page> PAGES =
      JacksonStateCodec.of(Page.class, page -> Map.of());

  private WaveDocument() {}

  /** Says what an answer makes of an attempt. */
  interface Reading {
    Delivery applied(Attempting attempt, Answer answer, Instant at);
  }

  private record Body(
      Instant at, String provider, Instant answerBy, List<Message> like, List<Row> rows) {}

  /**
   * One recipient.
   *
   * @param like which of the messages it is like
   * @param id its delivery's
   */
  private record Row(
      int like, String id, Recipient.Kind kind, String to, String name, String address) {

    Message message(List<Message> all) {
      return all.get(like).to(id, new Recipient(kind, to, name, address));
    }
  }

  /** What messages have in common besides their recipient. */
  private record Kind(Content content, Words why) {}

  private record Page(List<OfWave> waves) {}

  /**
   * What became known of one wave.
   *
   * @param at when the last of them was taken
   */
  private record OfWave(
      String wave,
      Instant at,
      @Nullable Columns taken,
      @Nullable Columns arrived,
      List<Answered> answered,
      List<Told> told) {}

  /** As many of each; no details where there is nothing to say beside the id. */
  private record Columns(List<Integer> rows, List<String> ids, @Nullable List<String> details) {}

  static Document of(Wave wave) {
    Map<Kind, Integer> kinds = new HashMap<>();
    List<Message> like = new ArrayList<>();
    List<Row> rows = new ArrayList<>(wave.size());
    for (Attempting attempt : wave.attempts()) {
      Message message = attempt.message();
      int kind =
          kinds.computeIfAbsent(new Kind(message.content(), message.why()), its -> like.size());
      if (kind == like.size()) {
        like.add(message);
      }
      Recipient to = message.recipient();
      rows.add(new Row(kind, message.id(), to.kind(), to.id(), to.name(), to.address()));
    }
    Attempting first = wave.attempts().getFirst();
    Attempt attempt = first.attempts().getFirst();
    Body body = new Body(attempt.at(), attempt.provider(), first.answerBy(), like, rows);
    return new Document("_id", wave.id())
        .append(NOTICE, wave.noticeId())
        .append(BODY, BODIES.encode(body));
  }

  /**
   * A page of notes.
   *
   * @param notes by the ids of their waves, all of one notice
   */
  static Document page(String noticeId, Map<String, List<WaveNote>> notes, Instant now) {
    List<OfWave> waves =
        notes.entrySet().stream().map(e -> ofWave(e.getKey(), e.getValue(), now)).toList();
    return new Document(NOTICE, noticeId)
        .append(NOTED_AT, Date.from(now))
        .append(NOTES, PAGES.encode(new Page(waves)));
  }

  private static OfWave ofWave(String wave, List<WaveNote> notes, Instant now) {
    Columns taken = new Columns(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Columns arrived = new Columns(new ArrayList<>(), new ArrayList<>(), null);
    List<Answered> answered = new ArrayList<>();
    List<Told> told = new ArrayList<>();
    for (WaveNote note : notes) {
      switch (note) {
        case Answered a when a.answer() instanceof Taken t && isPlain(t) ->
            add(taken, a.row(), t.receipts().getFirst(), t.detail());
        case Answered a -> answered.add(a);
        case Told t when t.result() == Receipt.Result.ARRIVED ->
            add(arrived, t.row(), t.id(), null);
        case Told t -> told.add(t);
      }
    }
    return new OfWave(
        wave,
        now,
        taken.rows().isEmpty() ? null : taken,
        arrived.rows().isEmpty() ? null : arrived,
        answered,
        told);
  }

  private static boolean isPlain(Taken taken) {
    return taken.receipts().size() == 1 && taken.detail() != null && !taken.throttled();
  }

  private static void add(Columns columns, int row, String id, @Nullable String detail) {
    columns.rows().add(row);
    columns.ids().add(id);
    if (columns.details() != null && detail != null) {
      columns.details().add(detail);
    }
  }

  /** What a page says, by the ids of the waves. */
  static Map<String, List<WaveNote>> notes(RawBsonDocument page) {
    Map<String, List<WaveNote>> notes = new HashMap<>();
    for (OfWave wave : PAGES.decode(page.getDocument(NOTES)).waves()) {
      notes.computeIfAbsent(wave.wave(), id -> new ArrayList<>()).addAll(notes(wave));
    }
    return notes;
  }

  private static List<WaveNote> notes(OfWave wave) {
    List<WaveNote> notes = new ArrayList<>(wave.answered());
    notes.addAll(wave.told());
    Columns taken = wave.taken();
    if (taken != null && taken.details() != null) {
      for (int i = 0; i < taken.rows().size(); i++) {
        Taken answer = new Taken(List.of(taken.ids().get(i)), taken.details().get(i));
        notes.add(new Answered(taken.rows().get(i), wave.at(), answer));
      }
    }
    Columns arrived = wave.arrived();
    if (arrived != null) {
      for (int i = 0; i < arrived.rows().size(); i++) {
        notes.add(
            new Told(arrived.rows().get(i), arrived.ids().get(i), Receipt.Result.ARRIVED, ""));
      }
    }
    return notes;
  }

  /** The wave as its notes tell it. */
  static Wave read(RawBsonDocument document, Collection<WaveNote> notes, Reading reading) {
    Body body = BODIES.decode(document.getDocument(BODY));
    Attempt attempt = new Attempt(body.at(), body.provider(), Outcome.STARTED, null);
    List<Attempting> attempts =
        body.rows().stream()
            .map(row -> row.message(body.like()))
            .map(message -> new Attempting(message, List.of(attempt), body.answerBy()))
            .toList();
    Wave wave =
        new Wave(
            document.getString("_id").getValue(), document.getString(NOTICE).getValue(), attempts);
    wave.recovered();
    // A receipt may have been noted before the answer that it belongs to.
    notes.forEach(note -> {
      if (note instanceof Answered a) {
        wave.answered(a.row(), reading.applied(wave.attempt(a.row()), a.answer(), a.at()));
      }
    });
    notes.forEach(note -> {
      if (note instanceof Told t) {
        Receipt receipt = new Receipt(List.of(t.id()), t.result(), t.detail());
        wave.learnt(t.row(), receipt::appliedTo);
      }
    });
    return wave;
  }
}
