package io.tocsin.local.smsc;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tocsin.local.StartRefusedException;
import io.tocsin.local.fault.Fault;
import io.tocsin.local.fault.Faults;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jsmpp.bean.AlertNotification;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.DataCodings;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.DataSmResult;
import org.jsmpp.session.MessageReceiverListener;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.session.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmsCentreTest {

  private static final String PHONE = "+8613800000003";
  private static final String ON_THE_WIRE = "8613800000003";

  private final Faults faults = new Faults();
  private final SmsCentre centre = SmsCentre.start(0, faults, Clock.systemUTC());
  private final List<DeliverSm> received = new CopyOnWriteArrayList<>();
  private final SMPPSession client = new SMPPSession();

  @BeforeEach
  void bind() throws Exception {
    client.setMessageReceiverListener(new Receiver());
    client.setTransactionTimer(30_000);
    client.connectAndBind(
        "127.0.0.1",
        centre.port(),
        new BindParameter(
            BindType.BIND_TRX,
            "tocsin",
            "tocsin",
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null));
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    centre.close();
  }

  @Test
  void aChineseMessageArrivesAsItWasWritten() throws Exception {
    submit(0, 8, 0, "特急：财务支付系统全局故障😀".getBytes(UTF_16BE));

    assertThat(centre.messages(m -> true, 10))
        .singleElement()
        .satisfies(message -> {
          assertThat(message.text()).isEqualTo("特急：财务支付系统全局故障😀");
          assertThat(message.to()).isEqualTo(PHONE);
          assertThat(message.parts()).isEqualTo(1);
          assertThat(message.encoding()).isEqualTo("UCS-2");
        });
  }

  @Test
  void partsThatComeInAnyOrderBecomeOneMessage() throws Exception {
    submit(0x40, 8, 0, part(7, 2, 2, "第二部分"));
    assertThat(centre.messages(m -> true, 10)).isEmpty();

    submit(0x40, 8, 0, part(7, 2, 1, "第一部分，"));

    assertThat(centre.messages(m -> true, 10))
        .singleElement()
        .satisfies(message -> {
          assertThat(message.text()).isEqualTo("第一部分，第二部分");
          assertThat(message.parts()).isEqualTo(2);
        });
  }

  @Test
  void theDefaultAlphabetIsTheOneOfGsmAndNotAscii() throws Exception {
    submit(0, 0, 0, new byte[] {0x00, 0x02, 'a', 0x1b, 0x65, 0x5f});

    assertThat(centre.messages(m -> true, 10))
        .singleElement()
        .satisfies(message -> assertThat(message.text()).isEqualTo("@$a€§"));
  }

  @Test
  void aReceiptNamesTheMessageThatItIsFor() throws Exception {
    String id = submit(0, 0, 1, "hello".getBytes(StandardCharsets.US_ASCII));

    await().atMost(Duration.ofSeconds(60)).until(() -> received.size() == 1);
    DeliverSm receipt = received.getFirst();
    assertThat(receipt.isSmscDeliveryReceipt()).isTrue();
    assertThat(new String(receipt.getShortMessage(), StandardCharsets.US_ASCII))
        .startsWith("id:" + id + " ")
        .contains("stat:DELIVRD");
    assertThat(
            receipt
                .getOptionalParameter(OptionalParameter.Receipted_message_id.class)
                .getValueAsString())
        .isEqualTo(id);
  }

  @Test
  void whatSomebodyTypesOnThePhoneReachesWhoeverIsBound() throws Exception {
    submit(0, 0, 0, "hello".getBytes(StandardCharsets.US_ASCII));

    assertThat(centre.reply(PHONE, "收到")).isTrue();

    await().atMost(Duration.ofSeconds(60)).until(() -> received.size() == 1);
    DeliverSm reply = received.getFirst();
    assertThat(reply.getSourceAddr()).isEqualTo(ON_THE_WIRE);
    assertThat(reply.getDestAddress()).isEqualTo("10690001");
    assertThat(new String(reply.getShortMessage(), UTF_16BE)).isEqualTo("收到");
  }

  @Test
  void aReplyWaitsForSomebodyToBind() throws Exception {
    client.unbindAndClose();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !centre.reply("+8613800000099", "first asks whether anybody is bound"));

    bindAgain();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> received.stream().anyMatch(m -> m.getSourceAddr().equals("8613800000099")));
  }

  @Test
  void eachFaultIsWhatItsNameSays() {
    faults.set("SMS", PHONE, Fault.REJECT);
    assertThatThrownBy(() -> submit(0, 0, 0, new byte[] {'a'}))
        .isInstanceOfSatisfying(
            NegativeResponseException.class, e -> assertThat(e.getCommandStatus()).isEqualTo(0x0b));

    faults.set("SMS", PHONE, Fault.THROTTLE);
    assertThatThrownBy(() -> submit(0, 0, 0, new byte[] {'a'}))
        .isInstanceOfSatisfying(
            NegativeResponseException.class, e -> assertThat(e.getCommandStatus()).isEqualTo(0x58));

    client.setTransactionTimer(1000);
    faults.set("SMS", PHONE, Fault.SILENCE);
    assertThatThrownBy(() -> submit(0, 0, 0, new byte[] {'a'}))
        .isInstanceOf(ResponseTimeoutException.class);
    assertThat(centre.messages(sms -> true, 10)).as("taken, and not answered").hasSize(1);

    faults.set("SMS", PHONE, Fault.DROP);
    assertThatThrownBy(() -> submit(0, 0, 0, new byte[] {'a'})).isInstanceOf(Exception.class);
    await().atMost(Duration.ofSeconds(60)).until(() -> !client.getSessionState().isBound());
    assertThat(centre.messages(sms -> true, 10)).hasSize(2);
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    assertThatThrownBy(() -> SmsCentre.start(centre.port(), faults, Clock.systemUTC()))
        .isInstanceOf(StartRefusedException.class)
        .hasMessageContaining(Integer.toString(centre.port()));
  }

  private void bindAgain() throws Exception {
    SMPPSession second = new SMPPSession();
    second.setMessageReceiverListener(new Receiver());
    second.connectAndBind(
        "127.0.0.1",
        centre.port(),
        new BindParameter(
            BindType.BIND_RX,
            "tocsin",
            "tocsin",
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            null));
  }

  private String submit(int esmClass, int coding, int receipt, byte[] content) throws Exception {
    return client
        .submitShortMessage(
            "",
            TypeOfNumber.UNKNOWN,
            NumberingPlanIndicator.UNKNOWN,
            "10690001",
            TypeOfNumber.INTERNATIONAL,
            NumberingPlanIndicator.ISDN,
            ON_THE_WIRE,
            new ESMClass(esmClass),
            (byte) 0,
            (byte) 0,
            null,
            null,
            new RegisteredDelivery(receipt),
            (byte) 0,
            DataCodings.newInstance((byte) coding),
            (byte) 0,
            content)
        .getMessageId();
  }

  private static byte[] part(int reference, int total, int index, String text) {
    byte[] content = text.getBytes(UTF_16BE);
    byte[] all = new byte[content.length + 6];
    System.arraycopy(
        new byte[] {5, 0, 3, (byte) reference, (byte) total, (byte) index}, 0, all, 0, 6);
    System.arraycopy(content, 0, all, 6, content.length);
    return all;
  }

  private final class Receiver implements MessageReceiverListener {
    @Override
    public void onAcceptDeliverSm(DeliverSm message) {
      received.add(message);
    }

    @Override
    public void onAcceptAlertNotification(AlertNotification notification) {}

    @Override
    public DataSmResult onAcceptDataSm(DataSm message, Session source) {
      throw new UnsupportedOperationException("the centre sends no data_sm");
    }
  }
}
