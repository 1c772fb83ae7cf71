package io.tocsin.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * How long a test waits for what will come. Long enough for a machine with other work to do: who
 * waits for something that comes loses nothing by it. JUnit finds this class by itself, so that a
 * bare {@code await()} is as patient.
 */
public final class Patience implements LauncherSessionListener {

  public static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public void launcherSessionOpened(LauncherSession session) {
    Awaitility.setDefaultTimeout(PATIENCE);
  }
}
