package io.tocsin.notification.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a page says, kept with its message so that another channel can say it anew: every channel
 * has its own way of acknowledging.
 *
 * @param code what an SMS is answered with; null where none was issued
 */
public record Paged(PageText text, Language language, @Nullable String code) {}
