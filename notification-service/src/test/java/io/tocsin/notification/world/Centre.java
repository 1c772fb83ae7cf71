package io.tocsin.notification.world;

import com.cloudhopper.smpp.SmppServerConfiguration;
import com.cloudhopper.smpp.SmppServerHandler;
import com.cloudhopper.smpp.SmppServerSession;
import com.cloudhopper.smpp.SmppSessionConfiguration;
import com.cloudhopper.smpp.impl.DefaultSmppServer;
import com.cloudhopper.smpp.impl.DefaultSmppSessionHandler;
import com.cloudhopper.smpp.pdu.BaseBind;
import com.cloudhopper.smpp.pdu.BaseBindResp;
import com.cloudhopper.smpp.pdu.DataSm;
import com.cloudhopper.smpp.pdu.DeliverSm;
import com.cloudhopper.smpp.pdu.PduRequest;
import com.cloudhopper.smpp.pdu.PduResponse;
import com.cloudhopper.smpp.pdu.SubmitSm;
import com.cloudhopper.smpp.pdu.SubmitSmResp;
import com.cloudhopper.smpp.tlv.Tlv;
import com.cloudhopper.smpp.type.Address;
import com.cloudhopper.smpp.type.SmppChannelException;
import com.cloudhopper.smpp.type.SmppInvalidArgumentException;
import com.cloudhopper.smpp.type.SmppProcessingException;
import io.tocsin.local.Ports;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An SMS centre on a library that is not the one the service uses. How it treats a number is set by
 * the test; it can be stopped and started again on the same port.
 */
public final class Centre implements AutoCloseable {

  /** How a number is treated. */
  public enum Manner {
    /** Answered, then a receipt: delivered. */
    DELIVER,
    /** The receipt goes out before the answer. */
    RECEIPT_FIRST,
    /** The receipt is written in a way of its own, without the fields that others put beside it. */
    ODD_RECEIPT,
    /** The receipt comes as a data_sm, which has fields and no text. */
    DATA_RECEIPT,
    /** Answered, and no receipt. */
    NO_RECEIPT,
    /** Answered, then a receipt: undeliverable. */
    LOSE,
    /** Never answered. */
    SILENT,
    THROTTLE_ONCE,
    /** Takes the first part of a message, and the others only when they come again. */
    THROTTLE_SECOND_PART,
    /** Takes the first part of a message and no other, and loses that one. */
    TEAR,
    REFUSE,
    /** Taken, and the line is cut instead of an answer. */
    CUT
  }

  /** What a phone got, in one part. */
  public record Part(String to, String text, int data, int reference, int of, int number) {}

  public final int port = Ports.free(1)[0];
  private final Map<String, Manner> manners = new ConcurrentHashMap<>();
  private final Set<String> throttled = ConcurrentHashMap.newKeySet();
  private final List<Part> parts = new CopyOnWriteArrayList<>();
  private final AtomicInteger ids = new AtomicInteger(1000);
  private final ExecutorService sending = Executors.newVirtualThreadPerTaskExecutor();

