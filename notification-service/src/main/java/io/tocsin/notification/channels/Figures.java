package io.tocsin.notification.channels;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import io.tocsin.notification.channels.FiguresView.Row;
import io.tocsin.notification.channels.FiguresView.Times;
import io.tocsin.notification.deliveries.DeliveryCounts;
import io.tocsin.notification.deliveries.DeliveryCounts.ByProvider;
import io.tocsin.notification.domain.Urgency;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts together what the store counts and what this process has timed. */
@Component
class Figures {

  private static final String URGENT = "-" + Urgency.URGENT.name().toLowerCase(Locale.ROOT);
  private static final Set<String> ARRIVED = Set.of("DELIVERED", "CONFIRMED");

  /** What may still arrive, and what nobody needed any more: neither is a channel's success. */
  private static final Set<String> LEFT_OUT =
      Set.of("QUEUED", "FAILED_TEMPORARY", "HANDED_OFF", "SUPERSEDED");

  private final DeliveryCounts counts;
  private final MeterRegistry meters;

  Figures(DeliveryCounts counts, MeterRegistry meters) {
    this.counts = counts;
    this.meters = meters;
  }

  Mono<FiguresView> since(Instant since) {
    return Mono.zip(
            counts.since(since).collectList(), counts.withoutReceiptSince(since).collectList())
        .map(found -> new FiguresView(since, rows(found.getT1(), found.getT2())));
  }

  private List<Row> rows(List<ByProvider> counted, List<ByProvider> withoutReceipt) {
    Map<String, Map<String, Map<String, Long>>> all = new TreeMap<>();
    for (ByProvider one : counted) {
      all.computeIfAbsent(one.channel(), c -> new TreeMap<>())
          .computeIfAbsent(one.provider(), p -> new TreeMap<>())
          .put(one.state(), one.count());
    }
    List<Row> rows = new ArrayList<>();
    all.forEach((channel, providers) ->
        providers.forEach((provider, states) ->
            rows.add(
                new Row(
                    channel,
                    provider,
                    states,
                    delivered(states, of(withoutReceipt, channel, provider)),
                    times(meters, "tocsin.delivery.handoff", provider),
                    times(meters, "tocsin.delivery.age", provider)))));
    return rows;
  }

  private static long of(List<ByProvider> counted, String channel, String provider) {
    return counted.stream()
        .filter(one -> one.channel().equals(channel) && one.provider().equals(provider))
        .mapToLong(ByProvider::count)
        .sum();
  }

  /**
   * As far as the channel can say.
   *
   * @param withoutReceipt handed over, and only heard of again if it comes back, as mail does
   */
  static @Nullable Double delivered(Map<String, Long> states, long withoutReceipt) {
    long settled = withoutReceipt;
    long arrived = withoutReceipt;
    for (Map.Entry<String, Long> one : states.entrySet()) {
      settled += LEFT_OUT.contains(one.getKey()) ? 0 : one.getValue();
      arrived += ARRIVED.contains(one.getKey()) ? one.getValue() : 0;
    }
    return settled == 0 ? null : (double) arrived / settled;
  }

  /**
   * Of pages where any went, else of notices: thousands of these would hide that pages are slow.
   */
  static @Nullable Times times(MeterRegistry meters, String name, String provider) {
    Times times = null;
    for (Timer timer : meters.find(name).tag("provider", provider).timers()) {
      HistogramSnapshot snapshot = timer.takeSnapshot();
      boolean urgent = String.valueOf(timer.getId().getTag("queue")).endsWith(URGENT);
      if (snapshot.count() > 0 && (times == null || urgent)) {
        times = new Times(snapshot.count(), at(snapshot, 0.5), at(snapshot, 0.99));
      }
    }
    return times;
  }

  private static double at(HistogramSnapshot snapshot, double percentile) {
    for (ValueAtPercentile value : snapshot.percentileValues()) {
      if (value.percentile() == percentile) {
        return value.value(TimeUnit.MILLISECONDS);
      }
    }
    return snapshot.mean(TimeUnit.MILLISECONDS);
  }
}
