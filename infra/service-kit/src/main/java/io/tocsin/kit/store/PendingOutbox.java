package io.tocsin.kit.store;

import java.util.List;

/**
 * The outbox of one document as a write or a read brought it back.
 *
 * @param entries in the order in which they were stored
 * @param emptied whether the write that brought these took all off that had been there before
 */
record PendingOutbox(String documentId, List<OutboxEntry> entries, boolean emptied) {

  PendingOutbox(String documentId, List<OutboxEntry> entries) {
    this(documentId, entries, false);
  }
}
