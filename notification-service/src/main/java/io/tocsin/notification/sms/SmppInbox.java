package io.tocsin.notification.sms;

import io.tocsin.notification.replies.LongReplies;
import io.tocsin.notification.replies.LongReplies.Part;
import io.tocsin.notification.replies.Replies;
import io.tocsin.notification.sending.Receipt;
import io.tocsin.notification.sending.Receipts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.Session;
import org.jsmpp.util.MessageId;
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
  private static final MessageId UNNAMED = unnamed();

  private final SmppProperties properties;
  private final Receipts receipts;
  private final Replies replies;
  private final LongReplies longReplies;

  SmppInbox(
      SmppProperties properties, Receipts receipts, Replies replies, LongReplies longReplies) {
    this.properties = properties;
    this.receipts = receipts;
    this.replies = replies;
    this.longReplies = longReplies;
  }

  private static MessageId unnamed() {
    try {
      return new MessageId("");
    } catch (PDUStringException e) {
      throw new IllegalStateException("Expected an empty id to be one", e);
    }
  }

  @Override
  public void onAcceptDeliverSm(DeliverSm message) throws ProcessRequestException {
    stored(taken(Incoming.of(message)));
  }

  /** The answer names no message: the id in it is the centre's to give, not ours. */
  @Override
  public DataSmResult onAcceptDataSm(DataSm message, Session source)
      throws ProcessRequestException {
    stored(taken(Incoming.of(message)));
    return new DataSmResult(UNNAMED, new OptionalParameter[0]);
  }

  @Override
  public void onAcceptAlertNotification(AlertNotification alert) {
    LOG.debug("Ignored: {} is available again", alert.getSourceAddr());
  }

  private Mono<Void> taken(Incoming message) {
    ReceiptText text = ReceiptText.of(message.octets());
    if (message.receipt() || (text.id() != null && !text.state().isEmpty())) {
      return receipt(message, text);
    }
    return message.intermediate() ? Mono.empty() : reply(message);
  }

  private Mono<Void> reply(Incoming message) {
    PhoneText text = PhoneText.of(message);
    return text.of() == 1
        ? replies.received(message.from(), text.text())
        : longReplies.received(
            message.from(),
            new Part(
                properties.providerName() + "/" + text.reference(),
                text.number(),
                text.of(),
                text.text()));
  }

  private Mono<Void> receipt(Incoming message, ReceiptText text) {
    String said = text.state().isEmpty() ? message.state() : text.state();
    List<String> ids =
        Stream.of(Optional.ofNullable(message.receiptedId()), Optional.ofNullable(text.id()))
            .flatMap(Optional::stream)
            .distinct()
            .toList();
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
