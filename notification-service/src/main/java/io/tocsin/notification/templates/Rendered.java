package io.tocsin.notification.templates;

import org.jspecify.annotations.Nullable;

/**
 * A template with its values.
 *
 * @param subject null where the channel has none
 */
public record Rendered(@Nullable String subject, String body) {}
