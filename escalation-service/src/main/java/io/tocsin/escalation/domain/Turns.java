package io.tocsin.escalation.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is at the levels of a policy whose targets take turns. Each level has a counter of
 * its own, from which an incident draws a number when it first comes there: a number of the
 * incident's own would starve people where incidents of several policies alternate.
 */
public record Turns(Map<Turn, Long> drawn) {

  public static final Turns NONE = new Turns(Map.of());

  public Turns {
    drawn = Map.copyOf(drawn);
  }

  /** One counter; levels count from 1. */
  public record Turn(String policyId, int level) {}

  /** The levels of a policy whose targets take turns. */
  public static List<Turn> of(Policy policy) {
    return IntStream.rangeClosed(1, policy.lastLevel())
        .filter(level -> policy.level(level).inTurn())
        .mapToObj(level -> new Turn(policy.id(), level))
        .toList();
  }

  public Turns and(Turns more) {
    Map<Turn, Long> all = new HashMap<>(drawn);
    all.putAll(more.drawn);
    return new Turns(all);
  }

  /** Null where it has not been drawn yet. */
  @Nullable Long number(Turn turn) {
    return drawn.get(turn);
  }
}
