package io.tocsin.escalation.domain;

import org.jspecify.annotations.Nullable;

/**
 * Whom one page asks for: a post's role on duty or one person. Exactly one of {@code post} and
 * {@code person} is set; who that is now knows the roster.
 *
 * @param role null for everybody on the post's shift
 * @param schedule only by this schedule of the post
 * @param unit the post as this unit staffs it
 * @param everyone all who stand in a schedule of the post, or in {@code schedule}, on duty or not
 * @param turn only one of them, counted round and round from 0
 */
public record Call(
    @Nullable String post,
    @Nullable Role role,
    @Nullable String person,
    @Nullable String schedule,
    @Nullable String unit,
    @Nullable Boolean everyone,
    @Nullable Integer turn) {

  private static final String LIAISON = "UL";

  public Call {
    if ((post == null) == (person == null)) {
      throw new IllegalArgumentException(
          "Expected either a post or a person to call, but got " + post + " and " + person);
    }
  }

  public static Call post(String post, @Nullable Role role) {
    return new Call(post, role, null, null, null, null, null);
  }

  public static Call person(String person) {
    return new Call(null, null, person, null, null, null, null);
  }

  public static Call liaison(String unit) {
    return new Call(LIAISON, null, null, null, unit, null, null);
  }

  /** Whether a unit's own liaison is meant, who is named by the unit and not by a shift. */
  public static boolean isLiaison(String post) {
    return post.equals(LIAISON);
  }

  Call as(Role other) {
    return new Call(post, other, person, schedule, unit, everyone, turn);
  }

  /** Only one of many; the same for who is one already. */
  Call atTurn(int number) {
    return Boolean.TRUE.equals(everyone)
        ? new Call(post, role, person, schedule, unit, true, number)
        : this;
  }

  /** The same text for the same call, for ids. */
  public String key() {
    if (person != null) {
      return "person:" + person;
    }
    StringBuilder key = new StringBuilder("post:").append(post);
    if (unit != null) {
      key.append('/').append(unit);
    }
    if (schedule != null) {
      key.append('@').append(schedule);
    }
    key.append(':')
        .append(Boolean.TRUE.equals(everyone) ? "EVERYONE" : role == null ? "ANY" : role);
    return turn == null ? key.toString() : key.append('#').append(turn).toString();
  }
}
