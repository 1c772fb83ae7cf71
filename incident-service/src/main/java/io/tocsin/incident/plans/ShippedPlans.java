package io.tocsin.incident.plans;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Scope;
import io.tocsin.incident.domain.plan.ContingencyPlan;
import io.tocsin.incident.domain.plan.PlanFault;
import io.tocsin.incident.domain.plan.PlanStep;
import io.tocsin.incident.domain.plan.PlanVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The plans that come with the product, each as version 1 until somebody saves another. Those for
 * global faults share their head and tail, which are kept once and put around each.
 */
final class ShippedPlans {

  private static final List<String> IDS = List.of("P1", "P2", "P3", "P4", "PR");

  /** Steps of the head that whoever works the plan's first step does. */
  private static final Set<String> OF_THE_FIRST_POST = Set.of("H1", "H2");

  private final Map<String, PlanVersion> plans = new LinkedHashMap<>();

  ShippedPlans() {
    List<PlanFault> faults = new ArrayList<>();
    PlanField frame = PlanField.root(PlanText.yaml(resource("frame")), faults);
    List<PlanStep> head = PlanReader.steps(frame.get("head"));
    List<PlanStep> tail = PlanReader.steps(frame.get("tail"));
    if (!faults.isEmpty()) {
      throw new PlanRefusal(faults);
    }
    for (String id : IDS) {
      ContingencyPlan own = PlanReader.read(PlanText.yaml(resource(id)));
      boolean framed = own.matches().scopes().contains(Scope.GLOBAL);
      ContingencyPlan plan = framed ? framed(own, head, tail) : own;
      plans.put(id, new PlanVersion(plan, 1, null, Actor.SYSTEM));
    }
  }

  List<PlanVersion> all() {
    return List.copyOf(plans.values());
  }

  Optional<PlanVersion> find(String id) {
    return Optional.ofNullable(plans.get(id));
  }

  private static ContingencyPlan framed(
      ContingencyPlan own, List<PlanStep> head, List<PlanStep> tail) {
    List<String> firstPosts = own.steps().getFirst().posts();
    Set<String> followed = new HashSet<>();
    own.steps().forEach(s -> followed.addAll(s.after()));
    List<String> last =
        own.steps().stream().map(PlanStep::id).filter(id -> !followed.contains(id)).toList();
    Stream<PlanStep> before =
        head.stream().map(s -> OF_THE_FIRST_POST.contains(s.id()) ? s.workedBy(firstPosts) : s);
    Stream<PlanStep> after = tail.stream().map(s -> s.after().isEmpty() ? s.following(last) : s);
    return new ContingencyPlan(
        own.id(),
        own.name(),
        own.matches(),
        own.values(),
        Stream.concat(before, Stream.concat(own.steps().stream(), after)).toList(),
        own.orders());
  }

  private static String resource(String name) {
    String path = "/io/tocsin/incident/plans/" + name + ".yaml";
    try (InputStream in = ShippedPlans.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("Expected the resource " + path + ", but there is none");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
