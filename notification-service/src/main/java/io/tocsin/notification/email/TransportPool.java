package io.tocsin.notification.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Connections that stay open between mails: opening one costs more than many mails do. A connection
 * belongs to one borrower at a time; one that failed is not given back.
 */
final class TransportPool implements AutoCloseable {

  private final Session session;
  private final SmtpProperties properties;
  private final Clock clock;
  private final Semaphore room;
  private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();

  TransportPool(SmtpProperties properties, Clock clock) {
    this.properties = properties;
    this.clock = clock;
    this.session = Session.getInstance(properties.session());
    this.room = new Semaphore(properties.connections(), true);
  }

  private record Idle(Transport transport, Instant since) {}

  Session session() {
    return session;
  }

  /** What is done with a connection. */
  interface Use<T> {
    T with(Transport transport) throws MessagingException;
  }

  /**
   * Borrows a connection; waits while all are out.
   *
   * @throws NoConnectionException when none could be opened: nothing was sent
   */
  <T> T use(Use<T> use) throws MessagingException, NoConnectionException, InterruptedException {
    room.acquire();
    @Nullable Transport transport = null;
    try {
      transport = connected();
      T result = use.with(transport);
      idle.addFirst(new Idle(transport, clock.instant()));
      transport = null;
      return result;
    } finally {
      close(transport);
      room.release();
    }
  }

  @Override
  public void close() {
    for (Idle one; (one = idle.poll()) != null; ) {
      close(one.transport());
    }
  }

  /**
   * The one used last first; what a server may have closed meanwhile is asked before it is used.
   */
  private Transport connected() throws NoConnectionException {
    for (Idle one; (one = idle.poll()) != null; ) {
      boolean fresh = one.since().plus(properties.idle()).isAfter(clock.instant());
      if (fresh && one.transport().isConnected()) {
        return one.transport();
      }
      close(one.transport());
    }
    try {
      Transport transport = session.getTransport("smtp");
      if (properties.username().isEmpty()) {
        transport.connect();
      } else {
        transport.connect(properties.username(), properties.password());
      }
      return transport;
    } catch (MessagingException e) {
      throw new NoConnectionException(e);
    }
  }

  private static void close(@Nullable Transport transport) {
    if (transport != null) {
      try {
        transport.close();
      } catch (MessagingException e) {
        // It was given up anyway; the server notices the closed socket.
        return;
      }
    }
  }

  /** No connection could be had. */
  static final class NoConnectionException extends Exception {
    NoConnectionException(MessagingException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
