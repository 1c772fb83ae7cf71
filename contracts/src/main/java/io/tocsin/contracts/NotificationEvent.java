package io.tocsin.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * On {@code tocsin.notifications.v1}, keyed by the incident's id, else by the notice's: what came
 * of the messages. What a person sends that is about neither is keyed by the sender's address.
 */
public sealed interface NotificationEvent extends Event {

  /**
   * A delivery came one state further. Of the thousands of a notice those that are handed off and
   * arrive at the first attempt are not told one by one; the notice's counts have them.
   *
   * @param provider who carried it, such as {@code smpp:primary}
   * @param attempt counts from 1; 0 when nothing was tried
   * @param detail the provider's words, null where there are none
   */
  record DeliveryStateChangedV1(
      String deliveryId,
      @Nullable String incidentId,
      @Nullable String pageId,
      @Nullable String noticeId,
      DeliveryEvent.Recipient recipient,
      Channel channel,
      DeliveryState state,
      String provider,
      int attempt,
      @Nullable String detail)
      implements NotificationEvent {}

  /**
   * No channel is left that tells the recipient at once: somebody has to telephone.
   *
   * @param channel of the message that did not arrive
   * @param reason what did not arrive and why, and what is tried beside the call
   */
  record CallDueV1(
      String deliveryId,
      @Nullable String incidentId,
      @Nullable String pageId,
      @Nullable String noticeId,
      DeliveryEvent.Recipient recipient,
      Channel channel,
      LocalText reason)
      implements NotificationEvent {}

  /** A person answered a page with its code. */
  record PageAcknowledgedV1(
      String incidentId,
      String pageId,
      String personId,
      String personName,
      Channel channel,
      Instant repliedAt)
      implements NotificationEvent {}

  /**
   * A unit has read a notice and said so. The first one for a notice and unit counts; a unit may
   * confirm again what was revised since.
   *
   * @param unit the unit's code, one of the notice's audience
   * @param personId who confirmed for the unit
   * @param channel how: INTRANET for the board and the API, VOICE for a call noted by hand, SMS for
   *     a reply
   * @param confirmedAt when the unit confirmed, which for a call is before it was noted
   */
  record NoticeConfirmedV1(
      String noticeId,
      @Nullable String incidentId,
      String unit,
      String personId,
      String personName,
      Channel channel,
      Instant confirmedAt)
      implements NotificationEvent {}

  /**
   * Somebody sent six digits, as people do whose contact point is to be verified. Who reads it
   * knows whether such a code is waited for, and answers.
   *
   * @param from the sender's address: an E.164 number for SMS
   * @param code the digits, whether right or not
   */
  record ContactCodeReceivedV1(Channel channel, String from, String code, Instant receivedAt)
      implements NotificationEvent {}
}
