package io.tocsin.roster.organisation;

import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a document changes, by the directory's keys such as {@code unit/yunxi}. Schedules, the
 * holidays and drills have keys of the same shape, though the directory has no record of them.
 */
record Difference(List<String> added, List<String> changed, List<String> removed) {

  private static final String HOLIDAYS = "organisation/holidays";
  private static final String DRILLS = "organisation/drills";

  /** Sections of the document without a record in the directory, by their names in it. */
  static final Map<String, String> OWN_SECTIONS = Map.of("holidays", HOLIDAYS, "drills", DRILLS);

  static final Difference NONE = new Difference(List.of(), List.of(), List.of());

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
    boolean reordered =
        from != null
            && !from.equals(to)
            && added.isEmpty()
            && changed.isEmpty()
            && removed.isEmpty();
    if (reordered) {
      changed.add(Announcement.ORGANISATION);
    }
    return new Difference(List.copyOf(added), List.copyOf(changed), removed);
  }

  boolean isNone() {
    return added.isEmpty() && changed.isEmpty() && removed.isEmpty();
  }

  /** All keys that the directory carries; the organisation itself is announced in any case. */
  List<String> toAnnounce() {
    return Stream.of(added, changed, removed)
        .flatMap(Collection::stream)
        .filter(key -> !key.startsWith("schedule/"))
        .filter(key -> !OWN_SECTIONS.containsValue(key) && !key.equals(Announcement.ORGANISATION))
        .toList();
  }

  private static Map<String, Object> entities(Organisation o) {
    Map<String, Object> entities = new LinkedHashMap<>();
    entities.put(Announcement.ORGANISATION, withoutHolidays(o));
    Announcement.directory(o).forEach(e -> entities.put(e.key(), e));
    o.schedules().forEach(s -> entities.put("schedule/" + s.id(), s));
    entities.put(HOLIDAYS, o.holidays());
    if (o.drills() != null) {
      entities.put(DRILLS, o.drills());
    }
    return entities;
  }

  /** The record of the organisation has them too; people are to read of a change once. */
  private static OrganisationV1 withoutHolidays(Organisation o) {
    return new OrganisationV1(
        o.name(), o.timeZone(), o.locale(), 0, o.grading(), o.faultNotices(), o.response());
  }
}
