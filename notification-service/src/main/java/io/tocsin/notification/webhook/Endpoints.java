package io.tocsin.notification.webhook;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.notification.rounds.Rounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which endpoints are asked no more. Kept in the store, because a restart does not make a dead one
 * better; another instance's knowledge shows within the half minute.
 */
@Component
public class Endpoints extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);
  private static final Duration LOOK = Duration.ofSeconds(30);

  private final MongoCollection<Document> collection;
  private final WebhookProperties properties;
  private final Clock clock;
  private final Map<String, EndpointHealth> known = new ConcurrentHashMap<>();

  Endpoints(MongoDatabase database, WebhookProperties properties, Clock clock) {
    super(LOOK);
    this.collection = database.getCollection("endpoints");
    this.properties = properties;
    this.clock = clock;
  }

  /** Never blocks. */
  public EndpointHealth health(String name) {
    return known.getOrDefault(name, EndpointHealth.GOOD);
  }

  /** It took a message. */
  public void succeeded(String name) {
    EndpointHealth before = known.put(name, EndpointHealth.GOOD);
    if (before != null && before.failures() > 0) {
      keep(name, EndpointHealth.GOOD);
    }
  }

  /**
   * It did not.
   *
   * @return when it is tried again
   */
  public synchronized Instant failed(String name) {
    Instant now = clock.instant();
    EndpointHealth health =
        health(name).failed(now, properties.disableAfter(), properties.disableOnceFailingFor());
    known.put(name, health);
    keep(name, health);
    if (now.equals(health.disabledAt())) {
      LOG.warn("{} failed {} times in a row and is asked no more", name, health.failures());
    }
    return health.again(now, properties.schedule());
  }

  /** It says itself that it is gone (410): asked no more until somebody enables it. */
  public synchronized void gone(String name) {
    EndpointHealth health = health(name).gone(clock.instant());
    known.put(name, health);
    keep(name, health);
    LOG.warn("{} says that it is gone and is asked no more", name);
  }

  /** Somebody says that it works again. */
  public Mono<Void> enable(String name) {
    known.put(name, EndpointHealth.GOOD);
    return write(name, EndpointHealth.GOOD);
  }

  private void keep(String name, EndpointHealth health) {
    write(name, health)
        .subscribe(
            done -> {}, e -> LOG.warn("The state of {} is not stored: {}", name, e.toString()));
  }

  private Mono<Void> write(String name, EndpointHealth health) {
    Document document =
        new Document("_id", name)
            .append("failures", health.failures())
            .append("failingSince", date(health.failingSince()))
            .append("disabledAt", date(health.disabledAt()));
    return Mono.from(
            collection.replaceOne(eq("_id", name), document, new ReplaceOptions().upsert(true)))
        .then();
  }

  @Override
  protected Mono<Void> round() {
    return Flux.from(collection.find().limit(1000))
        .doOnNext(d ->
            known.put(
                d.getString("_id"),
                new EndpointHealth(
                    d.getInteger("failures", 0),
                    instant(d.getDate("failingSince")),
                    instant(d.getDate("disabledAt")))))
        .then();
  }

  private static @Nullable Date date(@Nullable Instant at) {
    return at == null ? null : Date.from(at);
  }

  private static @Nullable Instant instant(@Nullable Date at) {
    return at == null ? null : at.toInstant();
  }
}
