package io.tocsin.kit.store;

import io.tocsin.kit.kafka.Retryable;
import java.util.List;

/** Somebody else wrote these aggregates after they were read. Read again and decide anew. */
public final class VersionConflictException extends RuntimeException implements Retryable {

  private final transient List<String> ids;

  public VersionConflictException(String collection, List<String> ids) {
    super(
        "Expected "
            + collection
            + " "
            + ids
            + " unchanged since they were read, but they were written meanwhile");
    this.ids = List.copyOf(ids);
  }

  public List<String> ids() {
    return ids;
  }
}
