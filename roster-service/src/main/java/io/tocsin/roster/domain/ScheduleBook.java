package io.tocsin.roster.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What people entered for one schedule beside its layers.
 *
 * @param overrides in the order they were entered; of two that overlap the later one holds
 * @param swaps in the order they were proposed, those refused included
 * @param imported the shifts of each layer that is filled from a calendar, by the layer's name
 * @param calendarKey the SHA-256 of the secret in the link to the schedule's calendar; null when
 *     there is no link
 */
public record ScheduleBook(
    String schedule,
    List<ShiftOverride> overrides,
    List<ShiftSwap> swaps,
    Map<String, List<ImportedShift>> imported,
    @Nullable String calendarKey) {

  /** Fairness looks back a year; what is older than that and a bit is let go. */
  private static final Duration KEPT = Duration.ofDays(400);

  public ScheduleBook {
    overrides = List.copyOf(overrides);
    swaps = List.copyOf(swaps);
    imported = Map.copyOf(imported);
  }

  public static ScheduleBook empty(String schedule) {
    return new ScheduleBook(schedule, List.of(), List.of(), Map.of(), null);
  }

  public @Nullable ShiftSwap swap(String id) {
    return first(swaps, s -> s.id().equals(id));
  }

  public @Nullable ShiftOverride override(String id) {
    return first(overrides, o -> o.id().equals(id));
  }

  private static <T> @Nullable T first(List<T> all, Predicate<T> wanted) {
    for (T one : all) {
      if (wanted.test(one)) {
        return one;
      }
    }
    return null;
  }

  ScheduleBook with(ShiftOverride added) {
    List<ShiftOverride> all = new ArrayList<>(overrides);
    all.removeIf(o -> o.id().equals(added.id()));
    all.add(added);
    return new ScheduleBook(schedule, all, swaps, imported, calendarKey);
  }

  /** Ends it now if it has begun, so that what was stays on record; else it never was. */
  ScheduleBook without(ShiftOverride removed, Instant now) {
    List<ShiftOverride> all = new ArrayList<>();
    for (ShiftOverride o : overrides) {
      if (!o.id().equals(removed.id())) {
        all.add(o);
      } else if (o.from().isBefore(now)) {
        all.add(
            new ShiftOverride(
                o.id(), o.role(), o.personId(), o.from(), now, o.reason(), o.by(), o.at()));
      }
    }
    return new ScheduleBook(schedule, all, swaps, imported, calendarKey);
  }

  ScheduleBook with(ShiftSwap swap) {
    List<ShiftSwap> all = new ArrayList<>(swaps);
    int at = all.indexOf(swap(swap.id()));
    if (at < 0) {
      all.add(swap);
    } else {
      all.set(at, swap);
    }
    return new ScheduleBook(schedule, overrides, all, imported, calendarKey);
  }

  /** Takes the place of all that the layer had from a calendar before. */
  public ScheduleBook withImported(String layer, List<ImportedShift> shifts) {
    Map<String, List<ImportedShift>> all = new TreeMap<>(imported);
    all.put(layer, List.copyOf(shifts));
    return new ScheduleBook(schedule, overrides, swaps, all, calendarKey);
  }

  public ScheduleBook withCalendarKey(@Nullable String hash) {
    return new ScheduleBook(schedule, overrides, swaps, imported, hash);
  }

  /** Without what ended long ago. */
  public ScheduleBook pruned(Instant now) {
    Instant since = now.minus(KEPT);
    return new ScheduleBook(
        schedule,
        overrides.stream().filter(o -> o.until().isAfter(since)).toList(),
        swaps.stream().filter(s -> s.proposedAt().isAfter(since)).toList(),
        imported,
        calendarKey);
  }
}
