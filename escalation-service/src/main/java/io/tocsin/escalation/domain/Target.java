package io.tocsin.escalation.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whom a level of a policy names; who that is for an incident says {@link #calls}. Exactly one of
 * {@code post}, {@code person}, {@code causePosts}, {@code liaisons} and {@code systemOwner} is
 * set.
 *
 * @param role null for everybody on the post's shift
 * @param schedule only by this schedule of the post
 * @param everyone all who stand in a schedule of the post, or in {@code schedule}, on duty or not
 * @param causePosts the posts that answer for the incident's cause, in the role
 * @param liaisons the liaisons of the affected units
 * @param systemOwner the person who owns the incident's system
 */
public record Target(
    @Nullable String post,
    @Nullable Role role,
    @Nullable String person,
    @Nullable String schedule,
    @Nullable Boolean everyone,
    @Nullable Boolean causePosts,
    @Nullable Boolean liaisons,
    @Nullable Boolean systemOwner) {

  public Target {
    int named = (post == null ? 0 : 1) + (person == null ? 0 : 1);
    named += (causePosts == null ? 0 : 1) + (liaisons == null ? 0 : 1);
    named += systemOwner == null ? 0 : 1;
    if (named != 1) {
      throw new IllegalArgumentException(
          "Expected a target that is a post, a person, causePosts, liaisons or systemOwner, but got post %s, person %s, causePosts %s, liaisons %s, systemOwner %s"
              .formatted(post, person, causePosts, liaisons, systemOwner));
    }
  }

  public static Target post(String post, @Nullable Role role) {
    return new Target(post, role, null, null, null, null, null, null);
  }

  public static Target bySchedule(String post, String schedule, @Nullable Role role) {
    return new Target(post, role, null, schedule, null, null, null, null);
  }

  public static Target everyone(String post) {
    return everyone(post, null);
  }

  public static Target everyone(String post, @Nullable String schedule) {
    return new Target(post, null, null, schedule, true, null, null, null);
  }

  public static Target person(String person) {
    return new Target(null, null, person, null, null, null, null, null);
  }

  public static Target causePosts(@Nullable Role role) {
    return new Target(null, role, null, null, null, true, null, null);
  }

  public static Target ownerOfSystem() {
    return new Target(null, null, null, null, null, null, null, true);
  }

  public static Target liaisonsOfUnits() {
    return new Target(null, null, null, null, null, null, true, null);
  }

  /** None when the incident names nobody whom this target could mean. */
  List<Call> calls(Incident incident) {
    if (person != null) {
      return List.of(Call.person(person));
    }
    if (causePosts != null) {
      return incident.causePosts().stream().map(p -> Call.post(p, role)).toList();
    }
    if (liaisons != null) {
      return incident.units().stream().map(Call::liaison).toList();
    }
    if (systemOwner != null) {
      String owner = incident.systemOwner();
      return owner == null ? List.of() : List.of(Call.person(owner));
    }
    return List.of(new Call(post, role, null, schedule, null, everyone, null));
  }
}
