package io.tocsin.contracts;

/**
 * A record's value is not what its contract says; no retry will help, it belongs on the dead-letter
 * topic.
 */
public final class MalformedRecordException extends RuntimeException {

  public MalformedRecordException(String message) {
    super(message);
  }

  public MalformedRecordException(String message, Throwable cause) {
    super(message, cause);
  }
}
