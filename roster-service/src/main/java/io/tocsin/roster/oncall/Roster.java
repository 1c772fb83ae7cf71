package io.tocsin.roster.oncall;

import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.roster.domain.Duty;
import io.tocsin.roster.domain.Layer;
import io.tocsin.roster.domain.OnCall;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.domain.Schedule;
import io.tocsin.roster.organisation.Organisation;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One revision of the set-up, ready for questions. Immutable. */
public final class Roster {

  private final Organisation organisation;
  private final OnCall onCall;
  private final Map<String, PersonV1> people = new LinkedHashMap<>();
  private final Map<String, Schedule> schedules = new LinkedHashMap<>();
  private final Map<String, Set<Membership>> memberships = new LinkedHashMap<>();

  /** A person stands in a layer of the post's schedule in this role. */
  public record Membership(String post, OnCallRole role) {}

  public Roster(Organisation organisation) {
    this.organisation = organisation;
    this.onCall = new OnCall(organisation.schedules());
    organisation.people().forEach(p -> people.put(p.id(), p));
    for (Schedule schedule : organisation.schedules()) {
      schedules.put(schedule.id(), schedule);
      for (Layer layer : schedule.layers()) {
        Membership membership = new Membership(schedule.post(), layer.role());
        for (String person : layer.rotation().people()) {
          memberships.computeIfAbsent(person, p -> new LinkedHashSet<>()).add(membership);
        }
      }
    }
  }

  public Organisation organisation() {
    return organisation;
  }

  public @Nullable PersonV1 person(String id) {
    return people.get(id);
  }

  @Nullable Schedule schedule(String id) {
    return schedules.get(id);
  }

  /** The posts that the person belongs to, on shift or not. */
  public Set<Membership> memberships(String personId) {
    return memberships.getOrDefault(personId, Set.of());
  }

  public Duty holderAt(String post, OnCallRole role, Instant at) {
    return onCall.holderAt(post, role, at);
  }

  /** The same by one schedule only; a schedule that is not there has nobody. */
  public Duty holderIn(String scheduleId, OnCallRole role, Instant at) {
    Schedule schedule = schedules.get(scheduleId);
    return schedule == null
        ? onCall.holderAt("", role, at)
        : new OnCall(List.of(schedule)).holderAt(schedule.post(), role, at);
  }

  public boolean onShift(String personId, Membership membership, Instant at) {
    return holderAt(membership.post(), membership.role(), at) instanceof Duty.OnDuty d
        && d.personId().equals(personId);
  }

  /** A BCP 47 tag: the person's own, else the organisation's. */
  public String localeOf(PersonV1 person) {
    return person.locale() == null ? organisation.locale() : person.locale();
  }
}
