package io.tocsin.kit.store;

import io.tocsin.contracts.Envelope;
import io.tocsin.kit.kafka.Outgoing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonArray;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * How an aggregate lies in its document: {@code {_id, version, state, outbox, handled, updatedAt,
 * <indexed fields>}}, and the mark of the batch that wrote it where one did.
 */
final class AggregateDocument<S> {

  static final String VERSION = "version";

  /** Which command wrote it last, where that wrote many; see {@link MongoAggregateStore}. */
  static final String BATCH = "batch";

  private static final String STATE = "state";
  private static final String HANDLED = "handled";
  private static final String UPDATED_AT = "updatedAt";

  private static final BsonArray NONE = new BsonArray();

  private final StateCodec<S> codec;
  private final int handledBound;

  AggregateDocument(StateCodec<S> codec, int handledBound) {
    this.codec = codec;
    this.handledBound = handledBound;
  }

  Loaded<S> read(RawBsonDocument document) {
    BsonValue state = document.get(STATE);
    Set<String> handled = new LinkedHashSet<>();
    document.getArray(HANDLED, NONE).forEach(id -> handled.add(id.asString().getValue()));
    return new Loaded<>(
        document.getString("_id").getValue(),
        state == null ? null : codec.decode(state.asDocument()),
        document.getNumber(VERSION).longValue(),
        handled,
        document.getArray(OutboxEntry.FIELD, NONE).stream()
            .map(entry -> entry.asDocument().getString("id").getValue())
            .toList());
  }

  /**
   * The aggregate as the change leaves it, without reading it again.
   *
   * @param emptied whether it took all off the outbox that was there before
   */
  Loaded<S> after(Change<S> change, boolean emptied) {
    Loaded<S> from = change.from();
    return new Loaded<>(
        from.id(),
        change.to(),
        from.version() + 1,
        remembered(change),
        outboxAfter(emptied ? List.of() : from.outbox(), change));
  }

  private @Nullable List<String> outboxAfter(@Nullable List<String> before, Change<S> change) {
    if (before == null || change.events().isEmpty()) {
      return before;
    }
    List<String> ids = new ArrayList<>(before);
    for (Outgoing event : change.events()) {
      Envelope<?> envelope = event.envelope();
      if (envelope == null) {
        return null;
      }
      ids.add(envelope.id());
    }
    return ids;
  }

  private Set<String> remembered(Change<S> change) {
    Set<String> handled = new LinkedHashSet<>(change.from().handled());
    handled.removeAll(change.forgotten());
    handled.addAll(change.handled());
    while (handled.size() > handledBound) {
      handled.remove(handled.iterator().next());
    }
    return handled;
  }

  Document insert(Change<S> change, List<OutboxEntry> entries, Instant now) {
    Document document = new Document("_id", change.from().id()).append(VERSION, 1L);
    S state = change.to();
    if (state != null) {
      document.append(STATE, codec.encode(state));
    }
    document.append(OutboxEntry.FIELD, entries.stream().map(OutboxEntry::toDocument).toList());
    document.append(HANDLED, latest(change.handled()));
    document.append(UPDATED_AT, Date.from(now));
    indexed(state)
        .forEach((field, value) -> {
          if (value != null) {
            document.append(field, value);
          }
        });
    return document;
  }

  /**
   * The update that makes the change.
   *
   * @param entries what it tells
   * @param emptied whether what the outbox held before goes with it
   */
  Document update(Change<S> change, List<OutboxEntry> entries, boolean emptied, Instant now) {
    Document set =
        new Document(VERSION, change.from().version() + 1).append(UPDATED_AT, Date.from(now));
    Document unset = new Document();
    S state = change.to();
    put(STATE, state == null ? null : codec.encode(state), set, unset);
    indexed(state).forEach((field, value) -> put(field, value, set, unset));
    Document push = new Document();
    List<Document> told = entries.stream().map(OutboxEntry::toDocument).toList();
    if (emptied) {
      set.append(OutboxEntry.FIELD, told);
    } else if (!told.isEmpty()) {
      push.append(OutboxEntry.FIELD, new Document("$each", told));
    }
    if (!change.forgotten().isEmpty()) {
      set.append(HANDLED, List.copyOf(remembered(change)));
    } else if (!change.handled().isEmpty()) {
      push.append(
          HANDLED, new Document("$each", latest(change.handled())).append("$slice", -handledBound));
    }
    Document update = new Document("$set", set);
    if (!unset.isEmpty()) {
      update.append("$unset", unset);
    }
    return push.isEmpty() ? update : update.append("$push", push);
  }

  private Map<String, @Nullable Object> indexed(@Nullable S state) {
    return state == null ? Map.of() : codec.indexed(state);
  }

  private List<String> latest(List<String> ids) {
    List<String> distinct = new ArrayList<>(new LinkedHashSet<>(ids));
    return distinct.subList(Math.max(0, distinct.size() - handledBound), distinct.size());
  }

  private static void put(String field, @Nullable Object value, Document set, Document unset) {
    if (value == null) {
      unset.append(field, "");
    } else {
      set.append(field, value);
    }
  }
}
