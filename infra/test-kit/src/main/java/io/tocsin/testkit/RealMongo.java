package io.tocsin.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * A real MongoDB for a suite that has already passed on the embedded store. Where there is no
 * Docker the test is skipped, not failed: extend the suite and let {@code mongoUri} come from here.
 */
public final class RealMongo {

  private static final String IMAGE = "mongo:7.0";

  private RealMongo() {}

  /** Started once for the JVM; Testcontainers removes it. Skips the calling test without Docker. */
  public static String mongoUri() {
    assumeTrue(dockerIsThere(), "no Docker on this machine");
    return Running.MONGO.getConnectionString();
  }

  public static boolean dockerIsThere() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  private static final class Running {

    static final MongoDBContainer MONGO = new MongoDBContainer(IMAGE);

    static {
      MONGO.start();
    }
  }
}
