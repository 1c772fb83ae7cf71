package io.tocsin.notification.notices;

import io.tocsin.contracts.Audience;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Whom a notice is for: what was asked for, and who that was when it was issued.
 *
 * @param units codes
 * @param people ids; the team's
 * @param vendors ids
 */
public record Addressed(
    Audience audience, Set<String> units, Set<String> people, Set<String> vendors) {

  public static Addressed units(Audience audience, Collection<String> units) {
    return new Addressed(audience, ordered(units), Set.of(), Set.of());
  }

  public static Addressed team(Collection<String> people) {
    return new Addressed(Audience.TEAM, Set.of(), ordered(people), Set.of());
  }

  public static Addressed vendors(Collection<String> vendors) {
    return new Addressed(Audience.VENDORS, Set.of(), Set.of(), ordered(vendors));
  }

  /** Whether everybody whom the other audience means is in this one. */
  boolean covers(Addressed other) {
    return units.containsAll(other.units)
        && people.containsAll(other.people)
        && vendors.containsAll(other.vendors);
  }

  boolean isEmpty() {
    return units.isEmpty() && people.isEmpty() && vendors.isEmpty();
  }

  private static Set<String> ordered(Collection<String> codes) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(codes));
  }
}
