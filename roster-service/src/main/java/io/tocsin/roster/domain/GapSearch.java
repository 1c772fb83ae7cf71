package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Duty.Cause;
import io.tocsin.roster.domain.Duty.Nobody;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Duty.Why;
import io.tocsin.roster.domain.Gap.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks for gaps and conflicts ahead.
 *
 * @param posts that have to be staffed
 * @param central those of them that are asked for no unit in particular, as by a fault of all units
 * @param called the roles beside primary and substitute that people are paged in, by post
 * @param unverified whether a person has a contact point that was not verified lately, or none
 */
public record GapSearch(
    OnCall onCall,
    List<String> posts,
    Set<String> central,
    Map<String, Set<OnCallRole>> called,
    Predicate<String> unverified) {

  public GapSearch {
    posts = List.copyOf(posts);
    central = Set.copyOf(central);
    called = Map.copyOf(called);
  }

  /** Where nobody is paged in another role. */
  public GapSearch(
      OnCall onCall, List<String> posts, Set<String> central, Predicate<String> unverified) {
    this(onCall, posts, central, Map.of(), unverified);
  }

  /** By post, role and time, cut to the interval. */
  public List<Gap> between(Instant from, Instant to) {
    List<Gap> gaps = new ArrayList<>();
    for (String post : posts) {
      for (Place place : places(post)) {
        search(place, from, to, gaps);
      }
    }
    return List.copyOf(gaps);
  }

  /** A post for all units, or for the one unit that has a schedule of its own. */
  private record Place(String post, @Nullable String unit) {}

  private List<Place> places(String post) {
    Set<Place> places = new LinkedHashSet<>();
    for (ShiftPlan plan : onCall.plans()) {
      if (plan.schedule().post().equals(post)) {
        places.add(new Place(post, plan.schedule().unit()));
      }
    }
    if (places.isEmpty() || central.contains(post)) {
      places.add(new Place(post, null));
    }
    return List.copyOf(places);
  }

  private void search(Place place, Instant from, Instant to, List<Gap> gaps) {
    for (OnCallRole role : roles(place)) {
      List<Gap> ofRole = new ArrayList<>();
      for (Shift shift : onCall.shifts(place.post, role, from, to, place.unit)) {
        Gap gap = gap(place, shift);
        if (gap != null) {
          append(ofRole, gap);
        }
        if (shift.duty() instanceof OnDuty duty) {
          if (unverified.test(duty.personId())) {
            append(ofRole, gap(Kind.UNVERIFIED, place, shift, duty.schedule(), duty.personId()));
          }
          String left = passedOver(duty.cause());
          if (left != null) {
            append(ofRole, gap(Kind.UNVERIFIED, place, shift, duty.schedule(), left));
          }
        }
      }
      gaps.addAll(ofRole);
    }
  }

  /** Who should be on duty but has left; null where that is nobody. */
  private static @Nullable String passedOver(Cause cause) {
    return switch (cause) {
      case Cause.PassedOver p -> p.left();
      case Cause.MovedUp up -> passedOver(up.own());
      default -> null;
    };
  }

  /**
   * A post has a primary and a substitute at all times. A unit's own schedule may do without, and
   * where the post has no schedule at all it is said once. Another role has to be staffed where a
   * schedule has it and people are paged in it.
   */
  private Set<OnCallRole> roles(Place place) {
    Set<OnCallRole> filled = onCall.roles(place.post, place.unit);
    boolean stoodIn =
        place.unit == null ? !filled.isEmpty() : filled.contains(OnCallRole.SUBSTITUTE);
    Set<OnCallRole> roles = new LinkedHashSet<>();
    roles.add(OnCallRole.PRIMARY);
    if (stoodIn) {
      roles.add(OnCallRole.SUBSTITUTE);
    }
    called.getOrDefault(place.post, Set.of()).stream().filter(filled::contains).forEach(roles::add);
    return roles;
  }

  private static @Nullable Gap gap(Place place, Shift shift) {
    return switch (shift.duty()) {
      case OnDuty duty ->
          duty.cause() instanceof Cause.MovedUp up
              ? gap(Kind.ON_LEAVE, place, shift, duty.schedule(), up.away())
              : null;
      case Nobody none -> gap(kind(none.why()), place, shift, none.schedule(), none.person());
    };
  }

  private static Kind kind(Why why) {
    return switch (why) {
      case SAME_AS_PRIMARY -> Kind.SAME_PERSON;
      case ON_LEAVE -> Kind.ON_LEAVE;
      case NO_SCHEDULE, NO_LAYER_FOR_ROLE, NOT_BEGUN, OFF_HOURS, LEFT, MOVED_UP -> Kind.UNSTAFFED;
    };
  }

  private static Gap gap(
      Kind kind, Place place, Shift shift, @Nullable String schedule, @Nullable String person) {
    return new Gap(
        kind,
        place.post,
        place.unit,
        schedule,
        shift.role(),
        kind == Kind.UNSTAFFED ? null : person,
        shift.from(),
        shift.until(),
        shift.duty());
  }

  /** One trouble is one gap, also where its shifts change; an unverified contact is one at all. */
  private static void append(List<Gap> gaps, Gap gap) {
    for (int i = gaps.size() - 1; i >= 0; i--) {
      Gap known = gaps.get(i);
      boolean same =
          gap.kind() == Kind.UNVERIFIED
              ? known.kind() == Kind.UNVERIFIED
                  && known.person() != null
                  && known.person().equals(gap.person())
              : known.continues(gap);
      if (same) {
        gaps.set(i, known.until(gap.until()));
        return;
      }
    }
    gaps.add(gap);
  }
}
