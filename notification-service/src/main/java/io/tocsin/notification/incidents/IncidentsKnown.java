package io.tocsin.notification.incidents;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import com.mongodb.reactivestreams.client.MongoCollection;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.notification.batching.Gathering;
import io.tocsin.notification.batching.Gathering.Piece;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * What has to be known of an incident to address a notice and to answer people: its system, the
 * units it hits, the people who were called to it, whether it is over, and whether it is a drill.
 * Read off the incident's own events.
 */
@Component
public final class IncidentsKnown {

  private static final int BATCH = 500;

  /** Three seconds in all: longer than its events take while nothing is away. */
  private static final int LOOKS = 20;

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

  private final MongoCollection<Document> collection;
  private final Gathering<Sighting> sightings;

  IncidentsKnown(MongoDatabase database) {
    this.collection = database.getCollection("incidents");
    this.sightings = new Gathering<>(BATCH, () -> true, this::write);
  }

  /** An incident as its event showed it, and whom the event names as called. */
  private record Sighting(IncidentFacts incident, Collection<String> people) {}

  /**
   * An incident as far as it is known.
   *
   * @param state null where an earlier build noted it down, which did not know; {@code exercise}
   *     likewise
   */
  public record Known(
      String id,
      String system,
      Set<String> units,
      Set<String> people,
      @Nullable IncidentState state,
      @Nullable Boolean exercise) {}

  /** Completes when it is stored; seen again it changes nothing. */
  public Mono<Void> saw(IncidentFacts incident, Collection<String> people) {
    return sightings.add(new Sighting(incident, people));
  }

  public Mono<Known> find(String id) {
    return Mono.from(collection.find(eq("_id", id)).first())
        .map(d ->
            new Known(
                d.getString("_id"),
                d.getString("system"),
                new LinkedHashSet<>(d.getList("units", String.class, List.of())),
                new LinkedHashSet<>(d.getList("people", String.class, List.of())),
                state(d.getString("state")),
                d.getBoolean("exercise")));
  }

  /**
   * As {@link #find}, but waits for one whose events are still on their way here: people write
   * about what was opened a moment ago. Empty where nothing was heard of it in that time.
   */
  public Mono<Known> findSoon(String id) {
    return find(id).repeatWhenEmpty(looked -> looked.take(LOOKS).delayElements(BETWEEN_LOOKS));
  }

  private static @Nullable IncidentState state(@Nullable String name) {
    return name == null ? null : IncidentState.valueOf(name);
  }

  private Mono<Void> write(List<Piece<Sighting>> pieces) {
    List<WriteModel<Document>> writes =
        pieces.stream().map(p -> IncidentsKnown.update(p.value())).toList();
    return Mono.from(collection.bulkWrite(writes, new BulkWriteOptions().ordered(true)))
        .doOnSuccess(done -> pieces.forEach(Piece::done))
        .then();
  }

  private static WriteModel<Document> update(Sighting sighting) {
    IncidentFacts incident = sighting.incident();
    List<Bson> changes = new ArrayList<>();
    changes.add(Updates.set("system", incident.system()));
    changes.add(Updates.set("state", incident.state().name()));
    changes.add(Updates.set("exercise", incident.exercise()));
    changes.add(
        Updates.addEachToSet(
            "units", incident.units().stream().map(IncidentFacts.AffectedUnit::unit).toList()));
    if (!sighting.people().isEmpty()) {
      changes.add(Updates.addEachToSet("people", List.copyOf(sighting.people())));
    }
    return new UpdateOneModel<>(
        eq("_id", incident.id()), Updates.combine(changes), new UpdateOptions().upsert(true));
  }
}
