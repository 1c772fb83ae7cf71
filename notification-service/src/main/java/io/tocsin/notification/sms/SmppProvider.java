package io.tocsin.notification.sms;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Answer.Throttled;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.PhoneNumber;
import io.tocsin.notification.domain.SmsText;
import io.tocsin.notification.domain.SmsText.Encoding;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.sending.Provider;
import io.tocsin.notification.sending.Receipt;
import io.tocsin.notification.sms.SmppLinks.Bound;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.Alphabet;
import org.jsmpp.bean.DataCoding;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GeneralDataCoding;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;
import org.jspecify.annotations.Nullable;

/** Submits messages; the window is kept by whoever calls. */
final class SmppProvider implements Provider {

  private static final byte PROTOCOL_ID = 0;
  private static final byte PRIORITY = 0;
  private static final byte REPLACE_IF_PRESENT = 0;
  private static final byte DEFAULT_MESSAGE = 0;
  private static final byte WITH_HEADER = 0x40;

  /** How jSMPP says that a session was gone before anything was written to it. */
  private static final String NOT_TRIED = "Cannot submit";

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final SmppProperties properties;
  private final SmppLinks links;
  private final String signature;

  /**
   * Joins the parts of one message on the phone; begins anywhere, so that a restart repeats none.
   */
  private final AtomicInteger reference =
      new AtomicInteger(ThreadLocalRandom.current().nextInt(256));

  /**
   * Makes one.
   *
   * @param signature stands behind every text
   */
  SmppProvider(SmppProperties properties, SmppLinks links, String signature) {
    this.properties = properties;
    this.signature = signature;
    this.links = links;
  }

  @Override
  public Channel channel() {
    return Channel.SMS;
  }

  @Override
  public String name() {
    return properties.providerName();
  }

  @Override
  public @Nullable Words unavailable() {
    return links.bound()
        ? null
        : new Words(
            "短信中心未连接：" + links.trouble(), "No session with the SMS centre: " + links.trouble());
  }

  @Override
  public Answer handOff(Message message) {
    SmsText text = SmsText.of(message.content().text() + signature);
    String to = PhoneNumber.of(message.recipient().address(), properties.country()).digits();
    if (to.isEmpty() || to.length() > 20) {
      return new Refused("not a telephone number: " + message.recipient().address());
    }
    return new Submission(to, text).handOff();
  }

  /** One message on its way to the centre, part by part. */
  private final class Submission {

    private final String to;
    private final SmsText text;
    private final byte joined = (byte) reference.getAndIncrement();
    private final long until = System.nanoTime() + properties.answerWithin().toNanos();
    private final List<String> receipts = new ArrayList<>();
    private boolean throttled;

    Submission(String to, SmsText text) {
      this.to = to;
      this.text = text;
    }

    Answer handOff() {
      int parts = text.parts().size();
      for (int part = 0; part < parts; part++) {
        Answer answer = part == 0 ? once(part) : patiently(part);
        if (!(answer instanceof Taken taken)) {
          return part == 0 ? answer : torn(answer, part);
        }
        receipts.addAll(taken.receipts());
      }
      String joint = parts == 1 ? "" : ", " + parts + " parts";
      return new Taken(
          properties.receipts() ? List.copyOf(receipts) : List.of(),
          "message_id " + last(receipts) + joint,
          throttled);
    }

    private Answer once(int part) {
      return links
          .next()
          .map(bound -> submit(bound, to, text, part, joined))
          .orElseGet(() -> new NotTaken("no session: " + links.trouble()));
    }

    /**
     * The centre has the parts before it already: what it surely did not take of the rest is
     * offered again here, as long as there is time.
     */
    private Answer patiently(int part) {
      Duration pause = FIRST_PAUSE;
      while (true) {
        Answer answer = once(part);
        throttled |= answer.tooFast();
        boolean again = answer instanceof Throttled || answer instanceof NotTaken;
        if (!again || System.nanoTime() + pause.toNanos() > until || !slept(pause)) {
          return answer;
        }
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
      }
    }

    /** Some parts left and one did not: sending all again would show the first ones twice. */
    private Answer torn(Answer answer, int part) {
      return new Lost(
          "part " + (part + 1) + " of " + text.parts().size() + " was not taken: " + answer,
          List.copyOf(receipts),
          throttled);
    }

    private static boolean slept(Duration pause) {
      try {
        Thread.sleep(pause);
        return true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private Answer submit(Bound bound, String to, SmsText text, int part, byte joined) {
    try {
      return bound
          .link()
          .exchange(
              bound.session(), s -> new Taken(List.of(id(send(s, to, text, part, joined))), null));
    } catch (NegativeResponseException e) {
      return SmppAnswers.of(e.getCommandStatus());
    } catch (PDUException e) {
      return new Refused(e.toString());
    } catch (ResponseTimeoutException e) {
      boolean broken = Thread.interrupted();
      return new Lost(
          broken
              ? "the connection broke before the answer"
              : "no answer within " + properties.answerWithin().toSeconds() + " s");
    } catch (InvalidResponseException e) {
      return new Lost(e.toString());
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).startsWith(NOT_TRIED)) {
        return new NotTaken(String.valueOf(e.getMessage()));
      }
      // How much of it had left before the line broke, nobody knows.
      return new Lost("the connection broke: " + e.getMessage());
    } catch (Exception e) {
      return new Lost(e.toString());
    }
  }

  private String send(SMPPSession session, String to, SmsText text, int part, byte joined)
      throws Exception {
    boolean one = text.parts().size() == 1;
    boolean named = properties.source().chars().anyMatch(Character::isLetter);
    return session
        .submitShortMessage(
            "",
            named ? TypeOfNumber.ALPHANUMERIC : TypeOfNumber.UNKNOWN,
            named ? NumberingPlanIndicator.UNKNOWN : NumberingPlanIndicator.ISDN,
            properties.source(),
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            to,
            new ESMClass(one ? 0 : WITH_HEADER),
            PROTOCOL_ID,
            PRIORITY,
            null,
            null,
            new RegisteredDelivery(
                properties.receipts()
                    ? SMSCDeliveryReceipt.SUCCESS_FAILURE
                    : SMSCDeliveryReceipt.DEFAULT),
            REPLACE_IF_PRESENT,
            coding(text.encoding()),
            DEFAULT_MESSAGE,
            one ? text.octets(0) : withHeader(text, part, joined))
        .getMessageId();
  }

  /**
   * The header that joins parts: information element 0, 8 bits of reference (TS 23.040, 9.2.3.24).
   */
  private static byte[] withHeader(SmsText text, int part, byte joined) {
    byte[] octets = text.octets(part);
    byte[] all = new byte[6 + octets.length];
    all[0] = 5;
    all[2] = 3;
    all[3] = joined;
    all[4] = (byte) text.parts().size();
    all[5] = (byte) (part + 1);
    System.arraycopy(octets, 0, all, 6, octets.length);
    return all;
  }

  private static DataCoding coding(Encoding encoding) {
    return new GeneralDataCoding(
        encoding == Encoding.UCS_2 ? Alphabet.ALPHA_UCS2 : Alphabet.ALPHA_DEFAULT);
  }

  private String id(@Nullable String messageId) {
    return Receipt.id(name(), messageId == null ? "" : messageId);
  }

  private static String last(List<String> receipts) {
    String id = receipts.getLast();
    return id.substring(id.indexOf('/') + 1);
  }
}
