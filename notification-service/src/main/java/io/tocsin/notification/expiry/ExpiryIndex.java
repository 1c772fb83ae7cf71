package io.tocsin.notification.expiry;

import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.reactivestreams.client.MongoCollection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import reactor.core.publisher.Mono;

/** Has the store delete documents whose time is over. */
public final class ExpiryIndex {

  private ExpiryIndex() {}

  /**
   * Made once before the first write, and tried again with the next where the store was away.
   *
   * @param field a time
   * @param after how long behind that time a document is kept
   */
  public static Mono<Boolean> on(
      MongoCollection<Document> collection, String field, Duration after) {
    return Mono.from(
            collection.createIndex(
                Indexes.ascending(field),
                new IndexOptions().expireAfter(after.toSeconds(), TimeUnit.SECONDS)))
        .thenReturn(true)
        .cacheInvalidateIf(done -> false);
  }
}
