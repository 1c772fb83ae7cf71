package io.tocsin.incident.organisation;

import io.tocsin.kit.kafka.Retryable;

/**
 * No organisation was applied yet, or this instance has not read it: a little later it is there.
 */
public final class OrganisationMissingException extends RuntimeException implements Retryable {

  OrganisationMissingException() {
    super("Expected an organisation, but none was applied yet or it is still being read");
  }
}
