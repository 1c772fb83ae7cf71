package io.tocsin.notification.replies;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.kit.store.Coalescer;
import io.tocsin.kit.store.DuplicateKeys;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.PhoneNumber;
import io.tocsin.notification.domain.ReplyCode;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The codes that are out. The key is number and code, so that the store itself keeps a code of one
 * number from standing for two incidents.
 */
@Component
public class ReplyCodes {

  /** Even with half of a number's codes out, not one in a thousand million gets so far. */
  private static final int TRIES = 32;

  private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
  private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

  private final MongoCollection<Document> collection;
  private final Mono<Void> indexes;
  private final ReplyProperties properties;
  private final Clock clock;
  private final Coalescer<Taking, Boolean> takings =
      new Coalescer<>(Taking::key, this::takeAlone, this::takeTogether);

  ReplyCodes(MongoDatabase database, ReplyProperties properties, Clock clock) {
    this.collection = database.getCollection("reply_codes");
    this.properties = properties;
    this.clock = clock;
    this.indexes =
        Mono.from(
                collection.createIndexes(
                    List.of(
                        new IndexModel(
                            Indexes.ascending("forgetAt"),
                            new IndexOptions().expireAfter(0L, TimeUnit.SECONDS)),
                        new IndexModel(Indexes.ascending("number")))))
            .then(Mono.just(true))
            .cacheInvalidateIf(done -> false)
            .then();
  }

  /** A code as it is out. */
  record Issued(PagedPerson person, boolean valid) {}

  /** The person's code for the incident: the one that is out already, or a free one. */
  public Mono<ReplyCode> issue(PagedPerson person) {
    return indexes.then(Mono.defer(() -> issue(person, 0)));
  }

  private Mono<ReplyCode> issue(PagedPerson person, int round) {
    if (round == TRIES) {
      return Mono.error(
          new IllegalStateException(
              "Expected a free code for " + person.address() + ", but nearly all are out"));
    }
    return take(person, ReplyCode.candidate(person.incidentId(), person.personId(), round))
        .switchIfEmpty(Mono.defer(() -> issue(person, round + 1)));
  }

  /** Empty when it is out for another incident or person. */
  private Mono<ReplyCode> take(PagedPerson person, ReplyCode code) {
    return takings
        .call(new Taking(person, number(person.address()), code))
        .filter(taken -> taken)
        .map(taken -> code);
  }

  /** Somebody's wish for a code. */
  private record Taking(PagedPerson person, String number, ReplyCode code) {

    String key() {
      return ReplyCodes.key(number, code);
    }
  }

  /**
   * Most are for a fault about which the person has not been paged yet: to insert those costs half
   * of what looking for them does. Where one is out, all are looked for.
   */
  private Mono<List<Mono<Boolean>>> takeTogether(List<Taking> takings) {
    List<Document> codes = takings.stream().map(this::code).toList();
    return Mono.from(collection.insertMany(codes, new InsertManyOptions().ordered(false)))
        .map(_ -> all(takings))
        .onErrorResume(
            MongoBulkWriteException.class,
            e -> DuplicateKeys.onlyDuplicates(e) ? upsertAll(takings) : Mono.error(e));
  }

  private Document code(Taking taking) {
    Document code =
        new Document("_id", taking.key())
            .append("incidentId", taking.person().incidentId())
            .append("personId", taking.person().personId());
    code.putAll(told(taking));
    return code;
  }

  /** Unordered: one that is taken does not keep the others from theirs. */
  private Mono<List<Mono<Boolean>>> upsertAll(List<Taking> takings) {
    List<UpdateOneModel<Document>> upserts = takings.stream().map(this::upsert).toList();
    return Mono.from(collection.bulkWrite(upserts, UNORDERED))
        .map(_ -> all(takings))
        .onErrorResume(
            MongoBulkWriteException.class,
            e -> DuplicateKeys.onlyDuplicates(e) ? Mono.just(outcomes(takings, e)) : Mono.error(e));
  }

  private static List<Mono<Boolean>> all(List<Taking> takings) {
    return Collections.nCopies(takings.size(), Mono.just(true));
  }

  private static List<Mono<Boolean>> outcomes(List<Taking> takings, MongoBulkWriteException e) {
    List<Mono<Boolean>> outcomes = new ArrayList<>(all(takings));
    e.getWriteErrors().forEach(error -> outcomes.set(error.getIndex(), Mono.just(false)));
    return outcomes;
  }

  private Mono<Boolean> takeAlone(Taking taking) {
    UpdateOneModel<Document> upsert = upsert(taking);
    return Mono.from(
            collection.updateOne(upsert.getFilter(), upsert.getUpdate(), upsert.getOptions()))
        .map(_ -> true)
        .onErrorResume(DuplicateKeys::isDuplicate, e -> Mono.just(false));
  }

  /** Where the code is out for another it finds nothing that fits, and its insert hits the key. */
  private UpdateOneModel<Document> upsert(Taking taking) {
    return new UpdateOneModel<>(
        and(
            eq("_id", taking.key()),
            eq("incidentId", taking.person().incidentId()),
            eq("personId", taking.person().personId())),
        new Document("$set", told(taking)),
        UPSERT);
  }

  /** What each page of the fault says anew. */
  private Document told(Taking taking) {
    PagedPerson person = taking.person();
    Instant now = clock.instant();
    return new Document("number", taking.number())
        .append("address", person.address())
        .append("incidentNumber", person.incidentNumber())
        .append("pageId", person.pageId())
        .append("personName", person.personName())
        .append("language", person.language().name())
        .append("exercise", person.exercise())
        .append("validUntil", Date.from(now.plus(properties.validFor())))
        .append("forgetAt", Date.from(now.plus(properties.rememberedFor())));
  }

  /** What the code stands for on that number; empty where it was never out, or long ago. */
  Mono<Issued> find(String from, ReplyCode code) {
    return Mono.from(collection.find(eq("_id", key(number(from), code))).first()).map(this::issued);
  }

  /** Whether any code is out for that number: a stranger gets no answers. */
  Mono<Issued> anyOf(String from) {
    return Mono.from(
            collection
                .find(eq("number", number(from)))
                .sort(new Document("validUntil", -1))
                .limit(1)
                .first())
        .map(this::issued);
  }

  private Issued issued(Document d) {
    PagedPerson person =
        new PagedPerson(
            d.getString("address"),
            d.getString("incidentId"),
            d.getString("incidentNumber"),
            d.getString("pageId"),
            d.getString("personId"),
            d.getString("personName"),
            Language.valueOf(d.getString("language")),
            d.getBoolean("exercise", false));
    return new Issued(person, clock.instant().isBefore(d.getDate("validUntil").toInstant()));
  }

  private String number(String written) {
    return PhoneNumber.of(written, properties.country()).digits();
  }

  private static String key(String number, ReplyCode code) {
    return number + "/" + code.digits();
  }
}
