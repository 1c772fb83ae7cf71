package io.tocsin.kit.kafka;

/**
 * Kafka did not acknowledge a record in time. Whether it was written is not known; the caller tries
 * again with the same id.
 */
public final class PublishFailedException extends RuntimeException implements Retryable {

  public PublishFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
