package io.tocsin.roster.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.testkit.Thorough;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every half minute of many schedules, against {@link SlowRoster}; of more of them when thorough.
 */
class ShiftPlanBruteForceTest {

  private static final OnCallRole THIRD = new OnCallRole("THIRD_LINE");
  private static final List<OnCallRole> ROLES =
      List.of(OnCallRole.PRIMARY, OnCallRole.SUBSTITUTE, THIRD);
  private static final List<String> PEOPLE = List.of("a", "b", "c", "d", "e");
  private static final List<String> LENGTHS =
      List.of("PT1H", "PT30M", "PT8H", "PT12H", "P1D", "P2D", "P1W", "P1M");

  /** A random schedule with random changes over the three days around each window. */
  @ParameterizedTest
  @CsvSource({
    "Asia/Shanghai, 2026-12-30T12:00, a year ends",
    "Asia/Shanghai, 2026-02-13T12:00, the new year of the moon begins with a Saturday worked",
    "Europe/Berlin, 2026-03-28T00:00, an hour is skipped",
    "Europe/Berlin, 2026-10-24T00:00, an hour comes twice",
    "America/New_York, 2028-02-28T00:00, a leap day",
    "America/New_York, 2026-03-07T00:00, an hour is skipped",
    "America/New_York, 2026-10-31T00:00, an hour comes twice",
    "Australia/Lord_Howe, 2026-04-04T00:00, half an hour comes twice",
    "Australia/Lord_Howe, 2026-10-03T00:00, half an hour is skipped",
    "America/Sao_Paulo, 2018-11-03T00:00, midnight is skipped",
    "America/Sao_Paulo, 2019-02-16T00:00, midnight comes twice",
  })
  void the_holder_is_the_same_at_every_half_minute(String zone, String window, String why) {
    for (int seed = 1; seed <= Thorough.times(2, 8); seed++) {
      LocalDateTime begin = LocalDateTime.parse(window);
      new Comparison(ZoneId.of(zone), begin, new Random(seed), why + ", seed " + seed).run();
    }
  }

