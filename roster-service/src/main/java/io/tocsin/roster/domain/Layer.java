package io.tocsin.roster.domain;

/** One rotation of a schedule and the role that it fills. {@code name} is what reasons call it. */
public record Layer(String name, OnCallRole role, Rotation rotation) {}
