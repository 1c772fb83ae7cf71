package io.tocsin.roster.oncall;

import io.tocsin.roster.domain.ImportedShift;
import io.tocsin.roster.domain.Layer;
import io.tocsin.roster.domain.Schedule;
import io.tocsin.roster.domain.ScheduleBook;
import io.tocsin.roster.domain.ShiftOverride;
import io.tocsin.roster.domain.ShiftSwap;
import io.tocsin.roster.oncall.Roster.Membership;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to which posts, on duty or not: by a rotation always, by a calendar, an override or a
 * swap around the time of the shift.
 */
final class Memberships {

  /** Long enough for a calendar in which everybody comes on once a month. */
  private static final Duration AROUND = Duration.ofDays(31);

  private final Map<String, Set<Membership>> lasting = new LinkedHashMap<>();
  private final List<Passing> passing = new ArrayList<>();

  /** By one shift. */
  private record Passing(String personId, Membership membership, Instant from, Instant until) {

    boolean near(Instant at) {
      return from.isBefore(at.plus(AROUND)) && until.isAfter(at.minus(AROUND));
    }
  }

  void take(Schedule schedule, ScheduleBook book) {
    for (Layer layer : schedule.layers()) {
      Membership membership = new Membership(schedule.post(), layer.role());
      if (layer.rotation() != null) {
        layer.rotation().people().forEach(person -> add(lasting, person, membership));
        continue;
      }
      for (ImportedShift s : book.imported().getOrDefault(layer.name(), List.of())) {
        passing.add(new Passing(s.personId(), membership, s.from(), s.until()));
      }
    }
    for (ShiftOverride o : book.overrides()) {
      Membership membership = new Membership(schedule.post(), o.role());
      passing.add(new Passing(o.personId(), membership, o.from(), o.until()));
    }
    for (ShiftSwap swap : book.swaps()) {
      if (swap.state() == ShiftSwap.State.EFFECTIVE) {
        taken(schedule, swap.counterpart(), swap.give());
        taken(schedule, swap.proposer(), swap.take());
      }
    }
  }

  private void taken(Schedule schedule, String person, ShiftSwap.@Nullable Piece piece) {
    if (piece != null) {
      Membership membership = new Membership(schedule.post(), piece.role());
      passing.add(new Passing(person, membership, piece.from(), piece.until()));
    }
  }

  /** By person. */
  Map<String, Set<Membership>> at(Instant at) {
    Map<String, Set<Membership>> all = new LinkedHashMap<>();
    lasting.forEach((person, of) -> all.put(person, new LinkedHashSet<>(of)));
    for (Passing p : passing) {
      if (p.near(at)) {
        add(all, p.personId, p.membership);
      }
    }
    return all;
  }

  /** Who belongs to the post then; where that is nobody, whoever ever had a shift of it. */
  Set<String> of(String post, Instant at) {
    Set<String> people = new LinkedHashSet<>();
    at(at)
        .forEach((person, of) -> {
          if (of.stream().anyMatch(m -> m.post().equals(post))) {
            people.add(person);
          }
        });
    if (people.isEmpty()) {
      passing.stream()
          .filter(p -> p.membership.post().equals(post))
          .forEach(p -> people.add(p.personId));
    }
    return people;
  }

  private static void add(Map<String, Set<Membership>> all, String person, Membership membership) {
    all.computeIfAbsent(person, p -> new LinkedHashSet<>()).add(membership);
  }
}
