package io.tocsin.roster;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.Degree;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentFacts.AffectedUnit;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Incidents and pages as the neighbours would tell of them. */
final class Samples {

  private Samples() {}

  static Envelope<PageRequestedV1> page(
      String incident, PageTarget target, List<String> excluding) {
    return page(facts(incident, IncidentState.NEW), target, excluding, null);
  }

  /** With targets of the same round that are paged before it. */
  static Envelope<PageRequestedV1> page(
      IncidentFacts incident, PageTarget target, @Nullable List<PageTarget> before) {
    return page(incident, target, List.of(), before);
  }

  private static Envelope<PageRequestedV1> page(
      IncidentFacts incident,
      PageTarget target,
      List<String> excluding,
      @Nullable List<PageTarget> before) {
    PageRequestedV1 page =
        new PageRequestedV1(
            TopicProbe.id(),
            incident,
            "global-severe",
            1,
            0,
            target,
            List.of(Channel.SMS, Channel.EMAIL),
            Duration.ofMinutes(5),
            new LocalText("第1级", "level 1"),
            Instant.now(),
            excluding,
            null,
            before,
            null,
            null,
            null);
    return new Envelope<>(TopicProbe.id(), Instant.now(), null, page);
  }

  static IncidentFacts facts(String id, IncidentState state) {
    return facts(id, state, Scope.GLOBAL, false, List.of());
  }

  static IncidentFacts drill(String id) {
    return facts(id, IncidentState.NEW, Scope.GLOBAL, true, List.of());
  }

  static IncidentFacts regional(String id, String unit) {
    return facts(
        id,
        IncidentState.NEW,
        Scope.REGIONAL,
        false,
        List.of(new AffectedUnit(unit, 1, Instant.now())));
  }

  private static IncidentFacts facts(
      String id, IncidentState state, Scope scope, boolean exercise, List<AffectedUnit> units) {
    return new IncidentFacts(
        id,
        "2026-0042",
        "payment",
        scope,
        Severity.SEV1,
        Degree.FULL_STOP,
        state,
        ServiceState.DEGRADED,
        "UNKNOWN",
        exercise,
        units,
        2,
        Instant.now(),
        null);
  }
}
