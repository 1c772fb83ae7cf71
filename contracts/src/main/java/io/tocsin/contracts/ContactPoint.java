package io.tocsin.contracts;

/**
 * Where one channel reaches somebody.
 *
 * @param to an E.164 number for SMS and VOICE, an address for EMAIL
 */
public record ContactPoint(Channel channel, String to) {}
