package io.tocsin.incident.figures;

import io.tocsin.contracts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the figures of many incidents come to, for each month and severity, drills apart. */
final class ResponseTimes {

  private ResponseTimes() {}

  /**
   * One line.
   *
   * @param month of the opening, in the organisation's time zone
   * @param incidents how many were opened
   */
  record Row(
      String month,
      Severity severity,
      boolean exercise,
      long incidents,
      Spread acknowledged,
      Spread assessed,
      Spread activated,
      Spread notified,
      Spread restored) {}

  /**
   * How long it took from the opening.
   *
   * @param count incidents that came to it; the other two are null where none did
   * @param p90 what nine of ten did not exceed
   */
  record Spread(long count, @Nullable Duration median, @Nullable Duration p90) {}

  private record Group(YearMonth month, Severity severity, boolean exercise) {}

  /** Newest month first, then drills last, then the gravest first. */
  static List<Row> rows(List<IncidentFigures> figures, ZoneId zone) {
    Map<Group, List<IncidentFigures>> groups =
        new TreeMap<>(
            Comparator.comparing(Group::month, Comparator.reverseOrder())
                .thenComparing(Group::exercise)
                .thenComparing(Group::severity));
    for (IncidentFigures f : figures) {
      if (f.counts()) {
        Group group =
            new Group(YearMonth.from(f.openedAt().atZone(zone)), f.severity(), f.exercise());
        groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(f);
      }
    }
    return groups.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList();
  }

  private static Row row(Group group, List<IncidentFigures> figures) {
    return new Row(
        group.month().toString(),
        group.severity(),
        group.exercise(),
        figures.size(),
        spread(figures, IncidentFigures::acknowledgedAt),
        spread(figures, IncidentFigures::assessedAt),
        spread(figures, IncidentFigures::activatedAt),
        spread(figures, IncidentFigures::notifiedAt),
        spread(figures, IncidentFigures::restoredAt));
  }

  private static Spread spread(
      List<IncidentFigures> figures, Function<IncidentFigures, @Nullable Instant> moment) {
    List<Duration> sorted = new ArrayList<>();
    for (IncidentFigures f : figures) {
      Instant at = moment.apply(f);
      if (at != null) {
        sorted.add(Duration.between(f.openedAt(), at));
      }
    }
    sorted.sort(Comparator.naturalOrder());
    return sorted.isEmpty()
        ? new Spread(0, null, null)
        : new Spread(sorted.size(), quantile(sorted, 50), quantile(sorted, 90));
  }

  /** The smallest that {@code percent} of them do not exceed. */
  private static Duration quantile(List<Duration> sorted, int percent) {
    int rank = (sorted.size() * percent + 99) / 100;
    return Objects.requireNonNull(sorted.get(Math.max(1, rank) - 1));
  }
}
