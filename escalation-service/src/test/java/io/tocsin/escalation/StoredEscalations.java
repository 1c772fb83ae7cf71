package io.tocsin.escalation;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoCollection;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What lies in a service's database, beneath the service. */
record StoredEscalations(String database) {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A document that waits and that this build cannot read. */
  void leaveUnreadable(String id, Instant dueAt) {
    Document unreadable =
        new Document("_id", id)
            .append("version", 1L)
            .append("state", new Document("escalation", "of a later build"))
            .append("outbox", List.of())
            .append("handled", List.of())
            .append("dueAt", Date.from(dueAt));
    try (MongoClient client = MongoClients.create(EmbeddedPlatform.mongoUri())) {
      Mono.from(escalations(client).insertOne(unreadable)).block(PATIENCE);
    }
  }

  List<Document> indexes() {
    try (MongoClient client = MongoClients.create(EmbeddedPlatform.mongoUri())) {
      return Objects.requireNonNull(
          Flux.from(escalations(client).listIndexes()).collectList().block(PATIENCE));
    }
  }

  private MongoCollection<Document> escalations(MongoClient client) {
    return client.getDatabase(database).getCollection("escalations");
  }
}