  /** Any day of any year, so that no kind of day was forgotten. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "America/Sao_Paulo"
      })
  void any_schedule_at_any_time_has_the_same_holder(String zone) {
    Random random = new Random(zone.hashCode());
    for (int i = 0; i < Thorough.times(6, 40); i++) {
      LocalDateTime begin = LocalDateTime.of(2015 + random.nextInt(20), 1, 1, 0, 0);
      begin = begin.plusMinutes(random.nextInt(366 * 24 * 60));
      new Comparison(ZoneId.of(zone), begin, random, "case " + i + " at " + begin).run();
    }
  }

  private static final class Comparison {

    private final ZoneId zone;
    private final LocalDateTime begin;
    private final Random random;
    private final String message;
    private final Set<LocalDate> holidays = new HashSet<>();
    private final Set<LocalDate> madeUp = new HashSet<>();

    Comparison(ZoneId zone, LocalDateTime begin, Random random, String message) {
      this.zone = zone;
      this.begin = begin;
      this.random = random;
      this.message = message;
    }

    void run() {
      for (int day = -2; day < 6; day++) {
        LocalDate date = begin.toLocalDate().plusDays(day);
        switch (random.nextInt(6)) {
          case 0 -> holidays.add(date);
          case 1 -> madeUp.add(date);
          default -> {}
        }
      }
      Schedule schedule = new Schedule("s", "DB", zone, layers());
      ScheduleBook book = book(schedule);
      List<Leave> leave = leave();
      Map<String, List<Leave>> byPerson = new HashMap<>();
      leave.forEach(l -> byPerson.computeIfAbsent(l.personId(), p -> new ArrayList<>()).add(l));
      ShiftPlan plan = new ShiftPlan(schedule, book, byPerson, calendar().lookup());
      SlowRoster slow =
          new SlowRoster(schedule, book, leave, holidays, madeUp, plan.roles(), begin.plusDays(4));
      for (OnCallRole role : plan.roles()) {
        compare(plan, slow, role);
      }
    }

    private void compare(ShiftPlan plan, SlowRoster slow, OnCallRole role) {
      Instant from = begin.atZone(zone).toInstant();
      Instant to = from.plus(Duration.ofDays(3));
      List<Shift> shifts = plan.shifts(role, from, to);
      assertThat(shifts.getFirst().from()).as(message).isEqualTo(from);
      assertThat(shifts.getLast().until()).as(message).isEqualTo(to);
      int at = 0;
      int asked = 0;
      for (Instant t = from; t.isBefore(to); t = t.plusSeconds(30)) {
        while (!shifts.get(at).until().isAfter(t)) {
          at++;
          assertThat(shifts.get(at).from()).as(message).isEqualTo(shifts.get(at - 1).until());
        }
        String expected = slow.holder(role, t);
        if (!Objects.equals(person(shifts.get(at).duty()), expected)) {
          assertThat(person(shifts.get(at).duty()))
              .as("%s: %s in the shifts at %s of %s", message, role, t, plan.schedule())
              .isEqualTo(expected);
        }
        if (asked++ % 97 == 0) {
          Duty duty = plan.holderAt(role, t);
          assertThat(person(duty)).as("%s: %s at %s", message, role, t).isEqualTo(expected);
          if (duty instanceof OnDuty d) {
            assertThat(t).as(message).isBetween(d.from(), d.until().minusNanos(1));
          }
        }
      }
    }

    private static @Nullable String person(Duty duty) {
      return duty instanceof OnDuty d ? d.personId() : null;
    }

    private List<Layer> layers() {
      List<Layer> layers = new ArrayList<>();
      int count = 1 + random.nextInt(5);
      for (int i = 0; i < count; i++) {
        OnCallRole role = i == 0 ? OnCallRole.PRIMARY : any(ROLES);
        boolean imported = random.nextInt(6) == 0;
        layers.add(new Layer("l" + i, role, imported ? null : rotation(), windows()));
      }
      return layers;
    }

    private Rotation rotation() {
      String length = any(LENGTHS);
      int back = length.startsWith("PT") ? 6 : 70;
      return new Rotation(
          TurnLength.parse(length),
          begin
              .toLocalDate()
              .minusDays(random.nextInt(back) - 1)
              .atTime(random.nextInt(24), 30 * random.nextInt(2)),
          some(PEOPLE));
    }

    private List<Window> windows() {
      List<Window> windows = new ArrayList<>();
      for (int n = random.nextInt(4) - 1; n > 0; n--) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (int d = random.nextInt(4); d > 0; d--) {
          days.add(any(List.of(DayOfWeek.values())));
        }
        Set<DayKind> on = EnumSet.noneOf(DayKind.class);
        for (int d = random.nextInt(3); d > 0; d--) {
          on.add(any(List.of(DayKind.values())));
        }
        windows.add(new Window(days, on, time(), time()));
      }
      return windows;
    }

    private LocalTime time() {
      return LocalTime.of(random.nextInt(24), 15 * random.nextInt(4));
    }

    private ScheduleBook book(Schedule schedule) {
      List<ShiftOverride> overrides = new ArrayList<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        Instant from = instant();
        overrides.add(
            new ShiftOverride(
                "o" + n,
                any(ROLES),
                any(PEOPLE),
                from,
                later(from),
                "why",
                "x",
                Instant.ofEpochSecond(10L * overrides.size())));
      }
      List<ShiftSwap> swaps = new ArrayList<>();
      for (int n = random.nextInt(4); n > 0; n--) {
        swaps.add(
            new ShiftSwap(
                "s" + n,
                random.nextInt(4) == 0 ? ShiftSwap.State.PROPOSED : ShiftSwap.State.EFFECTIVE,
                any(PEOPLE),
                any(PEOPLE),
                piece(),
                random.nextBoolean() ? piece() : null,
                "why",
                Instant.EPOCH,
                Instant.ofEpochSecond(random.nextInt(40)),
                null));
      }
      Map<String, List<ImportedShift>> imported = new HashMap<>();
      for (Layer layer : schedule.layers()) {
        List<ImportedShift> shifts = new ArrayList<>();
        for (int n = random.nextInt(6); n > 0; n--) {
          Instant from = instant();
          shifts.add(new ImportedShift(any(PEOPLE), from, later(from)));
        }
        imported.put(layer.name(), shifts);
      }
      return new ScheduleBook("s", overrides, swaps, imported, null);
    }

    private ShiftSwap.Piece piece() {
      Instant from = instant();
      return new ShiftSwap.Piece(any(ROLES), from, later(from));
    }

    private List<Leave> leave() {
      List<Leave> leave = new ArrayList<>();
      for (int n = random.nextInt(5); n > 0; n--) {
        Instant from = instant();
        leave.add(new Leave("v" + n, any(PEOPLE), from, later(from), "why", "x"));
      }
      return leave;
    }

    private Instant instant() {
      return begin.atZone(zone).toInstant().plusSeconds(30L * (random.nextInt(10_080) - 720));
    }

    private Instant later(Instant from) {
      return from.plusSeconds(30L * (1 + random.nextInt(4_000)));
    }

    private HolidayCalendar calendar() {
      List<HolidayCalendar.Day> days = new ArrayList<>();
      madeUp.forEach(d -> days.add(new HolidayCalendar.Day(d, "m", HolidayCalendar.Kind.MAKE_UP)));
      holidays.forEach(
          d -> days.add(new HolidayCalendar.Day(d, "h", HolidayCalendar.Kind.HOLIDAY)));
      return new HolidayCalendar(days);
    }

    private <T> T any(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    private List<String> some(List<String> all) {
      List<String> some = new ArrayList<>(all.subList(0, 1 + random.nextInt(all.size())));
      Collections.shuffle(some, random);
      return some;
    }
  }
}
