package io.tocsin.notification.confirmations;

import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Who may speak for a unit by where they belong. */
public final class UnitTree {

  /** More levels than any organisation has: a circle in the set-up ends here. */
  private static final int DEEPEST = 32;

  private UnitTree() {}

  /**
   * Whether somebody of these units may speak for a unit: their own, or one that rolls up to it.
   * The centre, which everything rolls up to, speaks for itself alone.
   *
   * @param own the units of whoever speaks
   * @param parentOf a unit's parent; null for the centre and for what is unknown
   */
  public static boolean speaksFor(
      Set<String> own, String unit, UnaryOperator<@Nullable String> parentOf) {
    if (own.contains(unit)) {
      return true;
    }
    String above = parentOf.apply(unit);
    for (int level = 0; above != null && level < DEEPEST; level++) {
      String next = parentOf.apply(above);
      if (next != null && own.contains(above)) {
        return true;
      }
      above = next;
    }
    return false;
  }
}
