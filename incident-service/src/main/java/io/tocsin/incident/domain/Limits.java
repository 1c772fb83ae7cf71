package io.tocsin.incident.domain;

import io.tocsin.incident.domain.LifeEvent.LimitMissed;
import io.tocsin.incident.domain.LifeEvent.LimitNear;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down which limits of the response were missed, each once, and reminds of the superior's
 * before they are. What is to be done people do.
 */
final class Limits implements IncidentTimer {

  @Override
  public @Nullable Instant dueAt(Incident incident) {
    return waiting(incident).map(due -> wakes(incident, due)).min(Instant::compareTo).orElse(null);
  }

  @Override
  public List<IncidentEvent> reach(Incident incident, Instant now) {
    return waiting(incident)
        .filter(due -> !wakes(incident, due).isAfter(now))
        .<IncidentEvent>map(
            due -> due.at().isAfter(now) ? near(incident, due, now) : missed(incident, due, now))
        .toList();
  }

  private static Instant wakes(Incident incident, Due due) {
    return due.limit().superiors() && !incident.response().reminded().contains(due.limit())
        ? due.at().minus(incident.rules().reminder())
        : due.at();
  }

  /** When the leader's time to decide is over; null where the severity sets none. */
  static @Nullable Instant decisionDue(Incident incident) {
    Due due = due(incident, Limit.DECISION);
    return due == null ? null : due.at();
  }

  /**
   * @param by the severity that set it
   */
  private record Due(Limit limit, Instant at, Severity by) {}

  private static Stream<Due> waiting(Incident incident) {
    return Arrays.stream(Limit.values())
        .filter(limit -> incident.open() || limit.superiors() && restored(incident))
        .filter(limit -> !incident.response().hasMissed(limit))
        .filter(limit -> isOwed(incident, limit))
        .flatMap(limit -> Stream.ofNullable(due(incident, limit)));
  }

  private static boolean restored(Incident incident) {
    return incident.stage() instanceof LifeStage.Restored
        || incident.stage() instanceof LifeStage.Ended;
  }

  private static boolean isOwed(Incident incident, Limit limit) {
    Response response = incident.response();
    return switch (limit) {
      // Who assesses it has taken it up.
      case ACKNOWLEDGEMENT ->
          incident.acknowledgements().isEmpty() && response.assessment() == null;
      case CAUSE -> response.assessment() == null;
      case DECISION -> response.activation() == null;
      // What goes on working for everybody needs no suspension.
      case SUSPENSION ->
          (incident.extent().scope() == Scope.GLOBAL
                  || incident.serviceState() == ServiceState.SUSPENDED)
              && !suspended(incident);
      // That is ReportDeadline's.
      case FINAL_REPORT -> false;
      case SUPERIOR_PHONE, SUPERIOR_WRITING -> !incident.exercise() && !response.told(limit);
    };
  }

  /** One for a few units is no suspension of what became GLOBAL since. */
  private static boolean suspended(Incident incident) {
    return incident.notices().stream()
        .filter(n -> n.kind() == NoticeKind.SUSPENSION)
        .anyMatch(n -> n.toAll() || !Audience.concernsAll(incident));
  }

  /** What a milder severity had set before stands: nobody gains time because it got graver. */
  private static @Nullable Due due(Incident incident, Limit limit) {
    Severity now = incident.severity();
    return Arrays.stream(Severity.values())
        .filter(
            s -> s == now || now.graverThan(s) && since(incident, s).isBefore(since(incident, now)))
        .flatMap(s -> Stream.ofNullable(due(incident, limit, s)))
        .min(Comparator.comparing(Due::at))
        .orElse(null);
  }

  private static @Nullable Due due(Incident incident, Limit limit, Severity by) {
    TimeLimits limits = incident.rules().limits(by);
    Duration within = limits == null ? null : limit.within(limits);
    if (within == null) {
      return null;
    }
    Instant since = since(incident, by);
    Instant widened = incident.response().widenedAt();
    // A fault of one unit owes nobody a suspension, so none can be late when it becomes GLOBAL.
    Instant owed =
        limit == Limit.SUSPENSION && widened != null && widened.isAfter(since) ? widened : since;
    return new Due(limit, owed.plus(within), by);
  }

  private static Instant since(Incident incident, Severity severity) {
    return incident.response().heldSince().getOrDefault(severity, incident.openedAt());
  }

  private static LimitNear near(Incident incident, Due due, Instant now) {
    Text what = due.limit().label();
    String clock = Wording.clock(due.at(), now, incident.rules().zone());
    return new LimitNear(
        due.limit(),
        due.at(),
        Because.rule(
            new Text(
                "提醒：%s应在%s前完成（%s级），尚未登记。".formatted(what.zh(), clock, due.by().numeral()),
                "Reminder: %s is due by %s (level %s) and not recorded yet."
                    .formatted(what.en(), clock, due.by().numeral())),
            now));
  }

  private static LimitMissed missed(Incident incident, Due due, Instant now) {
    Text what = due.limit().label();
    String clock = Wording.clock(due.at(), now, incident.rules().zone());
    return new LimitMissed(
        due.limit(),
        due.at(),
        Because.rule(
            new Text(
                "时限已过：%s应在%s前完成（%s级）。".formatted(what.zh(), clock, due.by().numeral()),
                "Limit missed: %s was due by %s (level %s)."
                    .formatted(what.en(), clock, due.by().numeral())),
            now));
  }
}
