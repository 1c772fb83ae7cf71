package io.tocsin.notification.replies;

import java.time.Instant;

/** A person has answered a page. */
record Acknowledgement(
    String pageId, String incidentId, String personId, String personName, Instant repliedAt) {}
