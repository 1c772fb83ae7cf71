package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Actor;
import java.time.Instant;

/**
 * What somebody recorded.
 *
 * @param value in the one writing of {@link ValueField#canonical}
 * @param asOf when it was so; a duration that runs down runs from then
 */
public record RecordedValue(String name, String value, Instant asOf, Actor by) {}
