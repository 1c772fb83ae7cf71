package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.IssuedNotice;
import io.tocsin.incident.domain.IncidentCommand.GiveBack;
import io.tocsin.incident.domain.IncidentCommand.ReleaseMerge;
import io.tocsin.incident.domain.IncidentCommand.TakeOver;
import io.tocsin.incident.domain.LifeEvent.ReportsGivenBack;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an incident counts of those that were merged into it. It remembers the share of each, so
 * that it can be brought in line with the sibling at any time, whatever came in between: a sibling
 * may itself take over another one, or lose one again, after it was merged.
 */
final class Absorbing {

  private Absorbing() {}

  static List<IncidentEvent> takeOver(Incident incident, TakeOver command) {
    String sibling = command.sibling();
    List<AffectedUnit> before = incident.shares().getOrDefault(sibling, List.of());
    if (incident.absorbed().contains(sibling) && before.isEmpty()) {
      // Taken over by an earlier build, which did not write down how much it was.
      return List.of();
    }
    List<AffectedUnit> now = command.extent().units();
    List<AffectedUnit> less = without(before, now);
    List<AffectedUnit> more = without(now, before);
    List<IncidentEvent> events = new ArrayList<>();
    if (!less.isEmpty()) {
      events.add(new ReportsGivenBack(sibling, less, now, command.because()));
    }
    if (!more.isEmpty()) {
      Incident left = IncidentEvolution.evolveAll(incident, events);
      events.addAll(Correlated.absorb(left, command, more));
    }
    List<IssuedNotice> notices = adopting(incident, command, !less.isEmpty(), !more.isEmpty());
    if (!notices.isEmpty()) {
      events.add(adopted(command, notices));
    }
    return events;
  }

  /**
   * What the sibling told and does not stand here yet. What was answered here meanwhile stands
   * there still, so only what comes with new reports is taken up.
   *
   * @param anew whether all that was adopted of it was given back with the reports
   */
  private static List<IssuedNotice> adopting(
      Incident incident, TakeOver command, boolean anew, boolean more) {
    Set<String> known =
        incident.response().adopted().stream()
            .filter(a -> a.sibling().equals(command.sibling()))
            .map(a -> a.notice().noticeId())
            .collect(Collectors.toSet());
    return command.notices().stream()
        .filter(n -> known.contains(n.noticeId()) ? anew : more)
        .toList();
  }

  private static LifeEvent adopted(TakeOver command, List<IssuedNotice> notices) {
    List<String> numbers = notices.stream().map(IssuedNotice::number).toList();
    Text reason =
        new Text(
            "收到%s的单位由本事件继续通报。".formatted(String.join("、", numbers)),
            "Who got %s hears the rest from this incident.".formatted(String.join(", ", numbers)));
    return new LifeEvent.NoticesAdopted(
        command.sibling(), notices, command.because().reason(reason));
  }

  static List<IncidentEvent> giveBack(Incident incident, GiveBack command) {
    String sibling = command.sibling();
    return incident.absorbed().contains(sibling)
        ? List.of(
            new ReportsGivenBack(
                sibling,
                incident.shares().getOrDefault(sibling, command.extent().units()),
                List.of(),
                command.because()))
        : List.of();
  }

  static List<IncidentEvent> release(Incident incident, ReleaseMerge command) {
    return incident.stage() instanceof LifeStage.Merged merged
            && merged.into().equals(command.from())
        ? List.of(new LifeEvent.MergeUndone(merged.into(), command.because()))
        : List.of();
  }

  /** The reports of each unit that the others do not have. */
  private static List<AffectedUnit> without(List<AffectedUnit> units, List<AffectedUnit> others) {
    return units.stream()
        .map(u -> new AffectedUnit(u.unit(), u.reports() - of(u, others), u.lastReportedAt()))
        .filter(u -> u.reports() > 0)
        .toList();
  }

  private static long of(AffectedUnit unit, List<AffectedUnit> units) {
    return units.stream()
        .filter(u -> u.unit().equals(unit.unit()))
        .mapToLong(AffectedUnit::reports)
        .sum();
  }
}
