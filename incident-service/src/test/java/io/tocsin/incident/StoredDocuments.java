package io.tocsin.incident;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import java.util.Objects;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** The incidents of a running service as they lie in its store, to be changed behind its back. */
final class StoredDocuments {

  private final MongoCollection<Document> incidents;

  StoredDocuments(RunningService service) {
    incidents = service.context.getBean(MongoDatabase.class).getCollection("incidents");
  }

  Document find(String id) {
    return done(incidents.find(Filters.eq("_id", id)).first());
  }

  void insert(Document document) {
    var _ = done(incidents.insertOne(document));
  }

  void change(String id, Bson... updates) {
    var _ = done(incidents.updateOne(Filters.eq("_id", id), Updates.combine(updates)));
  }

  void delete(String id) {
    var _ = done(incidents.deleteOne(Filters.eq("_id", id)));
  }

  private static <T> T done(Publisher<T> work) {
    return Objects.requireNonNull(Mono.from(work).toFuture().join());
  }
}
