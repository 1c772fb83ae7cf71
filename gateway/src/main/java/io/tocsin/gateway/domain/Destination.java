package io.tocsin.gateway.domain;

/** Where a path leads. */
public record Destination(Upstream upstream, Traffic traffic) {}
