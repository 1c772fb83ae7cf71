package io.tocsin.notification.confirmations;

import io.tocsin.contracts.Channel;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A unit's word that it has read a notice.
 *
 * @param incidentId null where the notice is about no incident
 * @param revision which revision of the notice was read
 * @param personId who said so for the unit
 * @param channel INTRANET for the board and the API, VOICE for a call noted by hand, SMS for a
 *     reply
 * @param at when the unit said so, which for a call is before it was noted
 */
public record Confirmation(
    String noticeId,
    @Nullable String incidentId,
    String unit,
    int revision,
    String personId,
    String personName,
    Channel channel,
    Instant at) {

  String id() {
    return id(noticeId, unit);
  }

  /** A unit has one standing word for a notice. */
  public static String id(String noticeId, String unit) {
    return noticeId + "/" + unit;
  }

  /** The first word for a revision stands; who repeats it changes nothing. */
  boolean supersedes(@Nullable Confirmation known) {
    return known == null || known.revision() < revision;
  }
}
