package io.tocsin.kit.directory;

/**
 * The service's own copy of the organisation, kept from {@code tocsin.directory.v1}. A new revision
 * shows all at once, when its last record has come; the service is not ready before the copy has
 * caught up.
 */
public interface Directory {

  /** Never blocks; the newest whole revision. */
  DirectorySnapshot current();
}
