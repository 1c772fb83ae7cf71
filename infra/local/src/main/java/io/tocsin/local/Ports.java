package io.tocsin.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of the loopback interface. Nothing here is protected by a password, so nothing binds
 * elsewhere.
 */
public final class Ports {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private Ports() {}

  /** 127.0.0.1 and {@code port}; 0 lets the system choose. */
  public static InetSocketAddress loopback(int port) {
    try {
      return new InetSocketAddress(InetAddress.getByAddress("127.0.0.1", LOOPBACK), port);
    } catch (IOException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  /**
   * Checks before a server starts, because some servers (Kafka's) fail late and leave threads
   * behind.
   *
   * @param what the server, as its user knows it
   * @throws StartRefusedException when somebody else listens on {@code port}
   */
  public static void requireFree(String what, int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(loopback(port));
    } catch (IOException e) {
      throw busy(what, port, e);
    }
  }

  /** The refusal for a port that is taken. */
  public static StartRefusedException busy(String what, int port, Throwable cause) {
    return new StartRefusedException(
        "Expected port %d of 127.0.0.1 to be free for the %s, but another process uses it (%s)."
            .formatted(port, what, cause.getMessage()),
        cause);
  }

  /**
   * Ports that were free a moment ago, for servers that cannot choose their own. They lie below
   * those that systems give to clients: one of those could be taken by any connection in the moment
   * before its server listens, or while it is down.
   */
  public static int[] free(int count) {
    ServerSocket[] probes = new ServerSocket[count];
    try {
      for (int i = 0; i < count; i++) {
        probes[i] = anyFree();
      }
      return Arrays.stream(probes).mapToInt(ServerSocket::getLocalPort).toArray();
    } finally {
      for (ServerSocket probe : probes) {
        closeQuietly(probe);
      }
    }
  }

  private static ServerSocket anyFree() {
    for (int attempt = 0; attempt < 1000; attempt++) {
      try {
        int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
        return new ServerSocket(port, 1, loopback(port).getAddress());
      } catch (IOException taken) {
        // by whomever; there are more
      }
    }
    throw new StartRefusedException("Expected a free port of 127.0.0.1, but there is none.");
  }

  private static void closeQuietly(@org.jspecify.annotations.Nullable ServerSocket probe) {
    try {
      if (probe != null) {
        probe.close();
      }
    } catch (IOException e) {
      // a probe that was never used has nothing to lose
    }
  }
}
