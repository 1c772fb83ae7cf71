package io.tocsin.local;

/**
 * A part of the embedded default cannot start, for a reason that its user can do something about.
 * The message is one plain sentence that names the port or the directory; it is all the user sees.
 */
public final class StartRefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StartRefusedException(String message) {
    super(message);
  }

  public StartRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
