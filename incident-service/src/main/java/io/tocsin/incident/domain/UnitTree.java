package io.tocsin.incident.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which unit belongs to which, and what they are called. The bureaux stand just under the centre;
 * whatever hangs below one of them counts as that bureau.
 */
public final class UnitTree {

  private final Map<String, Text> names;
  private final Map<String, String> parents;
  private final Set<String> haveUnits;
  private final List<String> all;
  private final int bureaux;

  /**
   * Takes every unit's name by its code, and the code of its parent where it has one.
   *
   * @param parents the centre has none
   */
  public UnitTree(Map<String, Text> names, Map<String, String> parents) {
    this.names = Map.copyOf(names);
    this.parents = Map.copyOf(parents);
    this.haveUnits = new HashSet<>(this.parents.values());
    this.all = this.names.keySet().stream().filter(u -> !isCentre(u)).sorted().toList();
    this.bureaux = (int) all.stream().filter(u -> bureauOf(u).equals(u)).count();
  }

  /** How many units there are that reports are counted by. */
  public int bureaux() {
    return bureaux;
  }

  /** Codes of all units but the centre, sorted: bureaux and what hangs below them. */
  public List<String> all() {
    return all;
  }

  /** A unit that nobody knows is called by its code. */
  public Unit unit(String code) {
    return new Unit(code, names.getOrDefault(code, Text.same(code)));
  }

  /**
   * The unit that a report of {@code code} counts for: its ancestor just under the centre, or
   * itself where it has none (the centre, a unit nobody knows).
   */
  public String bureauOf(String code) {
    String bureau = code;
    // The bound keeps a set-up that is a circle by mistake from hanging the correlation.
    for (int depth = 0; depth <= names.size(); depth++) {
      String parent = parents.get(bureau);
      if (parent == null || !parents.containsKey(parent)) {
        return bureau;
      }
      bureau = parent;
    }
    return code;
  }

  /** Whether {@code code} is {@code ancestor} or stands anywhere below it. */
  public boolean within(String code, String ancestor) {
    @Nullable String at = code;
    for (int depth = 0; at != null && depth <= names.size(); depth++) {
      if (at.equals(ancestor)) {
        return true;
      }
      at = parents.get(at);
    }
    return false;
  }

  private boolean isCentre(String unit) {
    return !parents.containsKey(unit) && haveUnits.contains(unit);
  }
}
