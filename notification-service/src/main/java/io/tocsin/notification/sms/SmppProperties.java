package io.tocsin.notification.sms;

import io.tocsin.notification.domain.Budget;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An SMS centre.
 *
 * @param name stands in every attempt, after {@code smpp:}
 * @param source the sender's number or name as the centre knows it
 * @param country the calling code of numbers that are written without one
 * @param answerWithin how long the centre may take to answer a message; then it is UNKNOWN
 * @param enquireLink how long the line may be silent before it is tried
 * @param connectWithin for the connection and the bind
 * @param reconnectFirst the wait after a lost session; doubles up to {@code reconnectMost}
 * @param binds sessions with it; messages go over them in turn, and one that is lost is missed by
 *     nobody
 * @param receipts whether it sends receipts; then one that does not come in time makes the message
 *     UNKNOWN
 * @param receiptIds how its receipts write the ids that it gave
 * @param perNumber what one number may get, such as {@code 5/PT1H}; empty for no limit
 * @param perDay what it carries in all in a day of {@code dayZone}; 0 for no limit
 * @param signature behind every text in place of {@code tocsin.sms.signature}
 * @param urgentShare of a hundred: what notices leave over of both for pages
 * @param processors threads that take what the centre sends: receipts wait for the store on them
 * @param capacity what the centre may send ahead of them; beyond it jSMPP refuses receipts
 */
@ConfigurationProperties("tocsin.smpp")
record SmppProperties(
    @DefaultValue("primary") String name,
    @DefaultValue("127.0.0.1") String host,
    @DefaultValue("2775") int port,
    @DefaultValue("tocsin") String systemId,
    @DefaultValue("") String password,
    @DefaultValue("") String systemType,
    @DefaultValue("") String source,
    @DefaultValue("86") String country,
    @DefaultValue("10s") Duration answerWithin,
    @DefaultValue("15s") Duration enquireLink,
    @DefaultValue("5s") Duration connectWithin,
    @DefaultValue("250ms") Duration reconnectFirst,
    @DefaultValue("10s") Duration reconnectMost,
    @DefaultValue("1") int binds,
    @DefaultValue("true") boolean receipts,
    @DefaultValue("AS_IS") ReceiptIds receiptIds,
    @DefaultValue List<String> perNumber,
    @DefaultValue("0") int perDay,
    @DefaultValue("Asia/Shanghai") ZoneId dayZone,
    @DefaultValue("30") int urgentShare,
    @Nullable String signature,
    @DefaultValue("64") int processors,
    @DefaultValue("20000") int capacity) {

  /** Some centres answer in one notation and write receipts in another. */
  enum ReceiptIds {
    AS_IS,
    /** Answers in hexadecimal figures, receipts in decimal ones. */
    DECIMAL_FOR_HEX,
    /** Answers in decimal figures, receipts in hexadecimal ones. */
    HEX_FOR_DECIMAL
  }

  SmppProperties {
    if (binds < 1 || binds > 32) {
      throw new IllegalArgumentException("Expected tocsin.smpp.binds of 1 to 32, but got " + binds);
    }
    if (port < 1 || port > 65535 || processors < 2 || !answerWithin.isPositive()) {
      throw new IllegalArgumentException(
          "Expected tocsin.smpp with a port of 1 to 65535, processors from 2 and answer-within"
              + " above zero, but got "
              + port
              + ", "
              + processors
              + ", "
              + answerWithin);
    }
    if (password.length() > 8 || systemId.length() > 15) {
      throw new IllegalArgumentException(
          "Expected tocsin.smpp.system-id of up to 15 and password of up to 8 characters, which is"
              + " all that SMPP carries, but got "
              + systemId.length()
              + " and "
              + password.length());
    }
  }

  /**
   * What it allows.
   *
   * @throws IllegalArgumentException naming the setting that does not fit
   */
  Budget budget() {
    try {
      return new Budget(
          perNumber.stream().map(Budget.Limit::parse).toList(),
          perDay == 0 ? null : new Budget.Daily(perDay, dayZone),
          urgentShare,
          true);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Expected per-number, per-day and urgent-share of "
              + providerName()
              + " to fit, but: "
              + e.getMessage(),
          e);
    }
  }

  SmppProperties named(String own) {
    return new SmppProperties(
        own,
        host,
        port,
        systemId,
        password,
        systemType,
        source,
        country,
        answerWithin,
        enquireLink,
        connectWithin,
        reconnectFirst,
        reconnectMost,
        binds,
        receipts,
        receiptIds,
        perNumber,
        perDay,
        dayZone,
        urgentShare,
        signature,
        processors,
        capacity);
  }

  String providerName() {
    return "smpp:" + name;
  }
}
