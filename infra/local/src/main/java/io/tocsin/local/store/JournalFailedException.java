package io.tocsin.local.store;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The journal can no longer be written: nothing more is acknowledged until the process has been
 * started again.
 */
final class JournalFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  JournalFailedException(Path dir, IOException cause) {
    super("Expected to write the journal in %s, but: %s".formatted(dir, cause.getMessage()), cause);
  }
}
