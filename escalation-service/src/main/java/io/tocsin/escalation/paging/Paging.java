package io.tocsin.escalation.paging;

import io.tocsin.contracts.IncidentFacts;
import io.tocsin.escalation.domain.Escalation;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for one incident.
 *
 * @param facts the incident as it was last told, for the pages to carry; null until it is known
 * @param seq of the event that told it: an older one that comes again changes nothing
 */
record Paging(Escalation escalation, @Nullable IncidentFacts facts, long seq) {

  Paging with(Escalation decided) {
    return new Paging(decided, facts, seq);
  }

  Paging knowing(IncidentFacts told, long toldSeq) {
    return new Paging(escalation, told, toldSeq);
  }
}
