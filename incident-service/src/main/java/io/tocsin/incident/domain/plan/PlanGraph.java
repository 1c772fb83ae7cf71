package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.plan.ContingencyPlan.FixedOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which step comes after which: by {@code after}, and by the orders that must not be broken. */
final class PlanGraph {

  private final Map<String, Set<String>> before = new LinkedHashMap<>();

  PlanGraph(ContingencyPlan plan) {
    plan.steps().forEach(s -> before.put(s.id(), new LinkedHashSet<>(s.after())));
    for (FixedOrder order : plan.orders()) {
      for (int i = 1; i < order.steps().size(); i++) {
        before
            .computeIfAbsent(order.steps().get(i), _ -> new LinkedHashSet<>())
            .add(order.steps().get(i - 1));
      }
    }
  }

  /** The steps that come directly before it. */
  Set<String> before(String step) {
    return before.getOrDefault(step, Set.of());
  }

  /** All steps that come after any of these, these not included unless one follows another. */
  Set<String> allAfter(Collection<String> steps) {
    Set<String> found = new LinkedHashSet<>();
    Set<String> front = new LinkedHashSet<>(steps);
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Map.Entry<String, Set<String>> entry : before.entrySet()) {
        if (!found.contains(entry.getKey())
            && entry.getValue().stream().anyMatch(b -> front.contains(b) || found.contains(b))) {
          found.add(entry.getKey());
          grew = true;
        }
      }
    }
    return found;
  }

  /** Those that nothing follows. */
  List<String> last() {
    Set<String> followed = new LinkedHashSet<>();
    before.values().forEach(followed::addAll);
    return before.keySet().stream().filter(s -> !followed.contains(s)).toList();
  }

  /** Every step whose turn can come: all before it can be behind. */
  Set<String> reachable() {
    Set<String> reached = new LinkedHashSet<>();
    boolean grew = true;
    while (grew) {
      grew = false;
      for (Map.Entry<String, Set<String>> entry : before.entrySet()) {
        if (!reached.contains(entry.getKey()) && reached.containsAll(entry.getValue())) {
          reached.add(entry.getKey());
          grew = true;
        }
      }
    }
    return reached;
  }

  /**
   * One circle that the steps go in, its first step again at its end; empty where there is none.
   */
  List<String> cycle() {
    Set<String> stuck = new LinkedHashSet<>(before.keySet());
    stuck.removeAll(reachable());
    for (String start : stuck) {
      List<String> path = new ArrayList<>();
      String at = start;
      while (at != null && !path.contains(at)) {
        path.add(at);
        at = before(at).stream().filter(stuck::contains).findFirst().orElse(null);
      }
      if (at != null) {
        List<String> circle = new ArrayList<>(path.subList(path.indexOf(at), path.size()));
        circle.add(at);
        return circle.reversed();
      }
    }
    return List.of();
  }
}
