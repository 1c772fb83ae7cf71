package io.tocsin.escalation.paging;

import io.tocsin.contracts.IncidentFacts;
import io.tocsin.escalation.domain.Effect;
import io.tocsin.escalation.domain.Escalation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for one incident.
 *
 * @param facts the incident as it was last told, for the pages to carry; null until it is known
 * @param seq of the event that told it: an older one that comes again changes nothing
 * @param moments what was told lately, the latest last
 */
record Paging(
    Escalation escalation,
    @Nullable IncidentFacts facts,
    long seq,
    @Nullable List<Moment> moments) {

  Paging with(Escalation decided, List<Effect> effects, Instant now) {
    return new Paging(decided, facts, seq, Moment.after(latest(), effects, now));
  }

  Paging knowing(IncidentFacts told, long toldSeq) {
    return new Paging(escalation, told, toldSeq, moments);
  }

  List<Moment> latest() {
    return moments == null ? List.of() : moments;
  }
}
