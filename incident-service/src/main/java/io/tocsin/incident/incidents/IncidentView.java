package io.tocsin.incident.incidents;

import io.tocsin.contracts.Degree;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentFacts.AffectedUnit;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.ServiceState;
import io.tocsin.contracts.Severity;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.Incident.Acknowledgement;
import io.tocsin.incident.domain.LifeStage;
import io.tocsin.kit.store.Loaded;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as clients read it. What is not known yet stands there as null.
 *
 * @param acknowledgedAt when the first person took it up
 * @param mergedInto the incident in which its reports and units count now
 * @param refersTo the ended incident that it follows
 * @param version grows with every change; the entity tag carries it
 */
public record IncidentView(
    String id,
    String number,
    String system,
    Scope scope,
    Severity severity,
    IncidentState state,
    ServiceState serviceState,
    String cause,
    Degree degree,
    boolean exercise,
    List<AffectedUnit> units,
    long reports,
    Instant openedAt,
    @Nullable Instant acknowledgedAt,
    List<AcknowledgedBy> acknowledgements,
    @Nullable String commander,
    @Nullable String mergedInto,
    @Nullable String refersTo,
    ResponseView response,
    long version) {

  /** Somebody who took the incident up. */
  public record AcknowledgedBy(String id, String name, Instant at) {}

  /** What other views of the incident begin with. */
  public static IncidentFacts facts(Incident incident) {
    return IncidentFactsOf.incident(incident);
  }

  /** The incident as it was stored. */
  public static IncidentView of(Loaded<Incident> loaded) {
    Incident incident = loaded.state();
    if (incident == null) {
      throw new IllegalStateException(
          "Expected the incident " + loaded.id() + ", but it is not there");
    }
    IncidentFacts facts = IncidentFactsOf.incident(incident);
    List<Acknowledgement> acknowledgements = incident.acknowledgements();
    return new IncidentView(
        facts.id(),
        facts.number(),
        facts.system(),
        facts.scope(),
        facts.severity(),
        facts.state(),
        facts.serviceState(),
        facts.cause(),
        facts.degree(),
        facts.exercise(),
        facts.units(),
        facts.reports(),
        facts.openedAt(),
        acknowledgements.isEmpty() ? null : acknowledgements.getFirst().at(),
        acknowledgements.stream()
            .map(a -> new AcknowledgedBy(a.person().id(), a.person().name(), a.at()))
            .toList(),
        facts.commander(),
        incident.stage() instanceof LifeStage.Merged merged ? merged.into() : null,
        incident.refersTo(),
        ResponseView.of(incident),
        loaded.version());
  }
}
