package io.tocsin.kit.directory;

import java.util.function.Consumer;

/**
 * The service's own copy of the organisation, kept from {@code tocsin.directory.v1}. A new revision
 * shows all at once, when its last record has come; the service is not ready before the copy has
 * caught up.
 */
@FunctionalInterface
public interface Directory {

  /** Never blocks; the newest whole revision. */
  DirectorySnapshot current();

  /**
   * Has the listener told of every later revision, after {@link #current} shows it. It is called on
   * the copy's own thread and must not block; what it throws is logged. A copy that never changes
   * never calls.
   */
  default void onChange(Consumer<DirectorySnapshot> listener) {}
}
