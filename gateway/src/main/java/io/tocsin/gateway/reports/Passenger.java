package io.tocsin.gateway.reports;

import org.jspecify.annotations.Nullable;

/**
 * One report on its way to the intake.
 *
 * @param token the caller's, without its scheme
 * @param body in Base64
 */
record Passenger(
    String token,
    @Nullable String idempotencyKey,
    @Nullable String acceptLanguage,
    String requestId,
    String body) {

  /** About the bytes that it adds to a call. */
  int size() {
    return token.length() + body.length() + 200;
  }
}