  /** Once the answer is surely out: a centre knows no receipt before it. */
  private final Executor answered =
      CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS, sending);

  private final Set<SmppServerSession> bound = ConcurrentHashMap.newKeySet();
  private @Nullable DefaultSmppServer server;

  public void treat(String to, Manner manner) {
    manners.put(to, manner);
  }

  /** Everything that was submitted to a number, whatever became of it. */
  public List<Part> parts(String to) {
    return parts.stream().filter(p -> p.to().equals(to)).toList();
  }

  public List<String> texts(String to) {
    return parts(to).stream().map(Part::text).toList();
  }

  /** How many sessions are bound. */
  public int bound() {
    return bound.size();
  }

  /** How many messages were submitted so far, to whomever. */
  public int count() {
    return parts.size();
  }

  public synchronized Centre start() {
    if (server != null) {
      return this;
    }
    SmppServerConfiguration configuration = new SmppServerConfiguration();
    configuration.setHost("127.0.0.1");
    configuration.setPort(port);
    configuration.setReuseAddress(true);
    configuration.setMaxConnectionSize(10);
    configuration.setDefaultRequestExpiryTimeout(5000);
    configuration.setDefaultWindowSize(500);
    configuration.setSystemId("test-centre");
    try {
      server = new DefaultSmppServer(configuration, new Sessions());
      server.start();
    } catch (SmppChannelException e) {
      throw new IllegalStateException("Expected to listen on " + port, e);
    }
    return this;
  }

  public synchronized void stop() {
    if (server != null) {
      server.destroy();
      server = null;
    }
  }

  @Override
  public void close() {
    stop();
    sending.shutdownNow();
  }

  /** A phone writes. */
  public void reply(String from, String text) {
    deliver(from, text.getBytes(StandardCharsets.UTF_16BE), (byte) 8, (byte) 0, null);
  }

  /** A phone writes more than one message holds; this is a part of it, behind a header. */
  public void replyPart(String from, int reference, int number, int of, String text) {
    byte[] letters = text.getBytes(StandardCharsets.UTF_16BE);
    byte[] octets = Arrays.copyOf(new byte[] {5, 0, 3}, 6 + letters.length);
    octets[3] = (byte) reference;
    octets[4] = (byte) of;
    octets[5] = (byte) number;
    System.arraycopy(letters, 0, octets, 6, letters.length);
    deliver(from, octets, (byte) 8, (byte) 0x40, null);
  }

  /** The same, counted by the fields beside the text. */
  public void replySegment(String from, int reference, int number, int of, String text) {
    deliver(
        from,
        text.getBytes(StandardCharsets.UTF_16BE),
        (byte) 8,
        (byte) 0,
        null,
        new Tlv((short) 0x020c, new byte[] {(byte) (reference >> 8), (byte) reference}),
        new Tlv((short) 0x020e, new byte[] {(byte) of}),
        new Tlv((short) 0x020f, new byte[] {(byte) number}));
  }

  private void dataReceipt(SubmitSm submit, String id, int state) {
    DataSm receipt = new DataSm();
    receipt.setSourceAddress(submit.getDestAddress());
    receipt.setDestAddress(submit.getSourceAddress());
    receipt.setEsmClass((byte) 4);
    receipt.addOptionalParameter(
        new Tlv((short) 0x001e, (id + "\0").getBytes(StandardCharsets.ISO_8859_1)));
    receipt.addOptionalParameter(new Tlv((short) 0x0427, new byte[] {(byte) state}));
    send(receipt);
  }

  private void receipt(SubmitSm submit, String id, String state) {
    String text =
        "id:%s sub:001 dlvrd:001 submit date:2603090110 done date:2603090110 stat:%s err:005 text:x"
            .formatted(id, state);
    deliver(
        submit.getDestAddress().getAddress(),
        text.getBytes(StandardCharsets.ISO_8859_1),
        (byte) 0,
        (byte) 4,
        id);
  }

  private void deliver(
      String from,
      byte[] octets,
      byte coding,
      byte esmClass,
      @Nullable String receipted,
      Tlv... more) {
    DeliverSm message = new DeliverSm();
    message.setSourceAddress(new Address((byte) 1, (byte) 1, from));
    message.setDestAddress(new Address((byte) 0, (byte) 1, "10690001"));
    message.setDataCoding(coding);
    message.setEsmClass(esmClass);
    try {
      message.setShortMessage(octets);
    } catch (SmppInvalidArgumentException e) {
      throw new IllegalStateException("Expected a text that fits one message", e);
    }
    if (receipted != null) {
      // Without the zero byte at its end, as some centres do.
      message.addOptionalParameter(
          new Tlv((short) 0x001e, receipted.getBytes(StandardCharsets.ISO_8859_1)));
    }
    for (Tlv one : more) {
      message.addOptionalParameter(one);
    }
    send(message);
  }

  @SuppressWarnings("rawtypes") // as ch-smpp declares them
  private void send(PduRequest request) {
    for (SmppServerSession one : bound) {
      if (sent(one, request)) {
        return;
      }
    }
  }

  /** False for a session that is going: then another one has to do. */
  @SuppressWarnings("rawtypes") // as ch-smpp declares them
  private static boolean sent(SmppServerSession session, PduRequest request) {
    try {
      var _ = session.sendRequestPdu(request, 5000, false);
      return true;
    } catch (SmppChannelException e) {
      return false;
    } catch (Exception e) {
      throw new IllegalStateException("Expected to deliver to the service", e);
    }
  }

  private PduResponse answer(SubmitSm submit, SmppServerSession session) {
    String to = submit.getDestAddress().getAddress();
    parts.add(part(to, submit));
    Manner manner = manners.getOrDefault(to, Manner.DELIVER);
    String id = Integer.toHexString(ids.incrementAndGet());
    SubmitSmResp response = submit.createResponse();
    response.setMessageId(id);
    switch (manner) {
      case DELIVER -> answered.execute(() -> receipt(submit, id, "DELIVRD"));
      case DATA_RECEIPT -> answered.execute(() -> dataReceipt(submit, id, 2));
      case NO_RECEIPT -> {}
      case RECEIPT_FIRST -> receipt(submit, id, "DELIVRD");
      case ODD_RECEIPT ->
          answered.execute(() ->
              deliver(
                  to,
                  ("Message_ID = " + id + " status: delivered err: 0")
                      .getBytes(StandardCharsets.ISO_8859_1),
                  (byte) 0,
                  (byte) 4,
                  null));
      case LOSE -> answered.execute(() -> receipt(submit, id, "UNDELIV"));
      case THROTTLE_ONCE -> {
        if (throttled.add(to)) {
          response.setCommandStatus(0x58);
        } else {
          answered.execute(() -> receipt(submit, id, "DELIVRD"));
        }
      }
      case THROTTLE_SECOND_PART -> {
        if (part(to, submit).number() > 1 && throttled.add(to)) {
          response.setCommandStatus(0x58);
        } else {
          answered.execute(() -> receipt(submit, id, "DELIVRD"));
        }
      }
      case TEAR -> {
        if (part(to, submit).number() > 1) {
          response.setCommandStatus(0x0b);
        } else {
          answered.execute(() -> receipt(submit, id, "UNDELIV"));
        }
      }
      case REFUSE -> response.setCommandStatus(0x0b);
      case SILENT -> {
        return silence();
      }
      case CUT -> {
        sending.execute(session::destroy);
        return silence();
      }
    }
    return response;
  }

  @SuppressWarnings("NullAway") // ch-smpp's way of sending no answer
  private static PduResponse silence() {
    return null;
  }

  private static Part part(String to, SubmitSm submit) {
    byte[] octets = submit.getShortMessage();
    int header = (submit.getEsmClass() & 0x40) == 0 ? 0 : octets[0] + 1;
    byte[] text = Arrays.copyOfRange(octets, header, octets.length);
    boolean wide = submit.getDataCoding() == 8;
    return new Part(
        to,
        new String(text, wide ? StandardCharsets.UTF_16BE : StandardCharsets.US_ASCII),
        octets.length,
        header == 0 ? -1 : octets[3] & 0xff,
        header == 0 ? 1 : octets[4],
        header == 0 ? 1 : octets[5]);
  }

  @SuppressWarnings("rawtypes") // as ch-smpp declares them
  private final class Sessions implements SmppServerHandler {

    @Override
    public void sessionBindRequested(Long id, SmppSessionConfiguration configuration, BaseBind bind)
        throws SmppProcessingException {
      if (!configuration.getPassword().equals("secret")) {
        throw new SmppProcessingException(0x0e);
      }
    }

    @Override
    public void sessionCreated(Long id, SmppServerSession created, BaseBindResp response) {
      bound.add(created);
      created.serverReady(
          new DefaultSmppSessionHandler() {
            @Override
            public PduResponse firePduRequestReceived(PduRequest request) {
              return request instanceof SubmitSm submit
                  ? answer(submit, created)
                  : request.createResponse();
            }
          });
    }

    @Override
    public void sessionDestroyed(Long id, SmppServerSession destroyed) {
      bound.remove(destroyed);
      destroyed.destroy();
    }
  }
}
