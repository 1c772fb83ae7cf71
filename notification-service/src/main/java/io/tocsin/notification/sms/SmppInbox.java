package io.tocsin.notification.sms;

import io.tocsin.notification.domain.SmsText;
import io.tocsin.notification.replies.Replies;
import io.tocsin.notification.sending.Receipt;
import io.tocsin.notification.sending.Receipts;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Takes what the centre sends. Its answer goes out when the callback returns, and the centre
 * forgets the message with it: so the callback waits until the store has it, on one of the threads
 * that jSMPP keeps for this. When the store takes too long the centre is told to try again.
 */
final class SmppInbox implements MessageReceiverListener {

  private static final Logger LOG = LoggerFactory.getLogger(SmppInbox.class);
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final byte HEADER = 0x40;

  private final SmppProperties properties;
  private final Receipts receipts;
  private final Replies replies;

  SmppInbox(SmppProperties properties, Receipts receipts, Replies replies) {
    this.properties = properties;
    this.receipts = receipts;
    this.replies = replies;
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
    byte[] octets = octets(message);
    ReceiptText text = ReceiptText.of(octets);
    boolean receipt =
        message.isSmscDeliveryReceipt() || (text.id() != null && !text.state().isEmpty());
    if (receipt) {
      stored(receipt(message, text));
    } else if (!message.isIntermediateDeliveryNotification()) {
      String read = SmsText.read(withoutHeader(message, octets), message.getDataCoding() & 0xff);
      stored(replies.received(message.getSourceAddr(), read));
    }
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification alert) {
    LOG.debug("Ignored: {} is available again", alert.getSourceAddr());
  }

  @Override
  public DataSmResult onAcceptDataSm(DataSm dataSm, Session source) throws ProcessRequestException {
    throw new ProcessRequestException(
        "Expected deliver_sm, but got data_sm", SMPPConstant.STAT_ESME_RINVCMDID);
  }

  private Mono<Void> receipt(DeliverSm message, ReceiptText text) {
    OptionalParameter state = message.getOptionalParameter(OptionalParameter.Tag.MESSAGE_STATE);
    String said =
        text.state().isEmpty() && state instanceof OptionalParameter.Byte b
            ? ReceiptText.stateOf(b.getValue())
            : text.state();
    Set<String> ids = new LinkedHashSet<>();
    if (message.getOptionalParameter(OptionalParameter.Tag.RECEIPTED_MESSAGE_ID)
        instanceof OptionalParameter.OctetString id) {
      ids.add(raw(id.getValue()));
    }
    if (text.id() != null) {
      ids.add(text.id());
    }
    List<String> known =
        ids.stream()
            .flatMap(id -> ReceiptText.notations(id, properties.receiptIds()))
            .distinct()
            .map(id -> Receipt.id(properties.providerName(), id))
            .toList();
    String detail = text.error().isEmpty() ? said : said + " " + text.error();
    return Mono.justOrEmpty(ReceiptText.result(said))
        .filter(result -> !ids.isEmpty())
        .flatMap(result -> receipts.accept(new Receipt(known, result, detail)));
  }

  /** Some centres end the id with a zero byte and some do not; jSMPP's own reading cuts a digit. */
  private static String raw(byte[] value) {
    int end = value.length;
    while (end > 0 && value[end - 1] == 0) {
      end--;
    }
    return new String(value, 0, end, StandardCharsets.ISO_8859_1);
  }

  private static byte[] octets(DeliverSm message) {
    byte[] octets = message.getShortMessage();
    if (octets != null && octets.length > 0) {
      return octets;
    }
    return message.getOptionalParameter(OptionalParameter.Tag.MESSAGE_PAYLOAD)
            instanceof OptionalParameter.OctetString payload
        ? payload.getValue()
        : new byte[0];
  }

  private static byte[] withoutHeader(DeliverSm message, byte[] octets) {
    boolean header = (message.getEsmClass() & HEADER) != 0 && octets.length > 0;
    int length = header ? Math.min(octets.length, (octets[0] & 0xff) + 1) : 0;
    return Arrays.copyOfRange(octets, length, octets.length);
  }

  private static void stored(Mono<Void> work) throws ProcessRequestException {
    try {
      work.toFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw later(e);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The SMS centre is asked to send it again: {}", e.toString());
      throw later(e);
    }
  }

  private static ProcessRequestException later(Exception cause) {
    return new ProcessRequestException(
        "Expected the store to take it, but it did not yet",
        SMPPConstant.STAT_ESME_RX_T_APPN,
        cause);
  }
}
