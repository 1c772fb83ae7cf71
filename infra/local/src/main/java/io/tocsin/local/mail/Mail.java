package io.tocsin.local.mail;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One mail to one recipient.
 *
 * @param from and {@code to} are those of the envelope
 * @param html null where the mail has only text
 * @param headers decoded; of several with one name the last
 */
public record Mail(
    String id,
    String from,
    String to,
    String subject,
    String text,
    @Nullable String html,
    Map<String, String> headers,
    Instant at) {}
