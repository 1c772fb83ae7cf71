package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Decision.Accepted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One shift hands over to the next.
 *
 * @param from who goes off duty
 * @param to who comes on
 * @param incidents what was open when it was written; it stays as it was
 * @param signatures of the two, in the order they signed
 */
public record Handover(
    String id,
    String schedule,
    OnCallRole role,
    String from,
    String to,
    String note,
    List<OpenIncident> incidents,
    List<Signature> signatures,
    Instant at) {

  public Handover {
    incidents = List.copyOf(incidents);
    signatures = List.copyOf(signatures);
  }

  /** An incident that the next shift takes over. */
  public record OpenIncident(
      String id, String number, String system, String severity, String state, Instant openedAt) {}

  /** Somebody put their name to it. */
  public record Signature(String personId, Instant at) {}

  /** Signed by both. */
  public boolean complete() {
    return signatures.size() == 2;
  }

  /** The caller's name under it; signing twice changes nothing. */
  public Decision<Handover> sign(String caller, Instant now) {
    if (!caller.equals(from) && !caller.equals(to)) {
      return Decision.refused(
          "应由交班人 %s 或接班人 %s 签字,但操作人是 %s".formatted(from, to, caller),
          "Expected %s or %s to sign, but the caller is %s".formatted(from, to, caller),
          from,
          to);
    }
    if (signatures.stream().anyMatch(s -> s.personId().equals(caller))) {
      return new Accepted<>(this);
    }
    List<Signature> all = new ArrayList<>(signatures);
    all.add(new Signature(caller, now));
    return new Accepted<>(new Handover(id, schedule, role, from, to, note, incidents, all, at));
  }
}
