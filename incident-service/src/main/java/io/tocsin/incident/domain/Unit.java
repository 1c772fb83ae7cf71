package io.tocsin.incident.domain;

/** A unit by its code and what people call it. */
public record Unit(String code, Text name) {}
