package io.tocsin.notification.sending;

import io.tocsin.notification.domain.Urgency;
import io.tocsin.notification.domain.Words;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider as it stands.
 *
 * @param breaker {@code CLOSED} lets through, {@code OPEN} does not, {@code HALF_OPEN} tries
 * @param unavailable why it takes nothing; null when it does
 * @param restingUntil it said "too fast" to these; nothing is handed over before
 */
public record ProviderState(
    String name, String breaker, @Nullable Words unavailable, Map<Urgency, Instant> restingUntil) {}
