package io.tocsin.local.smsc;

import java.time.Instant;

/**
 * A whole message as a phone shows it.
 *
 * @param id the centre's message id, of the first part where there are several
 * @param parts how many messages it came in, as the operator counts and charges them
 * @param encoding {@code GSM-7}, {@code UCS-2} or {@code LATIN-1}
 * @param at when its last part arrived
 */
public record Sms(
    String id, String from, String to, String text, int parts, String encoding, Instant at) {}
