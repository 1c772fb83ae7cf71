package io.tocsin.roster.organisation;

import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.WorkingDays;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.time.Ids;
import io.tocsin.roster.domain.HolidayCalendar.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells the other services what changed, a part at a time: thousands of records in one outbox are
 * more than a store likes to carry and to clear away again. What is still to be told stands in the
 * state, so that a crash between two parts loses nothing; the organisation with its revision comes
 * with the last part and makes the revision whole for its readers.
 */
record Announcement(OrganisationState after, List<Outgoing> events) {

  static final String ORGANISATION = "organisation/this";
  static final int AT_ONCE = 2000;

  /** The next part of what a state has yet to tell. */
  static Announcement next(OrganisationState state, Instant now) {
    List<String> all = state.unannounced();
    List<String> part = all.subList(0, Math.min(AT_ONCE, all.size()));
    List<String> rest = List.copyOf(all.subList(part.size(), all.size()));
    Map<String, DirectoryEvent> entities = new LinkedHashMap<>();
    Set<String> wanted = new HashSet<>(part);
    directory(state.organisation())
        .filter(e -> wanted.contains(e.key()))
        .forEach(e -> entities.put(e.key(), e));
    List<Outgoing> events = new ArrayList<>();
    for (String key : part) {
      DirectoryEvent entity = entities.get(key);
      events.add(
          entity == null
              ? Outgoing.tombstone(Topics.DIRECTORY, key)
              : outgoing(entity, state.revision(), now));
    }
    if (rest.isEmpty()) {
      OrganisationV1 whole = organisation(state.organisation(), state.revision());
      events.add(outgoing(whole, state.revision(), now));
    }
    return new Announcement(state.withUnannounced(rest), events);
  }

  private static Outgoing outgoing(DirectoryEvent event, long revision, Instant now) {
    String id = Ids.derived("directory", String.valueOf(revision), event.key());
    return Outgoing.of(Topics.DIRECTORY, event.key(), id, now, null, event);
  }

  static OrganisationV1 organisation(Organisation o, long revision) {
    return new OrganisationV1(
        o.name(),
        o.timeZone(),
        o.locale(),
        revision,
        o.grading(),
        o.faultNotices(),
        o.response(),
        new WorkingDays(o.holidays().of(Kind.HOLIDAY), o.holidays().of(Kind.MAKE_UP)));
  }

  static Stream<DirectoryEvent> directory(Organisation o) {
    return Stream.of(o.units(), o.systems(), o.posts(), o.people(), o.vendors(), o.policies())
        .flatMap(Collection::stream);
  }
}
