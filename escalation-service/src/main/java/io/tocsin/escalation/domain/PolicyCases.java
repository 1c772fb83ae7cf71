package io.tocsin.escalation.domain;

import io.tocsin.escalation.domain.PolicyCheck.Kind;
import io.tocsin.escalation.domain.PolicyCheck.Warning;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The cases that the conditions of policies tell apart, and which policy takes which. Systems and
 * units stand in a grid of bits for each kind of incident: one incident for each case would be
 * millions of them in a large organisation.
 */
final class PolicyCases {

  private static final int EXAMPLES = 3;
  private static final String OTHER = "*";

  private final List<Policy> policies;
  private final WorkingDays days;
  private final List<String> systems;
  private final List<String> units;
  private final Map<String, Integer> unitAt = new HashMap<>();
  private final Set<String> reached = new HashSet<>();

  /** A kind of incident, and the cases of it that some policy always takes: units by system. */
  private record Grid(boolean exercise, Scope scope, Severity severity, List<BitSet> taken) {}

  private PolicyCases(List<Policy> policies, WorkingDays days) {
    this.policies = policies;
    this.days = days;
    Set<String> namedSystems = new TreeSet<>(Set.of(OTHER));
    Set<String> namedUnits = new TreeSet<>(Set.of(OTHER));
    for (Policy policy : policies) {
      Condition when = policy.when();
      if (when != null) {
        namedSystems.addAll(when.systems());
        namedUnits.addAll(when.units());
      }
    }
    this.systems = List.copyOf(namedSystems);
    this.units = List.copyOf(namedUnits);
    units.forEach(unit -> unitAt.put(unit, unitAt.size()));
  }

  /** Cases that no policy always takes, and policies that take none. */
  static List<Warning> warnings(List<Policy> policies, WorkingDays days) {
    PolicyCases cases = new PolicyCases(policies, days);
    List<Grid> grids = cases.played();
    List<Warning> warnings = new ArrayList<>();
    long open = grids.stream().mapToLong(cases::open).sum();
    if (open > 0) {
      warnings.add(new Warning(Kind.UNMATCHED, null, 0, unmatched(cases.examples(grids), open)));
    }
    policies.stream()
        .filter(policy -> !cases.reached.contains(policy.id()))
        .map(cases::neverChosen)
        .forEach(warnings::add);
    return warnings;
  }

  private List<Grid> played() {
    List<Grid> grids = new ArrayList<>();
    for (boolean exercise : List.of(false, true)) {
      for (Scope scope : Scope.values()) {
        for (Severity severity : Severity.values()) {
          List<BitSet> taken = systems.stream().map(_ -> new BitSet(units.size())).toList();
          Grid grid = new Grid(exercise, scope, severity, taken);
          policies.forEach(policy -> play(policy, grid));
          grids.add(grid);
        }
      }
    }
    return grids;
  }

  /** What it takes of the cases that those before it leave; by the hour only, it takes none. */
  private void play(Policy policy, Grid grid) {
    Condition when = policy.when();
    if (when != null
        && !(when.fitsKind(grid.exercise(), grid.scope(), grid.severity()) && when.comes(days))) {
      return;
    }
    BitSet wanted = units(when);
    Set<String> named = when == null ? Set.of() : Set.copyOf(when.systems());
    for (int system = 0; system < systems.size(); system++) {
      if (named.isEmpty() || named.contains(systems.get(system))) {
        BitSet left = (BitSet) wanted.clone();
        left.andNot(grid.taken().get(system));
        if (!left.isEmpty()) {
          reached.add(policy.id());
        }
        if (when == null || when.times().isEmpty()) {
          grid.taken().get(system).or(left);
        }
      }
    }
  }

  private BitSet units(@Nullable Condition when) {
    BitSet wanted = new BitSet(units.size());
    if (when == null || when.units().isEmpty()) {
      wanted.set(0, units.size());
    } else {
      when.units().forEach(unit -> wanted.set(unitAt.getOrDefault(unit, 0)));
    }
    return wanted;
  }

  private long open(Grid grid) {
    long taken = 0;
    for (BitSet ofSystem : grid.taken()) {
      taken += ofSystem.cardinality();
    }
    return (long) systems.size() * units.size() - taken;
  }

  /** The first ones, by system. */
  private List<Incident> examples(List<Grid> grids) {
    List<Incident> examples = new ArrayList<>();
    for (boolean exercise : List.of(false, true)) {
      List<Grid> ofKind = grids.stream().filter(g -> g.exercise() == exercise).toList();
      for (int system = 0; system < systems.size(); system++) {
        for (int unit = 0; unit < units.size(); unit++) {
          for (Grid grid : ofKind) {
            if (!grid.taken().get(system).get(unit)) {
              examples.add(incident(grid, systems.get(system), units.get(unit)));
            }
            if (examples.size() == EXAMPLES) {
              return examples;
            }
          }
        }
      }
    }
    return examples;
  }

  private static Incident incident(Grid grid, String system, String unit) {
    return new Incident(
        OTHER,
        system,
        grid.scope(),
        grid.severity(),
        grid.exercise(),
        true,
        List.of(unit),
        List.of());
  }

  private Warning neverChosen(Policy policy) {
    Condition when = policy.when();
    Reason why =
        when == null || when.comes(days)
            ? new Reason("排在前面的策略总是先匹配", "those before it always fit first")
            : new Reason(
                "日历中没有其时段所指的日子", "the calendar has no day of the kind that its times name");
    return new Warning(
        Kind.UNREACHABLE_POLICY,
        policy.id(),
        0,
        new Reason(
            "策略 %s 永远不会被选中：%s".formatted(policy.id(), why.zh()),
            "policy %s is never chosen: %s".formatted(policy.id(), why.en())));
  }

  private static Reason unmatched(List<Incident> examples, long all) {
    List<String> zh = new ArrayList<>();
    List<String> en = new ArrayList<>();
    for (Incident i : examples) {
      String system = i.system().equals(OTHER) ? "" : " " + i.system();
      zh.add(i.scope().zh() + i.severity().zh() + (i.exercise() ? "演练" : "") + system);
      en.add(i.scope() + " " + i.severity() + (i.exercise() ? " drill" : "") + system);
    }
    return new Reason(
        "没有策略总能适用于：%s%s；届时用内置默认策略"
            .formatted(String.join("、", zh), all > EXAMPLES ? " 等%d种情况".formatted(all) : ""),
        "no policy always fits %s%s; the built-in one applies then"
            .formatted(
                String.join(", ", en),
                all > EXAMPLES ? " and %d more".formatted(all - EXAMPLES) : ""));
  }
}
