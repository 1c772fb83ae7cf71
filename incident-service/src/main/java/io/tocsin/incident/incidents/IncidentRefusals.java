package io.tocsin.incident.incidents;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.Problems;

/** What every path under one incident refuses alike. */
public final class IncidentRefusals {

  private IncidentRefusals() {}

  public static ProblemException absent(String id) {
    return Problems.notFound(
        new LocalText(
            "应为已有事件的编号，但没有 " + id, "Expected the id of an incident, but there is no " + id));
  }
}
