package io.tocsin.escalation.paging;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.escalation.domain.Policy;
import io.tocsin.escalation.domain.Turns;
import io.tocsin.escalation.domain.Turns.Turn;
import java.util.Collection;
import java.util.Map;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Counts whose turn it is. A number that was drawn for a page that then was not stored is passed
 * over: somebody is left out once.
 */
@Component
public class TurnStore {

  private static final String NEXT = "next";
  private static final FindOneAndUpdateOptions AFTER =
      new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

  private final MongoCollection<Document> turns;

  TurnStore(MongoDatabase database) {
    turns = database.getCollection("turns");
  }

  /** The next number of each. */
  Mono<Turns> draw(Collection<Turn> of) {
    return Flux.fromIterable(of)
        .flatMap(turn ->
            Mono.from(turns.findOneAndUpdate(Filters.eq(id(turn)), Updates.inc(NEXT, 1L), AFTER))
                .map(counter -> Map.entry(turn, next(counter) - 1)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .map(Turns::new);
  }

  /** The numbers that the next incident of a policy would draw; nothing is drawn. */
  public Mono<Turns> upcoming(Policy policy) {
    return Flux.fromIterable(Turns.of(policy))
        .flatMap(turn ->
            Mono.from(turns.find(Filters.eq(id(turn))).first())
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
