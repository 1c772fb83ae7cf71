package io.tocsin.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ProcessRequestException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;

/** What a bare client reaches at the same SMS centre: one submit_sm after the other, or a crowd. */
final class SmppFloor {

  private static final int WARM_UP = 200;

  /** As many unanswered ones as the platform's bulk has: {@code sms-bulk} in its settings. */
  private static final int WINDOW = 48;

  private static final byte[] TEXT =
      "特急：财务支付系统全局故障2026-0042，岗位：数据库管理员。5分钟内回复4821确认。".getBytes(StandardCharsets.UTF_16BE);

  private final Options options;

  SmppFloor(Options options) {
    this.options = options;
  }

  Spread measure(int submits) throws IOException {
    SMPPSession session = new SMPPSession();
    try {
      bind(session, BindType.BIND_TX);
      List<Duration> times = new ArrayList<>();
      for (int i = 0; i < WARM_UP + submits; i++) {
        long sent = System.nanoTime();
        submit(session, "8613700000009", TEXT, new RegisteredDelivery(0));
        if (i >= WARM_UP) {
          times.add(Duration.ofNanos(System.nanoTime() - sent));
        }
      }
      return Spread.of(times);
    } catch (PDUException
        | ResponseTimeoutException
        | InvalidResponseException
        | NegativeResponseException e) {
      throw new IOException("Expected the SMS centre to take a message, but " + e.getMessage(), e);
    } finally {
      session.unbindAndClose();
    }
  }

  /**
   * One text to many numbers, with receipts asked for and answered as the platform does, and
   * nothing written down of any of it.
   */
  Duration crowd(List<String> numbers, String text) throws IOException, InterruptedException {
    SMPPSession session = new SMPPSession();
    session.setMessageReceiverListener(new Forgetful());
    byte[] octets = text.getBytes(StandardCharsets.UTF_16BE);
    try (ExecutorService window = Executors.newFixedThreadPool(WINDOW)) {
      bind(session, BindType.BIND_TRX);
      long start = System.nanoTime();
      List<Future<?>> sent = new ArrayList<>();
      for (String number : numbers) {
        sent.add(
            window.submit(() -> {
              submit(
                  session,
                  number,
                  octets,
                  new RegisteredDelivery(SMSCDeliveryReceipt.SUCCESS_FAILURE));
              return null;
            }));
      }
      for (Future<?> future : sent) {
        future.get();
      }
      return Duration.ofNanos(System.nanoTime() - start);
    } catch (ExecutionException e) {
      throw new IOException("Expected the SMS centre to take a crowd, but " + e.getCause(), e);
    } finally {
      session.unbindAndClose();
    }
  }

  /** Takes receipts and looks at none of them. */
  private static final class Forgetful implements MessageReceiverListener {

    @Override
    public void onAcceptDeliverSm(DeliverSm receipt) {}

    @Override
    public void onAcceptAlertNotification(AlertNotification alert) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm dataSm, Session source)
        throws ProcessRequestException {
      throw new ProcessRequestException(
          "Expected deliver_sm, but got data_sm", SMPPConstant.STAT_ESME_RINVCMDID);
    }
  }

  private void bind(SMPPSession session, BindType type) throws IOException {
    session.connectAndBind(
        options.smppHost(),
        options.smppPort(),
        new BindParameter(
            type,
            options.smppSystemId(),
            options.smppPassword(),
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null));
  }

  private static void submit(
      SMPPSession session, String to, byte[] text, RegisteredDelivery receipts)
      throws PDUException,
          ResponseTimeoutException,
          InvalidResponseException,
          NegativeResponseException,
          IOException {
    session.submitShortMessage(
        "",
        TypeOfNumber.UNKNOWN,
        NumberingPlanIndicator.UNKNOWN,
        "10690000",
        TypeOfNumber.INTERNATIONAL,
        NumberingPlanIndicator.ISDN,
        to,
        new ESMClass(),
        (byte) 0,
        (byte) 0,
        null,
        null,
        receipts,
        (byte) 0,
        DataCodings.newInstance((byte) 8),
        (byte) 0,
        text);
  }
}
