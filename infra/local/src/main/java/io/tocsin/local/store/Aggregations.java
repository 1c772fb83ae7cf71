package io.tocsin.local.store;

import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.NoopOplog;
import java.util.List;
import java.util.stream.Stream;

/** Aggregations, with an index for the {@code $match} at their head. */
final class Aggregations {

  private Aggregations() {}

  static Document run(StoreDatabase database, Document query, DatabaseResolver databases) {
    String name = StoreDatabase.nameIn(query, "aggregate");
    String namespace = database.getDatabaseName() + "." + name;
    List<Document> pipeline = Aggregation.parse(query.get("pipeline"));
    if (!database.has(name)) {
      Aggregation.fromPipeline(pipeline, databases, database, null, NoopOplog.get())
          .validate(query);
      return answer(namespace, Stream.of());
    }
    StoreCollection collection = database.collection(name);
    if (!pipeline.isEmpty() && pipeline.getFirst().get("$match") instanceof Document match) {
      Aggregation rest =
          Aggregation.fromPipeline(
              pipeline.subList(1, pipeline.size()),
              databases,
              database,
              collection,
              NoopOplog.get());
      rest.validate(query);
      return answer(namespace, rest.runStagesAsStream(collection.matching(match)));
    }
    Aggregation whole =
        Aggregation.fromPipeline(pipeline, databases, database, collection, NoopOplog.get());
    whole.validate(query);
    return answer(namespace, whole.computeResult().stream());
  }

  private static Document answer(String namespace, Stream<Document> found) {
    Document cursor =
        new Document("id", 0L).append("ns", namespace).append("firstBatch", found.toList());
    Document answer = new Document("cursor", cursor);
    Utils.markOkay(answer);
    return answer;
  }
}
