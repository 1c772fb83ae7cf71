package io.tocsin.roster.domain;

import java.util.regex.Pattern;

/**
 * What somebody is to a shift. A schedule may have any number of roles: the one in charge, the
 * stand-in, and whatever its layers name besides, such as a third line or a trainee.
 */
public record OnCallRole(String name) {

  /** Stands first: the constants below are held to it. */
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

  public static final OnCallRole PRIMARY = new OnCallRole("PRIMARY");
  public static final OnCallRole SUBSTITUTE = new OnCallRole("SUBSTITUTE");

  public OnCallRole {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "Expected a role such as PRIMARY, SUBSTITUTE or THIRD_LINE, but got " + name);
    }
  }

  /** As the enumeration of earlier days had it. */
  public static OnCallRole valueOf(String name) {
    return new OnCallRole(name);
  }

  /** The word itself, as documents have it. */
  @Override
  public String toString() {
    return name;
  }
}
