package io.tocsin.contracts;

import org.jspecify.annotations.Nullable;

/**
 * Who of a post's shift is meant: the one in charge or the stand-in. Schedules may have more roles,
 * such as a third line; those are known by their names only, beside this one and never with it.
 */
public enum DutyRole {
  PRIMARY,
  SUBSTITUTE;

  /** The role of this name; null for no name, and for one that only some schedules have. */
  public static @Nullable DutyRole of(@Nullable String name) {
    for (DutyRole role : values()) {
      if (role.name().equals(name)) {
        return role;
      }
    }
    return null;
  }

  /** The name where it is one that only some schedules have; null for these two, and for none. */
  public static @Nullable String other(@Nullable String name) {
    return of(name) == null ? name : null;
  }

  /** Whichever of the two ways a role is named in; null for none. */
  static @Nullable String name(@Nullable DutyRole role, @Nullable String other) {
    return role == null ? other : role.name();
  }
}
