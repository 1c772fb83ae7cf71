package io.tocsin.escalation.paging;

import io.tocsin.escalation.domain.Turns.Turn;
import java.util.Set;

/** A decision cannot be made before these turns are drawn. */
final class TurnsMissing extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Set<Turn> turns;
  private final String by;

  /**
   * Names them.
   *
   * @param by the run of an incident that they are for
   */
  TurnsMissing(Set<Turn> turns, String by) {
    super("Expected the turns " + turns + " to be drawn by " + by, null, false, false);
    this.turns = turns;
    this.by = by;
  }

  String by() {
    return by;
  }

  Set<Turn> turns() {
    return turns;
  }
}
