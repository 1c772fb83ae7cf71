package io.tocsin.notification.sms;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.OptionalParameter.Tag;
import org.junit.jupiter.api.Test;

/** How phones and centres count the parts of a message. */
class PhoneTextTest {

  private static PhoneText behind(int... header) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int octet : header) {
      octets.write(octet);
    }
    octets.writeBytes("确认".getBytes(StandardCharsets.UTF_16BE));
    DeliverSm message = new DeliverSm();
    message.setUdhi();
    message.setDataCoding((byte) 8);
    message.setShortMessage(octets.toByteArray());
    return PhoneText.of(Incoming.of(message));
  }

  private static OptionalParameter[] segment(int reference, int number, int of) {
    return new OptionalParameter[] {
      new OptionalParameter.Short(Tag.SAR_MSG_REF_NUM, (short) reference),
      new OptionalParameter.Byte(Tag.SAR_SEGMENT_SEQNUM, (byte) number),
      new OptionalParameter.Byte(Tag.SAR_TOTAL_SEGMENTS, (byte) of),
      new OptionalParameter.Message_payload("yes".getBytes(StandardCharsets.US_ASCII))
    };
  }

  @Test
  void readsTheHeadersThatPhonesWrite() {
    assertThat(behind(5, 0, 3, 200, 3, 2)).isEqualTo(new PhoneText("8/200", 2, 3, "确认"));
    assertThat(behind(6, 8, 4, 1, 2, 4, 1)).isEqualTo(new PhoneText("16/258", 1, 4, "确认"));
    assertThat(behind(11, 5, 4, 11, 132, 0, 0, 0, 3, 9, 2, 1))
        .as("behind another element")
        .isEqualTo(new PhoneText("8/9", 1, 2, "确认"));
  }

  @Test
  void readsTheFieldsThatCentresFillInInstead() {
    DeliverSm delivered = new DeliverSm();
    delivered.setOptionalParameters(segment(65_000, 2, 200));
    DataSm data = new DataSm();
    data.setOptionalParameters(segment(1, 1, 2));

    assertThat(PhoneText.of(Incoming.of(delivered)))
        .isEqualTo(new PhoneText("sar/65000", 2, 200, "yes"));
    assertThat(PhoneText.of(Incoming.of(data))).isEqualTo(new PhoneText("sar/1", 1, 2, "yes"));
  }

  @Test
  void whatDoesNotCountOrCountsItselfWrongIsAWholeMessage() {
    PhoneText whole = new PhoneText("", 1, 1, "确认");

    assertThat(behind(5, 0, 3, 7, 2, 0)).isEqualTo(whole);
    assertThat(behind(5, 0, 3, 7, 2, 3)).isEqualTo(whole);
    assertThat(behind(4, 0, 3, 7, 2)).as("cut off").isEqualTo(whole);
    assertThat(behind(6, 5, 4, 11, 132, 0, 0)).as("ports only").isEqualTo(whole);
    assertThat(behind(0)).isEqualTo(whole);
  }
}
