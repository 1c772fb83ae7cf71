package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Decision.Accepted;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Incidents for tests of what an incident is worked by. */
public final class Faults {

  private Faults() {}

  /** A GLOBAL incident of the payment system, of its first report. */
  public static Incident power(Instant at) {
    Report report =
        new Report(
            "r-1",
            Example.unit("province"),
            Example.unit("province"),
            "机房停电",
            Degree.FULL_STOP,
            true,
            at);
    Decision opened =
        IncidentDecider.decide(
            null,
            new IncidentCommand.OpenIncident(
                "i-1",
                "2026-0042",
                false,
                Scope.GLOBAL,
                report,
                Example.payment(),
                null,
                Because.rule(Text.same("停电"), at)));
    return accepted(opened);
  }

  /** The same, assessed and with its response activated. */
  public static Incident active(Instant at) {
    return accepted(
        IncidentDecider.decideAll(
            power(at),
            List.of(
                new LifeCommand.AssessIncident(
                    Cause.POWER,
                    Degree.FULL_STOP,
                    null,
                    null,
                    Example.payment(),
                    act("jiang-bo", at)),
                new LifeCommand.ActivateResponse("P1", act("zhou-leader", at)))));
  }

  /** The same, with a progress notice more. */
  public static Incident told(Incident incident, Instant at) {
    return accepted(
        IncidentDecider.decide(
            incident,
            new LifeCommand.IssueProgress(
                LifeCommand.NoticeTerms.NONE, Example.payment(), act("jiang-bo", at))));
  }

  /** Somebody who may do everything. */
  public static Act act(String person, Instant at) {
    return new Act(new Actor(person, person), Set.of(Power.values()), at, null);
  }

  private static Incident accepted(Decision decision) {
    if (decision instanceof Accepted accepted) {
      return accepted.incident();
    }
    throw new AssertionError("Expected it to be accepted, but got " + decision);
  }
}
