package io.tocsin.roster.domain;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The roster's rules written a second time, plainly and slowly: every handoff there ever was is
 * listed, every day is looked at, every instant is asked on its own. Knows nothing of stretches.
 */
final class SlowRoster {

  private final Schedule schedule;
  private final ScheduleBook book;
  private final List<Leave> leave;
  private final Set<LocalDate> holidays;
  private final Set<LocalDate> madeUp;
  private final List<OnCallRole> ranks;
  private final List<Record> entered;
  private final Map<Layer, List<Instant>> handoffs = new HashMap<>();

  SlowRoster(
      Schedule schedule,
      ScheduleBook book,
      List<Leave> leave,
      Set<LocalDate> holidays,
      Set<LocalDate> madeUp,
      List<OnCallRole> ranks,
      LocalDateTime end) {
    this.schedule = schedule;
    this.book = book;
    this.entered = entered(book);
    this.leave = leave;
    this.holidays = holidays;
    this.madeUp = madeUp;
    this.ranks = ranks;
    for (Layer layer : schedule.layers()) {
      if (layer.rotation() != null) {
        handoffs.put(layer, allHandoffs(layer.rotation(), schedule.zone(), end));
      }
    }
  }

  private static List<Instant> allHandoffs(Rotation rotation, ZoneId zone, LocalDateTime end) {
    List<Instant> all = new ArrayList<>();
    TurnLength every = rotation.every();
    for (int n = 0; ; n++) {
      LocalDateTime next = rotation.handoff();
      if (every.months() > 0) {
        next = next.plusMonths((long) n * every.months());
      } else {
        next = next.plusSeconds(n * every.time().toSeconds());
      }
      all.add(next.atZone(zone).toInstant());
      if (next.isAfter(end.plusDays(2))) {
        return all;
      }
    }
  }

  /** The id of who is on duty, or null. */
  @Nullable String holder(OnCallRole asked, Instant t) {
    Map<OnCallRole, String> holders = new HashMap<>();
    List<OnCallRole> gone = new ArrayList<>();
    for (OnCallRole role : ranks) {
      String wanted = candidate(role, t);
      if (wanted == null) {
        continue;
      }
      if (!away(wanted, t) && !gone.contains(role)) {
        if (!holders.containsValue(wanted)) {
          holders.put(role, wanted);
        }
        continue;
      }
      for (OnCallRole lower : ranks.subList(ranks.indexOf(role) + 1, ranks.size())) {
        String other = candidate(lower, t);
        if (other != null
            && !gone.contains(lower)
            && !away(other, t)
            && !holders.containsValue(other)
            && !other.equals(wanted)) {
          holders.put(role, other);
          gone.add(lower);
          break;
        }
      }
    }
    return holders.get(asked);
  }

  private boolean away(String person, Instant t) {
    return leave.stream()
        .anyMatch(l -> l.personId().equals(person) && within(t, l.from(), l.until()));
  }

  private static boolean within(Instant t, Instant from, Instant until) {
    return t.compareTo(from) >= 0 && t.compareTo(until) < 0;
  }

  private @Nullable String candidate(OnCallRole role, Instant t) {
    String holder = null;
    for (Layer layer : schedule.layers()) {
      String ofLayer = layer.role().equals(role) && open(layer, t) ? turn(layer, t) : null;
      holder = ofLayer == null ? holder : ofLayer;
    }
    for (Record change : entered) {
      if (change instanceof ShiftOverride o && o.role().equals(role) && within(t, o)) {
        holder = o.personId();
      } else if (change instanceof ShiftSwap swap && holder != null) {
        holder = exchanged(swap, holder, role, t);
      }
    }
    return holder;
  }

  private static String exchanged(ShiftSwap swap, String holder, OnCallRole role, Instant t) {
    ShiftSwap.Piece give = swap.give();
    ShiftSwap.Piece take = swap.take();
    if (holder.equals(swap.proposer())
        && give.role().equals(role)
        && within(t, give.from(), give.until())) {
      return swap.counterpart();
    }
    return take != null
            && holder.equals(swap.counterpart())
            && take.role().equals(role)
            && within(t, take.from(), take.until())
        ? swap.proposer()
        : holder;
  }

  private static boolean within(Instant t, ShiftOverride o) {
    return within(t, o.from(), o.until());
  }

  /** Each at its own time; an override and a swap of the same time in this order. */
  private static List<Record> entered(ScheduleBook book) {
    List<Record> all = new ArrayList<>(book.overrides());
    book.swaps().stream().filter(s -> s.state() == ShiftSwap.State.EFFECTIVE).forEach(all::add);
    all.sort(Comparator.comparing(SlowRoster::since));
    return all;
  }

  private static Instant since(Record change) {
    return switch (change) {
      case ShiftOverride o -> o.at();
      case ShiftSwap s -> Objects.requireNonNull(s.answeredAt());
      default -> throw new IllegalArgumentException("Expected a change, but got " + change);
    };
  }

  private @Nullable String turn(Layer layer, Instant t) {
    if (layer.rotation() == null) {
      String found = null;
      Instant latest = Instant.MIN;
      for (ImportedShift s : book.imported().getOrDefault(layer.name(), List.of())) {
        if (within(t, s.from(), s.until()) && !s.from().isBefore(latest)) {
          latest = s.from();
          found = s.personId();
        }
      }
      return found;
    }
    List<Instant> starts = handoffs.getOrDefault(layer, List.of());
    int last = -1;
    for (int n = 0; n < starts.size(); n++) {
      if (!starts.get(n).isAfter(t)) {
        last = n;
      } else if (starts.get(n).isAfter(t.plusSeconds(200_000))) {
        // No clock is ever put forward by more than a day.
        break;
      }
    }
    List<String> people = layer.rotation().people();
    return last < 0 ? null : people.get(last % people.size());
  }

  private boolean open(Layer layer, Instant t) {
    if (layer.only().isEmpty()) {
      return true;
    }
    LocalDate today = LocalDate.ofInstant(t, schedule.zone());
    for (Window w : layer.only()) {
      for (int back = -2; back <= 3; back++) {
        LocalDate day = today.minusDays(back);
        LocalDate endDay = w.to().compareTo(w.from()) > 0 ? day : day.plusDays(1);
        if (fits(w, day)
            && within(
                t,
                LocalDateTime.of(day, w.from()).atZone(schedule.zone()).toInstant(),
                LocalDateTime.of(endDay, w.to()).atZone(schedule.zone()).toInstant())) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean fits(Window w, LocalDate day) {
    if (!w.days().isEmpty() && !w.days().contains(day.getDayOfWeek())) {
      return false;
    }
    boolean free = day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) >= 0;
    DayKind kind =
        holidays.contains(day)
            ? DayKind.HOLIDAY
            : madeUp.contains(day) || !free ? DayKind.WORKDAY : DayKind.WEEKEND;
    return w.on().isEmpty() || w.on().contains(kind);
  }
}
