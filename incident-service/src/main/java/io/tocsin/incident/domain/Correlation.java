package io.tocsin.incident.domain;

import io.tocsin.incident.domain.CorrelationPlan.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Which incident each report of one system belongs to. Real faults and drills are correlated apart:
 * one call sees either.
 *
 * <ol>
 *   <li>An open GLOBAL incident takes every report.
 *   <li>A fault of a central component is GLOBAL at once, with the open incident that there is.
 *   <li>A repeat of a unit attaches to that unit's incident and counts no new unit, however late.
 *   <li>A new unit within the window of an incident's latest report joins it; the Nth promotes it,
 *       and all its open siblings merge into it.
 *   <li>What no open incident takes, a restored one takes by the same rules, and is open again with
 *       it. A report that was received before the restoration and read after it is only counted.
 *   <li>A new unit outside every window opens a further REGIONAL incident, with a suggestion to
 *       merge it with the one that has the most units; it refers to the ended incident that the
 *       report would have belonged to.
 * </ol>
 */
public final class Correlation {

  private final Map<String, OpenCase> cases = new LinkedHashMap<>();
  private final List<Incident> ended = new ArrayList<>();
  private final List<Verdict> verdicts = new ArrayList<>();
  private final SystemProfile profile;
  private final CorrelationWording wording;
  private final boolean exercise;
  private final UnaryOperator<String> incidentIdOf;

  private Correlation(SystemProfile profile, boolean exercise, UnaryOperator<String> incidentIdOf) {
    this.profile = profile;
    this.wording = new CorrelationWording(profile);
    this.exercise = exercise;
    this.incidentIdOf = incidentIdOf;
  }

  /**
   * @param incidents of the system, all real or all drills; closed ones are passed over
   * @param batch ordered by the time received, stably, before anything is decided
   * @param incidentIdOf the id of the incident that a report opens, from the report's id: the same
   *     one each time, so that a redelivery cannot open it twice
   */
  public static CorrelationPlan correlate(
      List<Incident> incidents,
      List<Report> batch,
      SystemProfile profile,
      boolean exercise,
      UnaryOperator<String> incidentIdOf) {
    Correlation correlation = new Correlation(profile, exercise, incidentIdOf);
    incidents.stream()
        .filter(Incident::correlates)
        .forEach(i -> correlation.cases.put(i.id(), OpenCase.of(i)));
    incidents.stream()
        .filter(i -> i.stage() instanceof LifeStage.Ended)
        .forEach(correlation.ended::add);
    batch.stream().sorted(Comparator.comparing(Report::receivedAt)).forEach(correlation::place);
    return correlation.plan();
  }

  private void place(Report report) {
    if (!taken(report, c -> !c.restored()) && !taken(report, OpenCase::restored)) {
      open(report);
    }
  }

  /** Whether one of these cases takes the report. */
  private boolean taken(Report report, Predicate<OpenCase> among) {
    @Nullable OpenCase global = best(among.and(c -> c.scope == Scope.GLOBAL));
    if (global != null) {
      join(global, report, CorrelationRule.OPEN_GLOBAL);
      return true;
    }
    @Nullable OpenCase own = best(among.and(c -> c.has(report)));
    if (report.centralComponent()) {
      return promoted(own != null ? own : best(among), report, CorrelationRule.CENTRAL_COMPONENT);
    }
    if (own != null) {
      join(own, report, CorrelationRule.SAME_UNIT);
      return true;
    }
    @Nullable OpenCase near =
        best(among.and(c -> c.within(profile.correlating().window(), report.receivedAt())));
    if (near != null && near.unitCount() + 1 < profile.correlating().units()) {
      join(near, report, CorrelationRule.BELOW_THRESHOLD);
      return true;
    }
    return promoted(near, report, CorrelationRule.THRESHOLD_REACHED);
  }

