package io.tocsin.notification.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.email.Bounces.Action;
import io.tocsin.notification.email.Bounces.Bounce;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails that come back, in the form that Postfix writes them. */
class BouncesTest {

  private static final String ID = "018f6a2e-3d02-8e55-9f20-a1b2c3d4e5f7";

  private static byte[] report(String action, String status, String headersType, String messageId) {
    return """
    Return-Path: <>
    From: MAILER-DAEMON@mail.example.cn (Mail Delivery System)
    To: tocsin@province.example.cn
    Subject: Undelivered Mail Returned to Sender
    Auto-Submitted: auto-replied
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="B/1"

    --B/1
    Content-Type: text/plain; charset=us-ascii

    I'm sorry to have to inform you that your message could not be delivered.

    --B/1
    Content-Description: Delivery report
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mail.example.cn
    X-Postfix-Queue-ID: 4B1

    Final-Recipient: rfc822; Wang@Province.example.cn
    Original-Recipient: rfc822;wang@province.example.cn
    Action: %s
    Status: %s
    Remote-MTA: dns; mx.province.example.cn
    Diagnostic-Code: smtp; 550 5.1.1 <wang@province.example.cn>: no such
        mailbox

    --B/1
    Content-Type: %s

    Message-ID: <%s>
    Subject: urgent

    --B/1--
    """
        .formatted(action, status, headersType, messageId)
        .replace("\n", "\r\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"text/rfc822-headers", "message/rfc822"})
  void knowsWhichMessageCameBackFromWhomAndWhy(String headersType) {
    assertThat(Bounces.read(report("failed", "5.1.1", headersType, ID + "@province.example.cn")))
        .contains(
            new Bounce(
                ID,
                Action.FAILED,
                "wang@province.example.cn",
                "5.1.1",
                "smtp; 550 5.1.1 <wang@province.example.cn>: no such mailbox"));
  }

  @ParameterizedTest
  @CsvSource({
    "5.1.1, true",
    "5.1.10, true",
    "5.2.1, true",
    "5.2.2, false",
    "4.4.1, false",
    "5.1.7, false",
    "5.1.8, false",
    "5.1.9, false"
  })
  void onlyADeadAddressIsMarked(String status, boolean dead) {
    Bounce bounce =
        Bounces.read(report("failed", status, "text/rfc822-headers", ID + "@x.cn")).orElseThrow();

    assertThat(bounce.addressIsDead()).isEqualTo(dead);
  }

  @Test
  void aDelayIsNoFailureAndADeliveryIsNone() {
    assertThat(Bounces.read(report("delayed", "4.4.1", "text/rfc822-headers", ID + "@x.cn")))
        .hasValueSatisfying(b -> assertThat(b.action()).isEqualTo(Action.DELAYED));
    assertThat(Bounces.read(report("delivered", "2.0.0", "text/rfc822-headers", ID + "@x.cn")))
        .hasValueSatisfying(b -> assertThat(b.action()).isEqualTo(Action.DELIVERED));
  }

  @Test
  void whatIsAboutNoMailOfOursIsNothing() {
    assertThat(Bounces.read("From: a@b.cn\r\n\r\nhello".getBytes(StandardCharsets.UTF_8)))
        .isEmpty();
    assertThat(Bounces.read(new byte[] {0, 1, 2})).isEmpty();
    assertThat(Bounces.read(report("failed", "5.1.1", "text/rfc822-headers", "other@x.cn")))
        .isEmpty();
  }
}
