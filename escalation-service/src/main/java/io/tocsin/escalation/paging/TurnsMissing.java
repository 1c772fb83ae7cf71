package io.tocsin.escalation.paging;

import io.tocsin.escalation.domain.Turns.Turn;
import java.util.Set;

/** A decision cannot be made before these turns are drawn. */
final class TurnsMissing extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Set<Turn> turns;

  TurnsMissing(Set<Turn> turns) {
    super("Expected the turns " + turns + " to be drawn", null, false, false);
    this.turns = turns;
  }

  Set<Turn> turns() {
    return turns;
  }
}