  private void open(Report report) {
    if (report.centralComponent()) {
      open(report, Scope.GLOBAL, CorrelationRule.CENTRAL_COMPONENT, null);
    } else if (profile.correlating().units() == 1) {
      open(report, Scope.GLOBAL, CorrelationRule.THRESHOLD_REACHED, null);
    } else {
      @Nullable OpenCase sibling = best(c -> !c.restored());
      CorrelationRule rule =
          sibling == null ? CorrelationRule.FIRST_REPORT : CorrelationRule.OUTSIDE_WINDOW;
      open(report, Scope.REGIONAL, rule, sibling);
    }
  }

  /**
   * @param otherwise the rule where the report neither brings a restored fault back nor was
   *     received before its restoration
   */
  private void join(OpenCase to, Report report, CorrelationRule otherwise) {
    CorrelationRule rule =
        to.recursWith(report)
            ? CorrelationRule.RECURRENCE
            : to.precedesRestoration(report) ? CorrelationRule.BEFORE_RESTORATION : otherwise;
    Text why = wording.explain(rule, report, to);
    to.join(report, rule, why);
    verdict(report, to, rule, why);
  }

  /**
   * Whether there is one. What was received before its restoration widens no fault that is over.
   */
  private boolean promoted(@Nullable OpenCase to, Report report, CorrelationRule rule) {
    if (to == null) {
      return false;
    }
    if (to.precedesRestoration(report)) {
      join(to, report, rule);
    } else {
      promote(to, report, rule);
    }
    return true;
  }

  private void promote(OpenCase to, Report report, CorrelationRule rule) {
    Text why = wording.explain(rule, report, to);
    List<OpenCase> siblings =
        cases.values().stream().filter(c -> c != to && c.open() && c.mergeable).toList();
    to.join(report, rule, why);
    to.promote(report, siblings, why, profile);
    siblings.forEach(s -> s.mergedInto = to.id);
    verdict(report, to, rule, why);
  }

  private void open(Report report, Scope scope, CorrelationRule rule, @Nullable OpenCase sibling) {
    Text why = wording.explain(rule, report, sibling);
    @Nullable Incident before = endedBefore(report);
    Text whole = before == null ? why : why.then(wording.follows(before));
    OpenCase opened =
        OpenCase.opening(
            incidentIdOf.apply(report.id()),
            new CorrelationPlan.Opening(
                exercise,
                scope,
                report,
                profile,
                before == null ? null : before.id(),
                Because.rule(whole, report.receivedAt())));
    if (sibling != null) {
      opened.suggestMerge(sibling, report, wording.suggestion(sibling));
    }
    cases.put(opened.id, opened);
    verdict(report, opened, rule, whole);
  }

  /** The ended incident that a report would have belonged to; the last one where several would. */
  private @Nullable Incident endedBefore(Report report) {
    return ended.stream()
        .filter(i -> i.extent().scope() == Scope.GLOBAL || i.extent().has(report.unit().code()))
        .max(Comparator.comparing(Incident::openedAt).thenComparing(Incident::id))
        .orElse(null);
  }

  private void verdict(Report report, OpenCase to, CorrelationRule rule, Text why) {
    verdicts.add(new Verdict(report.id(), to.id, to.id, rule, why));
  }

  /**
   * The open case that fits: the one nearest to its promotion, else the one that was reported last;
   * the id settles what is still equal, so that every instance decides alike.
   */
  private @Nullable OpenCase best(Predicate<OpenCase> fits) {
    return cases.values().stream()
        .filter(OpenCase::open)
        .filter(fits)
        .max(
            Comparator.comparingInt(OpenCase::unitCount)
                .thenComparing(c -> c.latest)
                .thenComparing(c -> c.id))
        .orElse(null);
  }

  private CorrelationPlan plan() {
    List<CorrelationPlan.PlannedIncident> planned = new ArrayList<>();
    cases.values().stream()
        .filter(OpenCase::changed)
        .sorted(Comparator.comparing(c -> c.scope))
        .forEach(c -> planned.add(c.planned(profile)));
    return new CorrelationPlan(verdicts.stream().map(this::settled).toList(), planned);
  }

  private Verdict settled(Verdict v) {
    OpenCase counted = cases.get(v.incidentId());
    String parent = counted == null ? null : counted.mergedInto;
    return parent == null
        ? v
        : new Verdict(v.reportId(), v.incidentId(), parent, v.rule(), v.explanation());
  }
}
