package io.tocsin.notification.replies;

import io.tocsin.notification.domain.Language;

/**
 * Whom a code stands for: the person's latest page for that incident.
 *
 * @param address the telephone number as the organisation has it
 */
public record PagedPerson(
    String address,
    String incidentId,
    String incidentNumber,
    String pageId,
    String personId,
    String personName,
    Language language,
    boolean exercise) {}
