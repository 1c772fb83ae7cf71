package io.tocsin.local.sandbox;

import java.util.List;

/** Input that cannot be taken, answered as problem+json. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient List<FieldError> errors;

  Refusal(int status, String detail, FieldError... errors) {
    super(detail, null, false, false);
    this.status = status;
    this.errors = List.of(errors);
  }

  static Refusal field(String field, String message) {
    return new Refusal(400, message, new FieldError(field, message));
  }

  int status() {
    return status;
  }

  List<FieldError> errors() {
    return errors;
  }

  record FieldError(String field, String message) {}
}
