package io.tocsin.local.mail;

import io.tocsin.local.Ports;
import io.tocsin.local.Ring;
import io.tocsin.local.fault.Faults;
import jakarta.mail.MessagingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** The server itself. Mails live in memory; they are for looking at. */
public final class MailSink implements AutoCloseable {

  /** The name of this channel towards {@link Faults}. */
  public static final String CHANNEL = "EMAIL";

  private static final int KEPT = 5_000;
  private static final int LARGEST = 1 << 20;
  private static final int CONNECTIONS = 200;
  private static final int IDLE_SECONDS = 300;
  private static final int SILENCE_SECONDS = 120;

  private final Ring<Mail> mails = new Ring<>(KEPT);
  private final AtomicLong ids;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Faults faults;
  private final Clock clock;
  private final SMTPServer server;

  private MailSink(int port, Faults faults, Clock clock) {
    this.faults = faults;
    this.clock = clock;
    this.ids = new AtomicLong(clock.millis());
    this.server =
        SMTPServer.port(port)
            .bindAddress(InetAddress.getLoopbackAddress())
            .hostName("localhost")
            .softwareName("Tocsin mail sink")
            .maxConnections(CONNECTIONS)
            .maxMessageSize(LARGEST)
            .connectionTimeout(IDLE_SECONDS, TimeUnit.SECONDS)
            .executorService(Executors.newVirtualThreadPerTaskExecutor())
            .messageHandlerFactory(context -> new Handler())
            .serverSocketFactory(() -> new ServerSocket())
            .build();
  }

  /**
   * Listens on the loopback interface.
   *
   * @param port 0 lets the system choose
   * @throws io.tocsin.local.StartRefusedException when the port is taken
   */
  public static MailSink start(int port, Faults faults, Clock clock) {
    if (port != 0) {
      Ports.requireFree("mail sink", port);
    }
    MailSink sink = new MailSink(port, faults, clock);
    sink.server.start();
    return sink;
  }

  public int port() {
    return server.getPortAllocated();
  }

  /** The newest mails that match, oldest first. */
  public List<Mail> mails(Predicate<Mail> matching, int limit) {
    return mails.newest(matching, limit);
  }

  public long changes() {
    return mails.changes();
  }

  public void clear() {
    mails.clear();
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop();
  }

  /** One mail transaction of one connection. */
  private final class Handler implements MessageHandler {
    private final List<String> recipients = new ArrayList<>();
    private String from = "";

    @Override
    public void from(String address) {
      from = address;
    }

    @Override
    public void recipient(String address) throws RejectException {
      var fault = faults.of(CHANNEL, address);
      if (fault.isPresent()) {
        switch (fault.get()) {
          case REJECT -> throw new RejectException(550, "5.1.1 rejected, on purpose");
          case THROTTLE -> throw new RejectException(451, "4.7.1 too much, on purpose");
          case SILENCE, DROP -> keepSilent(address);
        }
      }
      recipients.add(address);
    }

    /**
     * The library answers whatever returns; a dropped connection looks like silence that has ended.
     */
    private void keepSilent(String address) throws RejectException {
      boolean drop = faults.of(CHANNEL, address).orElseThrow() == io.tocsin.local.fault.Fault.DROP;
      try {
        if (!drop && closing.await(SILENCE_SECONDS, TimeUnit.SECONDS)) {
          throw new RejectException(421, "closing");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new org.subethamail.smtp.DropConnectionException("on purpose");
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
      byte[] raw = data.readAllBytes();
      Instant at = clock.instant();
      try {
        for (String to : recipients) {
          mails.add(
              MimeReader.read(
                  Long.toHexString(ids.incrementAndGet()),
                  from,
                  to,
                  new ByteArrayInputStream(raw),
                  at));
        }
      } catch (MessagingException e) {
        throw new RejectException(554, "Expected a MIME message, but " + e.getMessage());
      }
      return "accepted";
    }

    @Override
    public void done() {
      recipients.clear();
    }
  }
}
