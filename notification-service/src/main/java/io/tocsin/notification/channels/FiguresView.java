package io.tocsin.notification.channels;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of the messages since a time.
 *
 * @param items for each channel and provider
 */
record FiguresView(Instant since, List<Row> items) {

  /**
   * One provider.
   *
   * @param provider {@code none} for messages that no provider was asked to carry
   * @param states how many messages stand in each state
   * @param delivered the share of those that are known to have arrived or to be confirmed, of all
   *     that are settled; null while none is. What was handed over and has no receipt to come, as
   *     mail, has arrived until it comes back; what was superseded counts neither way
   * @param handOff from the hand-off to the provider's answer, in this process; of pages where any
   *     went, else of notices
   * @param age from the making of a message to the provider's answer, likewise
   */
  record Row(
      String channel,
      String provider,
      Map<String, Long> states,
      @Nullable Double delivered,
      @Nullable Times handOff,
      @Nullable Times age) {}

  /** Milliseconds of the last hour. */
  record Times(long count, double p50Millis, double p99Millis) {}
}
