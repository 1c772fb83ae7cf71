package io.tocsin.notification.sms;

import io.tocsin.notification.domain.Backoff;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jsmpp.DefaultPDUReader;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.connection.Connection;
import org.jsmpp.session.connection.socket.SocketConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one session to the centre: binds, watches it, and binds anew when it is gone. jSMPP has no
 * reconnect of its own, and leaves those who wait for an answer waiting when the line breaks: they
 * are woken here.
 */
final class SmppLink implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SmppLink.class);

  private final SmppProperties properties;
  private final MessageReceiverListener inbox;
  private final Backoff backoff;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
  private volatile @Nullable SMPPSession session;
  private volatile String trouble = "not connected yet";

  SmppLink(SmppProperties properties, MessageReceiverListener inbox) {
    this.properties = properties;
    this.inbox = inbox;
    this.backoff = new Backoff(properties.reconnectFirst(), properties.reconnectMost());
  }

  void open() {
    Thread.ofVirtual().name("smpp-link").start(this::keep);
  }

  /** The session, where one is bound. */
  Optional<SMPPSession> session() {
    SMPPSession now = session;
    return now != null && now.getSessionState().isTransmittable()
        ? Optional.of(now)
        : Optional.empty();
  }

  /** Why there is no session. */
  String trouble() {
    return trouble;
  }

  /** Something that waits for the centre's answer. */
  interface Exchange<T> {
    T with(SMPPSession session) throws Exception;
  }

  /** Runs it so that the loss of the session ends the wait. */
  <T> T exchange(SMPPSession session, Exchange<T> exchange) throws Exception {
    waiting.add(Thread.currentThread());
    try {
      return exchange.with(session);
    } finally {
      waiting.remove(Thread.currentThread());
    }
  }

  @Override
  public void close() {
    closed.countDown();
    SMPPSession now = session;
    if (now != null) {
      now.unbindAndClose();
    }
  }

  private void keep() {
    int failures = 0;
    while (closed.getCount() > 0) {
      try {
        CountDownLatch gone = bind();
        failures = 0;
        gone.await();
        trouble = "the connection broke";
        LOG.warn("The session with the SMS centre {} ended", address());
      } catch (IOException e) {
        failures++;
        trouble = e.getMessage() == null ? e.toString() : e.getMessage();
        if (failures == 1) {
          LOG.warn("No session with the SMS centre {}: {}; trying on", address(), trouble);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } finally {
        session = null;
        waiting.forEach(Thread::interrupt);
      }
      if (pausedToTheEnd(Math.max(1, failures))) {
        return;
      }
    }
  }

  /** The latch opens when the session has ended. */
  private CountDownLatch bind() throws IOException {
    SMPPSession fresh =
        new SMPPSession(
            new SynchronizedPDUSender(new DefaultPDUSender()),
            new DefaultPDUReader(),
            this::connect);
    fresh.setQueueCapacity(properties.capacity());
    fresh.setPduProcessorDegree(properties.processors());
    fresh.setTransactionTimer(properties.answerWithin().toMillis());
    fresh.setEnquireLinkTimer((int) properties.enquireLink().toMillis());
    fresh.setMessageReceiverListener(inbox);
    CountDownLatch gone = new CountDownLatch(1);
    fresh.addSessionStateListener((now, before, source) -> {
      if (now == SessionState.CLOSED || now == SessionState.UNBOUND) {
        gone.countDown();
      }
    });
    String centre =
        fresh.connectAndBind(
            properties.host(),
            properties.port(),
            new BindParameter(
                BindType.BIND_TRX,
                properties.systemId(),
                properties.password(),
                properties.systemType(),
                TypeOfNumber.UNKNOWN,
                NumberingPlanIndicator.UNKNOWN,
                null),
            properties.connectWithin().toMillis());
    session = fresh;
    LOG.info("Bound to the SMS centre {} ({})", address(), centre);
    return gone;
  }

  private Connection connect(String host, int port) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(host, port), (int) properties.connectWithin().toMillis());
      return new SocketConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private boolean pausedToTheEnd(int failures) {
    try {
      return closed.await(backoff.after(failures).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private String address() {
    return properties.host() + ":" + properties.port();
  }
}
