package io.tocsin.local.demo;

/** The demo cannot go on; the message says what was expected, in the language of the listener. */
final class DemoFailedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  DemoFailedException(String message) {
    super(message);
  }
}
