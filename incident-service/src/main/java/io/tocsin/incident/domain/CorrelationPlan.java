package io.tocsin.incident.domain;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of reports of one system is to do to its incidents.
 *
 * @param verdicts one for each report, in the order of the reports
 * @param incidents the ones that change, each with its commands in order; those that are only to
 *     merge into another one of them stand before it
 */
public record CorrelationPlan(List<Verdict> verdicts, List<PlannedIncident> incidents) {

  public CorrelationPlan {
    verdicts = List.copyOf(verdicts);
    incidents = List.copyOf(incidents);
  }

  /**
   * Where one report belongs.
   *
   * @param incidentId the incident that counts it
   * @param endsIn where it stands after the merges of this plan: mostly the same
   */
  public record Verdict(
      String reportId, String incidentId, String endsIn, CorrelationRule rule, Text explanation) {}

  /**
   * One incident and what is to be done to it.
   *
   * @param opening null where it stands already
   */
  public record PlannedIncident(
      String id, @Nullable Opening opening, List<IncidentCommand> commands) {

    public PlannedIncident {
      commands = List.copyOf(commands);
    }

    /**
     * All commands in order.
     *
     * @param number for an incident that is to be opened; the others have theirs
     */
    public List<IncidentCommand> commands(@Nullable String number) {
      if (opening == null) {
        return commands;
      }
      if (number == null) {
        throw new IllegalArgumentException("Expected a number for the new incident " + id);
      }
      return Stream.concat(Stream.of(opening.numbered(id, number)), commands.stream()).toList();
    }
  }

  /**
   * An incident that is to begin, but for its number: numbers are drawn at the edge.
   *
   * @param refersTo the ended incident that it follows, if any
   */
  public record Opening(
      boolean exercise,
      Scope scope,
      Report report,
      SystemProfile profile,
      @Nullable String refersTo,
      Because because) {

    IncidentCommand numbered(String id, String number) {
      return new IncidentCommand.OpenIncident(
          id, number, exercise, scope, report, profile, refersTo, because);
    }
  }
}
