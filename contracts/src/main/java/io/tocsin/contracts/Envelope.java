package io.tocsin.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record's value on a topic.
 *
 * @param id the record's own id; whoever has handled it once changes nothing the second time
 * @param at when the fact came about at its writer, not when it was sent
 * @param cause the id of the record that led to this one, or null where a person's act did
 */
public record Envelope<E extends Event>(String id, Instant at, @Nullable String cause, E data) {

  /** The wire name of the event inside, such as {@code incident.opened.v1}. */
  public String type() {
    return EventTypes.nameOf(data);
  }
}
