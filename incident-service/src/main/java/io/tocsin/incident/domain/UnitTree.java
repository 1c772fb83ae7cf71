package io.tocsin.incident.domain;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which unit belongs to which. The bureaux stand just under the centre; whatever hangs below one of
 * them counts as that bureau.
 */
public final class UnitTree {

  private final Map<String, String> parents;
  private final Set<String> all;
  private final int bureaux;

  /**
   * @param all every unit's code
   * @param parents a unit's code to its parent's; the centre has none
   */
  public UnitTree(Set<String> all, Map<String, String> parents) {
    this.all = Set.copyOf(all);
    this.parents = Map.copyOf(parents);
    Set<String> haveUnits = new HashSet<>(this.parents.values());
    this.bureaux =
        (int)
            this.all.stream()
                .filter(u -> bureauOf(u).equals(u))
                .filter(u -> !(isRoot(u) && haveUnits.contains(u)))
                .count();
  }

  /** How many units there are that reports are counted by. */
  public int bureaux() {
    return bureaux;
  }

  /**
   * The unit that a report of {@code code} counts for: its ancestor just under the centre, or
   * itself where it has none (the centre, a unit nobody knows).
   */
  public String bureauOf(String code) {
    String bureau = code;
    // The bound keeps a set-up that is a circle by mistake from hanging the correlation.
    for (int depth = 0; depth <= all.size(); depth++) {
      String parent = parents.get(bureau);
      if (parent == null || isRoot(parent)) {
        return bureau;
      }
      bureau = parent;
    }
    return code;
  }

  /** Whether {@code code} is {@code ancestor} or stands anywhere below it. */
  public boolean within(String code, String ancestor) {
    @Nullable String at = code;
    for (int depth = 0; at != null && depth <= all.size(); depth++) {
      if (at.equals(ancestor)) {
        return true;
      }
      at = parents.get(at);
    }
    return false;
  }

  private boolean isRoot(String unit) {
    return !parents.containsKey(unit);
  }
}
