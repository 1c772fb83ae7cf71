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
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;

/** One submit_sm to the same SMS centre, until its answer. */
final class SmppFloor {

  private static final int WARM_UP = 200;
  private static final int WINDOW = 32;
  private static final byte[] TEXT =
      "特急:财务支付系统全局故障2026-0042,岗位:数据库管理员。5分钟内回复4821确认。".getBytes(StandardCharsets.UTF_16BE);

  private final Options options;

  SmppFloor(Options options) {
    this.options = options;
  }

  Spread measure(int submits) throws IOException {
    SMPPSession session = new SMPPSession();
    try {
      bind(session);
      List<Duration> times = new ArrayList<>();
      for (int i = 0; i < WARM_UP + submits; i++) {
        long sent = System.nanoTime();
        submit(session);
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

  /** That many, with a window of as many unanswered ones as the platform's own sender has. */
  Duration crowd(int messages) throws IOException, InterruptedException {
    SMPPSession session = new SMPPSession();
    try (ExecutorService window = Executors.newFixedThreadPool(WINDOW)) {
      bind(session);
      long start = System.nanoTime();
      List<Future<?>> sent = new ArrayList<>();
      for (int i = 0; i < messages; i++) {
        sent.add(
            window.submit(() -> {
              submit(session);
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

  private void bind(SMPPSession session) throws IOException {
    session.connectAndBind(
        options.smppHost(),
        options.smppPort(),
        new BindParameter(
            BindType.BIND_TX,
            options.smppSystemId(),
            options.smppPassword(),
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null));
  }

  private static void submit(SMPPSession session)
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
        "8613700000009",
        new ESMClass(),
        (byte) 0,
        (byte) 0,
        null,
        null,
        new RegisteredDelivery(0),
        (byte) 0,
        DataCodings.newInstance((byte) 8),
        (byte) 0,
        TEXT);
  }
}
