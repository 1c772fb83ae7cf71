package io.tocsin.roster.organisation;

import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.time.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a document changes, by the directory's keys such as {@code unit/yunxi}. Schedules have keys
 * of the same shape, though the directory does not carry them.
 */
record Difference(List<String> added, List<String> changed, List<String> removed) {

  static final Difference NONE = new Difference(List.of(), List.of(), List.of());

  private static final String ORGANISATION = "organisation/this";

  static Difference between(@Nullable Organisation from, Organisation to) {
    Map<String, Object> before = from == null ? Map.of() : entities(from);
    Map<String, Object> after = entities(to);
    List<String> added = new ArrayList<>();
    List<String> changed = new ArrayList<>();
    after.forEach((key, value) -> {
      Object old = before.get(key);
      if (old == null) {
        added.add(key);
      } else if (!old.equals(value)) {
        changed.add(key);
      }
    });
    List<String> removed = before.keySet().stream().filter(key -> !after.containsKey(key)).toList();
    boolean onlyReordered =
        from != null
            && !from.equals(to)
            && added.isEmpty()
            && changed.isEmpty()
            && removed.isEmpty();
    if (onlyReordered) {
      changed.add(ORGANISATION);
    }
    return new Difference(List.copyOf(added), List.copyOf(changed), removed);
  }

  boolean isNone() {
    return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
  }

  /**
   * What the other services are told. The organisation itself comes last, and always: its revision
   * says that all of it has come.
   */
  List<Outgoing> events(Organisation to, long revision, Instant now) {
    Map<String, DirectoryEvent> events = new LinkedHashMap<>();
    directory(to).forEach(e -> events.put(e.key(), e));
    List<Outgoing> outgoing = new ArrayList<>();
    Stream.of(added, changed)
        .flatMap(Collection::stream)
        .forEach(key -> {
          DirectoryEvent event = events.get(key);
          if (event != null) {
            outgoing.add(outgoing(event, revision, now));
          }
        });
    removed.stream()
        .filter(key -> !key.startsWith("schedule/"))
        .forEach(key -> outgoing.add(Outgoing.tombstone(Topics.DIRECTORY, key)));
    outgoing.add(outgoing(organisation(to, revision), revision, now));
    return outgoing;
  }

  private static Outgoing outgoing(DirectoryEvent event, long revision, Instant now) {
    String id = Ids.derived("directory", String.valueOf(revision), event.key());
    return Outgoing.of(Topics.DIRECTORY, event.key(), id, now, null, event);
  }

  private static Map<String, Object> entities(Organisation o) {
    Map<String, Object> entities = new LinkedHashMap<>();
    entities.put(ORGANISATION, organisation(o, 0));
    directory(o).forEach(e -> entities.put(e.key(), e));
    o.schedules().forEach(s -> entities.put("schedule/" + s.id(), s));
    return entities;
  }

  private static OrganisationV1 organisation(Organisation o, long revision) {
    return new OrganisationV1(
        o.name(), o.timeZone(), o.locale(), revision, o.grading(), o.faultNotices());
  }

  private static Stream<DirectoryEvent> directory(Organisation o) {
    return Stream.of(o.units(), o.systems(), o.posts(), o.people(), o.vendors(), o.policies())
        .flatMap(Collection::stream);
  }
}
