package io.tocsin.incident.figures;

import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentEvent.IncidentAcknowledgedV1;
import io.tocsin.contracts.IncidentEvent.IncidentTransitionedV1;
import io.tocsin.contracts.IncidentEvent.NoticeIssuedV1;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.NoticeType;
import io.tocsin.contracts.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When one incident got how far.
 *
 * @param seq of the latest event that was taken in: what comes again changes nothing
 * @param counts false for what was no fault of its own: false alarms and what was merged
 * @param suspendedAt when the first suspension notice was out
 * @param toldAt when units first heard something after the activation, but for the restoration
 * @param restoredAt the last time; null while it is at fault, again too
 */
record IncidentFigures(
    String incidentId,
    long seq,
    Severity severity,
    boolean exercise,
    boolean counts,
    Instant openedAt,
    @Nullable Instant acknowledgedAt,
    @Nullable Instant assessedAt,
    @Nullable Instant activatedAt,
    @Nullable Instant suspendedAt,
    @Nullable Instant toldAt,
    @Nullable Instant restoredAt) {

  static IncidentFigures of(IncidentFacts incident) {
    return new IncidentFigures(
        incident.id(),
        0,
        incident.severity(),
        incident.exercise(),
        true,
        incident.openedAt(),
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** With one more event; an earlier one than the latest was taken in already. */
  IncidentFigures with(IncidentEvent event, Instant at) {
    if (event.seq() <= seq) {
      return this;
    }
    IncidentFacts incident = event.incident();
    boolean acknowledged = event instanceof IncidentAcknowledgedV1;
    NoticeType told = event instanceof NoticeIssuedV1 n ? n.notice().type() : null;
    IncidentState reached =
        event instanceof IncidentTransitionedV1 t && t.from() != t.to() ? t.to() : null;
    return new IncidentFigures(
        incidentId,
        event.seq(),
        incident.severity(),
        exercise,
        incident.state() != IncidentState.MERGED && incident.state() != IncidentState.FALSE_ALARM,
        openedAt,
        acknowledged ? first(acknowledgedAt, at) : acknowledgedAt,
        reached == IncidentState.ASSESSED ? first(assessedAt, at) : assessedAt,
        reached == IncidentState.ACTIVE ? first(activatedAt, at) : activatedAt,
        told == NoticeType.SUSPENSION ? first(suspendedAt, at) : suspendedAt,
        tells(told) ? first(toldAt, at) : toldAt,
        restored(reached, at));
  }

  /**
   * When units were told to stop; else when they were first told what the response does. The notice
   * that goes out by itself with the opening is nobody's act.
   */
  @Nullable Instant notifiedAt() {
    return suspendedAt == null ? toldAt : suspendedAt;
  }

  private boolean tells(@Nullable NoticeType type) {
    return activatedAt != null && type != null && type != NoticeType.RESTORATION;
  }

  private @Nullable Instant restored(@Nullable IncidentState reached, Instant at) {
    return switch (reached) {
      case RESTORED -> at;
      case ACTIVE -> null;
      case null, default -> restoredAt;
    };
  }

  private static Instant first(@Nullable Instant known, Instant at) {
    return known == null ? at : known;
  }
}
