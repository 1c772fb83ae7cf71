package io.tocsin.local.smsc;

import io.tocsin.local.Ports;
import io.tocsin.local.Ring;
import io.tocsin.local.fault.Fault;
import io.tocsin.local.fault.Faults;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindRequest;
import org.jsmpp.session.SMPPServerSession;
import org.jsmpp.session.SMPPServerSessionListener;
import org.jsmpp.session.SubmitSmResult;
import org.jsmpp.util.MessageId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The centre itself: binds, submits, receipts, replies. Keeps the latest messages in memory; they
 * are for looking at.
 */
public final class SmsCentre implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SmsCentre.class);

  /** The name of this channel towards {@link Faults}. */
  public static final String CHANNEL = "SMS";

  private static final int KEPT = 20_000;
  private static final int PDU_THREADS = 8;

  /** At the library's default of 100 a burst of submits is refused. */
  private static final int PDU_QUEUE = 20_000;

  private static final Duration BIND_PATIENCE = Duration.ofSeconds(5);
  private static final Duration RECEIPT_DELAY = Duration.ofMillis(200);
  private static final String OWN_NUMBER = "10690000";

  private final Ring<Sms> messages = new Ring<>(KEPT);
  private final Assembly assembly = new Assembly();
  private final Outbound outbound = new Outbound();
  private final Set<SMPPServerSession> sessions = ConcurrentHashMap.newKeySet();
  private final AtomicLong ids;
  private final SMPPServerSessionListener listener;
  private final int port;
  private final Faults faults;
  private final Clock clock;
  private volatile String ownNumber = OWN_NUMBER;

  private SmsCentre(SMPPServerSessionListener listener, int port, Faults faults, Clock clock) {
    this.listener = listener;
    this.port = port;
    this.faults = faults;
    this.clock = clock;
    // Ids go on where a restart left them, or a late receipt would name somebody else's message.
    this.ids = new AtomicLong(clock.millis() << 16);
  }

  /**
   * Listens on the loopback interface.
   *
   * @param port 0 lets the system choose
   * @throws io.tocsin.local.StartRefusedException when the port is taken
   */
  public static SmsCentre start(int port, Faults faults, Clock clock) {
    try {
      LoopbackConnections connections = new LoopbackConnections();
      SMPPServerSessionListener listener = new SMPPServerSessionListener(port, connections);
      listener.setPduProcessorDegree(PDU_THREADS);
      listener.setQueueCapacity(PDU_QUEUE);
      SmsCentre centre = new SmsCentre(listener, connections.port(), faults, clock);
      Thread.ofPlatform().daemon().name("smsc-accept").start(centre::acceptAll);
      return centre;
    } catch (IOException e) {
      throw Ports.busy("SMS centre", port, e);
    }
  }

  public int port() {
    return port;
  }

  /** The newest messages that match, oldest first. */
  public List<Sms> messages(Predicate<Sms> matching, int limit) {
    return messages.newest(matching, limit);
  }

  public long changes() {
    return messages.changes();
  }

  public void clear() {
    messages.clear();
  }

  /**
   * Sends what somebody typed on the phone {@code from} to whoever is bound.
   *
   * @return false when nobody is: it goes out with the next bind
   */
  public boolean reply(String from, String text) {
    boolean now = outbound.anybodyBound();
    outbound.offer(Deliveries.reply(from, ownNumber, text), Duration.ZERO);
    return now;
  }

  private void acceptAll() {
    while (true) {
      try {
        SMPPServerSession session = listener.accept();
        Thread.ofVirtual().name("smsc-bind").start(() -> bind(session));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void bind(SMPPServerSession session) {
    session.setMessageReceiverListener(new Submits(this::accept));
    session.addSessionStateListener((now, before, source) -> {
      if (now == SessionState.CLOSED) {
        sessions.remove(session);
        outbound.gone(session);
      }
    });
    try {
      BindRequest request = session.waitForBind(BIND_PATIENCE.toMillis());
      request.accept("tocsin");
      sessions.add(session);
      if (session.getSessionState().isReceivable()) {
        outbound.bound(session);
      }
      log.info("{} bound as {}", request.getSystemId(), request.getBindType());
    } catch (TimeoutException | PDUStringException | IOException | IllegalStateException e) {
      log.info("A connection did not bind: {}", e.toString());
      session.close();
    }
  }

  private SubmitSmResult accept(SubmitSm submit, SMPPServerSession session)
      throws ProcessRequestException {
    Instant at = clock.instant();
    Part part = Part.of(submit);
    Optional<Fault> fault = faults.of(CHANNEL, part.to());
    if (fault.isPresent() && fault.get() == Fault.REJECT) {
      throw new ProcessRequestException("rejected", SMPPConstant.STAT_ESME_RINVDSTADR);
    }
    if (fault.isPresent() && fault.get() == Fault.THROTTLE) {
      throw new ProcessRequestException("throttled", SMPPConstant.STAT_ESME_RTHROTTLED);
    }
    String id = Long.toHexString(ids.incrementAndGet());
    ownNumber = part.from().isBlank() ? OWN_NUMBER : part.from();
    assembly.add(id, part, at).ifPresent(messages::add);
    if (fault.isPresent()) {
      // The phone has it; whoever sent it never hears so.
      if (fault.get() == Fault.DROP) {
        session.close();
      }
      throw new NoAnswer();
    }
    if ((submit.getRegisteredDelivery() & 0x01) != 0) {
      outbound.offer(Deliveries.receipt(id, part, at, at.plus(RECEIPT_DELAY)), RECEIPT_DELAY);
    }
    try {
      return new SubmitSmResult(new MessageId(id), new org.jsmpp.bean.OptionalParameter[0]);
    } catch (PDUStringException e) {
      throw new IllegalStateException("Expected an id of up to 65 characters, but made " + id, e);
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    outbound.close();
    sessions.forEach(SMPPServerSession::unbindAndClose);
  }

  /**
   * Ends a submit without any answer: the library answers whatever returns or throws an exception.
   */
  private static final class NoAnswer extends Error {
    private static final long serialVersionUID = 1L;

    NoAnswer() {
      super("no answer, on purpose", null, false, false);
    }
  }
}
