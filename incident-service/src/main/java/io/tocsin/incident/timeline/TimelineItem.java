package io.tocsin.incident.timeline;

import io.tocsin.contracts.IncidentEvent.Actor;
import java.time.Instant;
import java.util.Map;

/**
 * One thing that happened to an incident.
 *
 * @param seq from 1 without a gap
 * @param type the event's name, such as {@code incident.promoted.v1}
 * @param summary in the reader's language
 * @param detail the event's own data, and under {@code incident} how the incident stood after it
 */
public record TimelineItem(
    long seq, Instant at, String type, Actor actor, String summary, Map<String, Object> detail) {}
