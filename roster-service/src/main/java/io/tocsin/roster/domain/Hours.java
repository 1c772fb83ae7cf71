package io.tocsin.roster.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * When a layer is in force: in any of its windows, or always when it has none. The rotation turns
 * on all the same; outside the hours its person just is not on duty by this layer.
 */
record Hours(List<Window> windows, ZoneId zone, HolidayCalendar.Lookup holidays) {

  /** No window is longer than a day and no gap of a zone longer than another. */
  private static final int DAYS_BACK = 3;

  /** As far as one look goes; what is not found by then is looked for again from there. */
  private static final int DAYS_AHEAD = 16;

  private record Open(Instant from, Instant until) {

    boolean covers(Instant t) {
      return !from.isAfter(t) && until.isAfter(t);
    }
  }

  /** Whether it is in force, with the stretch on which that does not change. */
  Span<Boolean> at(Instant t) {
    if (windows.isEmpty()) {
      return Span.always(true);
    }
    LocalDate today = LocalDate.ofInstant(t, zone);
    List<Open> open = open(today.minusDays(DAYS_AHEAD), today.plusDays(DAYS_AHEAD));
    boolean now = covered(open, t);
    Instant since = startOf(today.minusDays(DAYS_AHEAD - DAYS_BACK));
    Instant until = startOf(today.plusDays(DAYS_AHEAD - DAYS_BACK));
    for (Open o : open) {
      for (Instant edge : new Instant[] {o.from, o.until}) {
        if (edge.isAfter(t)) {
          until = edge.isBefore(until) && covered(open, edge) != now ? edge : until;
        } else {
          since = edge.isAfter(since) && covered(open, edge.minusNanos(1)) != now ? edge : since;
        }
      }
    }
    return new Span<>(now, since, until);
  }

  private Instant startOf(LocalDate date) {
    return date.atStartOfDay(zone).toInstant();
  }

  private List<Open> open(LocalDate from, LocalDate to) {
    List<Open> open = new ArrayList<>();
    for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(1)) {
      for (Window window : windows) {
        if (window.opensOn(date, holidays)) {
          open.add(new Open(window.start(date, zone), window.end(date, zone)));
        }
      }
    }
    return open;
  }

  private static boolean covered(List<Open> open, Instant t) {
    return open.stream().anyMatch(o -> o.covers(t));
  }
}
