package io.tocsin.incident.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that an incident waits for. Pure: what it waits for follows from the incident alone, so
 * that it stands in the document and no crash can lose it.
 */
public interface IncidentTimer {

  /** When it is due next; null while it waits for nothing. */
  @Nullable Instant dueAt(Incident incident);

  /**
   * What has come by {@code now}. Called when it is due only; must move {@link #dueAt} past {@code
   * now} or to null, or the incident would be looked at without end.
   */
  List<IncidentEvent> reach(Incident incident, Instant now);
}
