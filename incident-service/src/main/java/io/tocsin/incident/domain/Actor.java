package io.tocsin.incident.domain;

/** Who did it: a person, or a rule of the platform. */
public record Actor(String id, String name) {
  public static final Actor SYSTEM = new Actor("system", "system");
}
