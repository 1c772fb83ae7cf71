package io.tocsin.roster.domain;

/** A sentence for people, in the two languages of the platform. */
public record Text(String zh, String en) {}
