package io.tocsin.notification.sending;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Sorts;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.notification.expiry.ExpiryIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps pages of notes, {@code {_id, by, at, notes: {notes: [note]}}}, until the deliveries say the
 * same. What a crash left is found by its age.
 */
@Component
class AnswerNotes {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerNotes.class);

  private static final String BY = "by";
  private static final String AT = "at";
  private static final String NOTES = "notes";

  /** For those that nobody can read: longer than any build stays without its successor. */
  private static final Duration KEPT = Duration.ofDays(3);

  private static final int PAGES_AT_ONCE = 100;

  private static final JacksonStateCodec<Notes> CODEC =
      JacksonStateCodec.of(Notes.class, notes -> Map.of());

  private final MongoCollection<Document> pages;
  private final Mono<Boolean> index;

  /** This process, and none before or beside it. */
  private final String writer = UUID.randomUUID().toString();

  AnswerNotes(MongoDatabase database) {
    this.pages = database.getCollection("answer_notes");
    this.index = ExpiryIndex.on(pages, AT, KEPT);
  }

  private record Notes(List<AnswerNote> notes) {}

  /** What was noted with one write. */
  record Page(ObjectId id, List<AnswerNote> notes) {}

  /** Notes them on a page. */
  Mono<Void> add(List<AnswerNote> notes, Instant now) {
    Document page =
        new Document(BY, writer)
            .append(AT, Date.from(now))
            .append(NOTES, CODEC.encode(new Notes(notes)));
    return index.then(Mono.defer(() -> Mono.from(pages.insertOne(page)))).then();
  }

  /** The deliveries say all that this process noted before that time. */
  Mono<Void> forgetOwn(Instant before) {
    return Mono.from(pages.deleteMany(and(eq(BY, writer), lt(AT, Date.from(before))))).then();
  }

  /** What was noted before that time, by whomever, the oldest first; a hundred pages at most. */
  Flux<Page> before(Instant time) {
    return Flux.from(
            pages
                .find(lt(AT, Date.from(time)), RawBsonDocument.class)
                .sort(Sorts.ascending(AT, "_id"))
                .limit(PAGES_AT_ONCE))
        .mapNotNull(AnswerNotes::read);
  }

  /** What another build has left keeps nobody from the rest. */
  private static @Nullable Page read(RawBsonDocument page) {
    ObjectId id = page.getObjectId("_id").getValue();
    try {
      return new Page(id, CODEC.decode(page.getDocument(NOTES)).notes());
    } catch (RuntimeException e) {
      LOG.warn("What was noted on page {} cannot be read and is left for another build", id, e);
      return null;
    }
  }

  Mono<Void> remove(Collection<ObjectId> ids) {
    return Mono.from(pages.deleteMany(in("_id", ids))).then();
  }
}
