package io.tocsin.escalation.domain;

/**
 * Who of a post's shift is meant: the one in charge, the stand-in, or a role that schedules have
 * besides, such as a third line. Which there are knows the roster.
 */
public record Role(String name) {

  public static final Role PRIMARY = new Role("PRIMARY");
  public static final Role SUBSTITUTE = new Role("SUBSTITUTE");

  public Role {
    if (name.isBlank()) {
      throw new IllegalArgumentException("Expected the name of a role, but it is blank");
    }
  }

  /** As the enumeration of earlier days had it. */
  public static Role valueOf(String name) {
    return new Role(name);
  }

  /** The word itself, as ids of pages and documents have it. */
  @Override
  public String toString() {
    return name;
  }
}
