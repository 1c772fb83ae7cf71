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
  private static final Set<String> OPEN = Set.of("QUEUED", "FAILED_TEMPORARY", "HANDED_OFF");

  private final DeliveryCounts counts;
  private final MeterRegistry meters;

  Figures(DeliveryCounts counts, MeterRegistry meters) {
    this.counts = counts;
    this.meters = meters;
  }

  Mono<FiguresView> since(Instant since) {
    return counts.since(since).collectList().map(found -> new FiguresView(since, rows(found)));
  }

  private List<Row> rows(List<ByProvider> counted) {
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
                    delivered(states),
                    times(meters, "tocsin.delivery.handoff", provider),
                    times(meters, "tocsin.delivery.age", provider)))));
    return rows;
  }

  private static @Nullable Double delivered(Map<String, Long> states) {
    long settled = 0;
    long arrived = 0;
    for (Map.Entry<String, Long> one : states.entrySet()) {
      settled += OPEN.contains(one.getKey()) ? 0 : one.getValue();
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
