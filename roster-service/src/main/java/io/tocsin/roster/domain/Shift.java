package io.tocsin.roster.domain;

import java.time.Instant;

/**
 * A stretch of a schedule in which one person, or nobody, holds a role for one reason.
 *
 * @param from belongs to it
 * @param until no longer belongs to it
 */
public record Shift(OnCallRole role, Duty duty, Instant from, Instant until) {}
