package io.tocsin.incident.correlation;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.Document;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Numbers that people can say: {@code 2026-0042}, {@code D2026-0003} for a drill. Unique and rising
 * within a year. A number that was drawn for an incident that then was not stored stays unused.
 */
@Component
final class IncidentNumbers {

  private static final String VALUE = "value";
  private static final FindOneAndUpdateOptions AFTER =
      new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER);

  private final MongoCollection<Document> counters;

  IncidentNumbers(MongoDatabase database) {
    counters = database.getCollection("counters");
  }

  /**
   * @param year in the organisation's time zone
   */
  Mono<String> draw(boolean exercise, int year) {
    String series = (exercise ? "D" : "") + year;
    return Mono.from(
            counters.findOneAndUpdate(
                Filters.eq("_id", "incident/" + series), Updates.inc(VALUE, 1L), AFTER))
        .map(counter -> "%s-%04d".formatted(series, counter.get(VALUE, Number.class).longValue()));
  }
}
