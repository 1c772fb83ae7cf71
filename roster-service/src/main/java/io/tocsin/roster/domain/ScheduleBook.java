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
 * @param revoked the ids of overrides that were taken back before they began, each with its end:
 *     copying others to that time again must not bring them back
 * @param since the revision of the set-up with which the schedule came; null in a book of before
 *     that was kept, which is of one that was there by then
 */
public record ScheduleBook(
    String schedule,
    List<ShiftOverride> overrides,
    List<ShiftSwap> swaps,
    Map<String, List<ImportedShift>> imported,
    @Nullable String calendarKey,
    Map<String, Instant> revoked,
    @Nullable Long since) {

  /** Fairness looks back a year; what is older than that and a bit is let go. */
  private static final Duration KEPT = Duration.ofDays(400);

  public ScheduleBook(
      String schedule,
      List<ShiftOverride> overrides,
      List<ShiftSwap> swaps,
      Map<String, List<ImportedShift>> imported,
      @Nullable String calendarKey,
      @Nullable Map<String, Instant> revoked,
      @Nullable Long since) {
    this.schedule = schedule;
    this.overrides = List.copyOf(overrides);
    this.swaps = List.copyOf(swaps);
    this.imported = Map.copyOf(imported);
    this.calendarKey = calendarKey;
    // A document that an earlier version stored has none.
    this.revoked = revoked == null ? Map.of() : Map.copyOf(revoked);
    this.since = since;
  }

  /** With nothing revoked. */
  public ScheduleBook(
      String schedule,
      List<ShiftOverride> overrides,
      List<ShiftSwap> swaps,
      Map<String, List<ImportedShift>> imported,
      @Nullable String calendarKey) {
    this(schedule, overrides, swaps, imported, calendarKey, null, null);
  }

  public static ScheduleBook empty(String schedule) {
    return new ScheduleBook(schedule, List.of(), List.of(), Map.of(), null);
  }

  /** With nothing entered, for a schedule that came with that revision of the set-up. */
  public static ScheduleBook empty(String schedule, long since) {
    return new ScheduleBook(schedule, List.of(), List.of(), Map.of(), null, null, since);
  }

  /** Whether it is not of an earlier schedule of the same id, which was removed. */
  public boolean isOf(long revision) {
    return (since == null ? 0 : since) >= revision;
  }

  public @Nullable ShiftSwap swap(String id) {
    return first(swaps, s -> s.id().equals(id));
  }

  public @Nullable ShiftOverride override(String id) {
    return first(overrides, o -> o.id().equals(id));
  }

  /** Whether there is, or was, an override of that id. */
  boolean hadOverride(String id) {
    return override(id) != null || revoked.containsKey(id);
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
    return new ScheduleBook(schedule, all, swaps, imported, calendarKey, revoked, since);
  }

  /** Ends it now if it has begun, so that what was stays on record; else it never was. */
  ScheduleBook without(ShiftOverride removed, Instant now) {
    List<ShiftOverride> all = new ArrayList<>();
    Map<String, Instant> gone = new TreeMap<>(revoked);
    for (ShiftOverride o : overrides) {
      if (!o.id().equals(removed.id())) {
        all.add(o);
      } else if (o.from().isBefore(now)) {
        all.add(o.ended(now));
      } else {
        gone.put(o.id(), o.until());
      }
    }
    return new ScheduleBook(schedule, all, swaps, imported, calendarKey, gone, since);
  }

  ScheduleBook with(ShiftSwap swap) {
    List<ShiftSwap> all = new ArrayList<>(swaps);
    int at = all.indexOf(swap(swap.id()));
    if (at < 0) {
      all.add(swap);
    } else {
      all.set(at, swap);
    }
    return new ScheduleBook(schedule, overrides, all, imported, calendarKey, revoked, since);
  }

  /**
   * Takes the place of what the layer had from a calendar before.
   *
   * @param since which the calendar was read: what had ended by then stays on record, or nobody
   *     would have carried it when the burden of the year is counted
   */
  public ScheduleBook withImported(String layer, List<ImportedShift> shifts, Instant since) {
    Instant kept = since.minus(KEPT);
    List<ImportedShift> ofLayer = new ArrayList<>();
    for (ImportedShift shift : imported.getOrDefault(layer, List.of())) {
      if (!shift.until().isAfter(since) && shift.until().isAfter(kept)) {
        ofLayer.add(shift);
      }
    }
    ofLayer.addAll(shifts);
    Map<String, List<ImportedShift>> all = new TreeMap<>(imported);
    all.put(layer, List.copyOf(ofLayer));
    return new ScheduleBook(schedule, overrides, swaps, all, calendarKey, revoked, this.since);
  }

  public ScheduleBook withCalendarKey(@Nullable String hash) {
    return new ScheduleBook(schedule, overrides, swaps, imported, hash, revoked, since);
  }

  /** Without what ended long ago. */
  public ScheduleBook pruned(Instant now) {
    Instant since = now.minus(KEPT);
    Map<String, Instant> still = new TreeMap<>(revoked);
    still.values().removeIf(until -> !until.isAfter(since));
    return new ScheduleBook(
        schedule,
        overrides.stream().filter(o -> o.until().isAfter(since)).toList(),
        swaps.stream().filter(s -> s.ends().isAfter(since)).toList(),
        imported,
        calendarKey,
        still,
        this.since);
  }
}
