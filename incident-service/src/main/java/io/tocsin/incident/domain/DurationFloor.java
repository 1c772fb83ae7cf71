package io.tocsin.incident.domain;

import java.time.Duration;

/** A fault of this scope that has lasted for {@code after} weighs at least {@code severity}. */
public record DurationFloor(Scope scope, Duration after, Severity severity) {}
