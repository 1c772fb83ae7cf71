package io.tocsin.incident.domain;

import io.tocsin.incident.domain.LifeEvent.LimitMissed;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes down which limits of the response were missed, each once. It reminds; what is to be done
 * people do, the superior above all.
 */
final class Limits implements IncidentTimer {

  @Override
  public @Nullable Instant dueAt(Incident incident) {
    return waiting(incident).map(Due::at).min(Instant::compareTo).orElse(null);
  }

  @Override
  public List<IncidentEvent> reach(Incident incident, Instant now) {
    return waiting(incident)
        .filter(due -> !due.at().isAfter(now))
        .<IncidentEvent>map(due -> missed(incident, due, now))
        .toList();
  }

  /** When the leader's time to decide is over; null where the severity sets none. */
  static @Nullable Instant decisionDue(Incident incident) {
    Due due = due(incident, Limit.DECISION);
    return due == null ? null : due.at();
  }

  private record Due(Limit limit, Instant at) {}

  private static Stream<Due> waiting(Incident incident) {
    return incident.open()
        ? Arrays.stream(Limit.values())
            .filter(limit -> !incident.response().hasMissed(limit))
            .filter(limit -> isOwed(incident, limit))
            .flatMap(limit -> Stream.ofNullable(due(incident, limit)))
        : Stream.empty();
  }

  private static boolean isOwed(Incident incident, Limit limit) {
    Response response = incident.response();
    return switch (limit) {
      case CAUSE -> response.assessment() == null;
      case DECISION -> response.activation() == null;
      // What goes on working for everybody needs no suspension.
      case SUSPENSION ->
          (incident.extent().scope() == Scope.GLOBAL
                  || incident.serviceState() == ServiceState.SUSPENDED)
              && incident.notices().stream().noneMatch(n -> n.kind() == NoticeKind.SUSPENSION);
      case SUPERIOR_PHONE, SUPERIOR_WRITING -> !incident.exercise() && !response.told(limit);
    };
  }

  private static @Nullable Due due(Incident incident, Limit limit) {
    TimeLimits limits = incident.rules().limits(incident.severity());
    Duration within = limits == null ? null : limit.within(limits);
    if (within == null) {
      return null;
    }
    Instant since = incident.response().severitySince();
    return new Due(limit, (since == null ? incident.openedAt() : since).plus(within));
  }

  private static LimitMissed missed(Incident incident, Due due, Instant now) {
    Text what = due.limit().label();
    String clock = Wording.clock(due.at(), now, incident.rules().zone());
    return new LimitMissed(
        due.limit(),
        due.at(),
        Because.rule(
            new Text(
                "时限已过:%s应在%s前完成(%s级)。".formatted(what.zh(), clock, incident.severity().numeral()),
                "Limit missed: %s was due by %s (level %s)."
                    .formatted(what.en(), clock, incident.severity().numeral())),
            now));
  }
}
