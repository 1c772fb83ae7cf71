package io.tocsin.escalation.paging;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.PushOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.escalation.domain.Policy;
import io.tocsin.escalation.domain.Turns;
import io.tocsin.escalation.domain.Turns.Turn;
import io.tocsin.kit.store.DuplicateKeys;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Counts whose turn it is, and remembers who drew last. Two instances that meet the same deadline,
 * and one that decides anew after a crash, draw the same number: a number for each of them would
 * pass the same people over every time.
 */
@Component
public class TurnStore {

  private static final String NEXT = "next";
  private static final String LATEST = "latest";

  /** Who comes again after so many others passes one number over. */
  private static final int REMEMBERED = 256;

  private static final FindOneAndUpdateOptions AFTER =
      new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

  private final MongoCollection<Document> turns;

  TurnStore(MongoDatabase database) {
    turns = database.getCollection("turns");
  }

  /**
   * The next number of each, or the one that it has drawn already.
   *
   * @param by who draws, such as the run of an incident
   */
  Mono<Turns> draw(Collection<Turn> of, String by) {
    return Flux.fromIterable(of)
        .flatMap(turn -> draw(turn, by).map(number -> Map.entry(turn, number)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .map(Turns::new);
  }

  private Mono<Long> draw(Turn turn, String by) {
    Bson notDrawn = Filters.and(Filters.eq(id(turn)), Filters.ne(LATEST, by));
    Bson drawing =
        Updates.combine(
            Updates.inc(NEXT, 1L),
            Updates.pushEach(LATEST, List.of(by), new PushOptions().slice(-REMEMBERED)));
    return Mono.from(turns.findOneAndUpdate(notDrawn, drawing, AFTER))
        // It was drawn before, or another one made the counter at this moment.
        .onErrorResume(DuplicateKeys::isDuplicate, e -> counter(turn))
        .flatMap(counter ->
            latest(counter).contains(by) ? Mono.just(number(counter, by)) : draw(turn, by));
  }

  /** Each draw counts one on and remembers one. */
  private static long number(Document counter, String by) {
    List<String> latest = latest(counter);
    return next(counter) - latest.size() + latest.indexOf(by);
  }

  private static List<String> latest(Document counter) {
    return counter.getList(LATEST, String.class, List.of());
  }

  private Mono<Document> counter(Turn turn) {
    return Mono.from(turns.find(Filters.eq(id(turn))).first());
  }

  /** The numbers that the next incident of a policy would draw; nothing is drawn. */
  public Mono<Turns> upcoming(Policy policy) {
    return Flux.fromIterable(Turns.of(policy))
        .flatMap(turn ->
            counter(turn)
                .map(TurnStore::next)
                .defaultIfEmpty(0L)
                .map(number -> Map.entry(turn, number)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .map(Turns::new);
  }

  private static String id(Turn turn) {
    return turn.policyId() + "/" + turn.level();
  }

  private static long next(Document counter) {
    return counter.get(NEXT, Number.class).longValue();
  }
}
