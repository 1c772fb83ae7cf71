package io.tocsin.roster.oncall;

import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.roster.book.Books;
import io.tocsin.roster.domain.Duty;
import io.tocsin.roster.domain.HolidayCalendar;
import io.tocsin.roster.domain.Leave;
import io.tocsin.roster.domain.OnCall;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.domain.Present;
import io.tocsin.roster.domain.Schedule;
import io.tocsin.roster.domain.ShiftPlan;
import io.tocsin.roster.organisation.Organisation;
import io.tocsin.roster.organisation.OrganisationState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One revision of the set-up with what people entered, ready for questions. Immutable. */
public final class Roster {

  /** The post whose holder is the unit's own liaison unless a schedule says otherwise. */
  public static final String LIAISON = "UL";

  /** The post that commands the response and is called where nobody else can be. */
  public static final String LEADER = "LD";

  private final Organisation organisation;
  private final Map<String, Long> schedulesSince;
  private final Books books;
  private final HolidayCalendar.Lookup holidays;
  private final OnCall onCall;
  private final Map<String, PersonV1> people = new LinkedHashMap<>();
  private final Map<String, UnitV1> units = new LinkedHashMap<>();
  private final Map<String, ShiftPlan> plans = new LinkedHashMap<>();
  private final Memberships memberships = new Memberships();
  private final @Nullable Set<String> drilling;

  /** A person stands in the post's schedule in this role. */
  public record Membership(String post, OnCallRole role) {}

  /**
   * @param since from when on nobody is on duty by an override or a swap who is not in the set-up
   */
  Roster(OrganisationState state, Books entered, Instant since) {
    this.organisation = state.organisation();
    this.schedulesSince = state.schedulesSince();
    this.books = entered.of(schedulesSince);
    this.holidays = organisation.holidays().lookup();
    organisation
        .people()
        .forEach(p -> people.put(p.id(), asChosen(p, books.person(p.id()).channels())));
    organisation.units().forEach(u -> units.put(u.code(), u));
    Map<String, List<Leave>> leave = books.leave();
    Present present = new Present(people::containsKey, since);
    for (Schedule schedule : organisation.schedules()) {
      plans.put(
          schedule.id(),
          new ShiftPlan(schedule, books.schedule(schedule.id()), leave, holidays, present));
      memberships.take(schedule, books.schedule(schedule.id()));
    }
    this.onCall = new OnCall(List.copyOf(plans.values()), above(organisation.units()));
    this.drilling =
        organisation.drills() == null ? null : Set.copyOf(organisation.drills().participants());
  }

  private static Map<String, String> above(List<UnitV1> units) {
    Map<String, String> above = new HashMap<>();
    for (UnitV1 unit : units) {
      if (unit.parent() != null) {
        above.put(unit.code(), unit.parent());
      }
    }
    return above;
  }

  public Organisation organisation() {
    return organisation;
  }

  public Books books() {
    return books;
  }

  /** The revision of the set-up with which the schedule came: what {@code BookKeeping} asks for. */
  public long since(String scheduleId) {
    return schedulesSince.getOrDefault(scheduleId, 0L);
  }

  public OnCall onCall() {
    return onCall;
  }

  public HolidayCalendar.Lookup holidays() {
    return holidays;
  }

  /** Whether a person is paged for exercises. */
  public boolean drills(String personId) {
    return drilling == null || drilling.contains(personId);
  }

  /** The contact points stand in the person's own order. */
  public @Nullable PersonV1 person(String id) {
    return people.get(id);
  }

  /** The person's name, or the id of somebody who is in the set-up no longer. */
  public String nameOf(String personId) {
    PersonV1 person = people.get(personId);
    return person == null ? personId : person.name();
  }

  public @Nullable UnitV1 unit(String code) {
    return units.get(code);
  }

  public @Nullable ShiftPlan plan(String scheduleId) {
    return plans.get(scheduleId);
  }

  public List<ShiftPlan> plans() {
    return List.copyOf(plans.values());
  }

  /** What people are to the posts at one time: members, and whoever holds one just now. */
  public Standing standing(Instant at) {
    Map<String, Set<Membership>> holding = new LinkedHashMap<>();
    for (ShiftPlan plan : plans.values()) {
      String post = plan.schedule().post();
      List<OnCallRole> roles = new ArrayList<>(plan.roles());
      for (OnCallRole role : roles) {
        if (holderAt(post, role, at, plan.schedule().unit()) instanceof Duty.OnDuty d
            && d.schedule().equals(plan.schedule().id())) {
          holding
              .computeIfAbsent(d.personId(), p -> new LinkedHashSet<>())
              .add(new Membership(post, role));
        }
      }
    }
    return new Standing(memberships.at(at), holding);
  }

  /** Who belongs to which posts, and who is on shift. */
  public record Standing(
      Map<String, Set<Membership>> members, Map<String, Set<Membership>> holding) {

    /** The posts that the person belongs to or holds. */
    public Set<Membership> of(String personId) {
      Set<Membership> all = new LinkedHashSet<>(members.getOrDefault(personId, Set.of()));
      all.addAll(holding.getOrDefault(personId, Set.of()));
      return all;
    }

    public boolean onShift(String personId, Membership membership) {
      return holding.getOrDefault(personId, Set.of()).contains(membership);
    }
  }

  public Duty holderAt(String post, OnCallRole role, Instant at, @Nullable String unit) {
    return onCall.holderAt(post, role, at, unit);
  }

  /** The name under which a contact point's verification is kept: another number is another one. */
  public static String contactKey(ContactPoint contact) {
    return contact.channel() + ":" + contact.to();
  }

  /** All who stand in a schedule of the post at that time, on duty or not. */
  public List<PersonV1> everyone(String post, Instant at) {
    return people(memberships.of(post, at));
  }

  /** All who stand in this one schedule at that time, on duty or not. */
  public List<PersonV1> everyoneIn(String scheduleId, Instant at) {
    ShiftPlan plan = plans.get(scheduleId);
    if (plan == null) {
      return List.of();
    }
    Memberships own = new Memberships();
    own.take(plan.schedule(), books.schedule(scheduleId));
    return people(own.of(plan.schedule().post(), at));
  }

  private List<PersonV1> people(Set<String> members) {
    return organisation.people().stream()
        .filter(p -> members.contains(p.id()))
        .map(p -> people.getOrDefault(p.id(), p))
        .toList();
  }

  /** By the schedules for all units. */
  public Duty holderAt(String post, OnCallRole role, Instant at) {
    return holderAt(post, role, at, null);
  }

  /** By one schedule alone. */
  public Duty holderIn(String scheduleId, OnCallRole role, Instant at) {
    ShiftPlan plan = plans.get(scheduleId);
    return plan == null
        ? new Duty.Nobody(Duty.Why.NO_SCHEDULE, scheduleId, null, null)
        : plan.holderAt(role, at);
  }

  /** With the contact points in the order that the person chose, if any. */
  private static PersonV1 asChosen(PersonV1 person, List<String> order) {
    if (order.isEmpty()) {
      return person;
    }
    List<ContactPoint> contacts =
        person.contacts().stream()
            .sorted(
                Comparator.comparingInt(c -> {
                  int at = order.indexOf(c.channel().name());
                  return at < 0 ? order.size() : at;
                }))
            .toList();
    return new PersonV1(
        person.id(), person.name(), person.englishName(), person.unit(), contacts, person.locale());
  }

  /** A BCP 47 tag: the person's own, else the organisation's. */
  public String localeOf(PersonV1 person) {
    return person.locale() == null ? organisation.locale() : person.locale();
  }
}
