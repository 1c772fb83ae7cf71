package io.tocsin.escalation.domain;

import org.jspecify.annotations.Nullable;

/**
 * Whoever holds a post, or one person. Exactly one of {@code post} and {@code person} is set.
 *
 * @param role null for everybody on the post's shift
 */
public record Target(@Nullable String post, @Nullable Role role, @Nullable String person) {

  public Target {
    if ((post == null) == (person == null)) {
      throw new IllegalArgumentException(
          "Expected either a post or a person as a target, but got " + post + " and " + person);
    }
  }

  public static Target post(String post, @Nullable Role role) {
    return new Target(post, role, null);
  }

  public static Target person(String person) {
    return new Target(null, null, person);
  }

  /** The same text for the same target, for ids. */
  public String key() {
    return person != null
        ? "person:" + person
        : "post:" + post + ":" + (role == null ? "ANY" : role);
  }
}
