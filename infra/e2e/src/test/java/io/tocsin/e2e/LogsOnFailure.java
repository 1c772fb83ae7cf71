package io.tocsin.e2e;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** What the processes said last, beside the failure: the run may be on a machine that is gone. */
final class LogsOnFailure implements TestExecutionExceptionHandler {

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    System.err.println(Platform.up().script.logTails(60));
    throw failure;
  }
}
