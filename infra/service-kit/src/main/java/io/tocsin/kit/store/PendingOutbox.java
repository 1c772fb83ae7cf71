package io.tocsin.kit.store;

import java.util.List;

/**
 * The outbox of one document as a write or a read brought it back.
 *
 * @param entries in the order in which they were stored
 */
record PendingOutbox(String documentId, List<OutboxEntry> entries) {}
