package io.tocsin.roster.schedules;

import io.tocsin.kit.web.Languages;
import io.tocsin.roster.domain.Duty;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.Fairness;
import io.tocsin.roster.domain.Fairness.Burden;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.domain.Shift;
import io.tocsin.roster.oncall.DutyReason;
import io.tocsin.roster.oncall.QueryTimes;
import io.tocsin.roster.oncall.QueryTimes.Interval;
import io.tocsin.roster.schedules.Schedules.Asked;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * {@code /api/v1/schedules/{id}/shifts} and {@code /fairness}: what comes of a schedule with all
 * that was changed in it.
 */
@RestController
@RequestMapping("/api/v1/schedules/{id}")
class ShiftsController {

  private static final Duration FOUR_WEEKS = Duration.ofDays(28);
  private static final Duration LONGEST = Duration.ofDays(400);

  private final Schedules schedules;
  private final FairnessProperties properties;
  private final Clock clock;

  ShiftsController(Schedules schedules, FairnessProperties properties, Clock clock) {
    this.schedules = schedules;
    this.properties = properties;
    this.clock = clock;
  }

  /**
   * What counts as a night.
   *
   * @param nightFrom by the clock of the schedule
   * @param nightTo of the next day
   */
  @ConfigurationProperties("tocsin.fairness")
  record FairnessProperties(
      @DefaultValue("22:00") LocalTime nightFrom, @DefaultValue("06:00") LocalTime nightTo) {}

  /**
   * A stretch in which one person, or nobody, holds a role for one reason.
   *
   * @param personId null for nobody
   * @param reason in the language of the request
   */
  record ShiftView(
      String role,
      @Nullable String personId,
      @Nullable String name,
      Instant from,
      Instant until,
      String reason) {}

  record ShiftsView(String schedule, Instant from, Instant to, List<ShiftView> items) {}

  /** {@code hours} on duty, in hours with decimals. */
  record BurdenView(
      String personId,
      String name,
      String role,
      int shifts,
      double hours,
      int nights,
      int weekends,
      int holidays) {}

  record FairnessView(String schedule, Instant from, Instant to, List<BurdenView> items) {}

  @GetMapping("/shifts")
  Mono<ShiftsView> shifts(
      ServerHttpRequest request,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String role) {
    Interval wanted = QueryTimes.interval(from, to, clock.instant(), FOUR_WEEKS, LONGEST);
    Locale locale = Languages.of(request);
    return schedules
        .asked(id)
        .map(asked -> {
          List<OnCallRole> roles = role == null ? asked.plan().roles() : List.of(asked.role(role));
          List<ShiftView> items =
              roles.stream()
                  .flatMap(r -> asked.plan().shifts(r, wanted.from(), wanted.to()).stream())
                  .sorted(Comparator.comparing(Shift::from))
                  .map(s -> view(s, asked, locale))
                  .toList();
          return new ShiftsView(id, wanted.from(), wanted.to(), items);
        });
  }

  private static ShiftView view(Shift shift, Asked asked, Locale locale) {
    Duty duty = shift.duty();
    String person = duty instanceof OnDuty d ? d.personId() : null;
    return new ShiftView(
        shift.role().name(),
        person,
        person == null ? null : asked.roster().nameOf(person),
        shift.from(),
        shift.until(),
        DutyReason.of(duty, asked.plan().schedule().post(), shift.role(), asked.roster())
            .in(locale));
  }

  @GetMapping("/fairness")
  Mono<FairnessView> fairness(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    Interval wanted = QueryTimes.interval(from, to, clock.instant(), FOUR_WEEKS, LONGEST);
    Fairness.Night night = new Fairness.Night(properties.nightFrom(), properties.nightTo());
    return schedules
        .asked(id)
        .map(asked ->
            new FairnessView(
                id,
                wanted.from(),
                wanted.to(),
                new Fairness(asked.plan(), asked.roster().holidays(), night)
                    .between(wanted.from(), wanted.to()).stream()
                        .map(b -> view(b, asked))
                        .toList()));
  }

  private static BurdenView view(Burden b, Asked asked) {
    return new BurdenView(
        b.personId(),
        asked.roster().nameOf(b.personId()),
        b.role().name(),
        b.shifts(),
        Math.round(b.time().toMinutes() / 6.0) / 10.0,
        b.nights(),
        b.weekends(),
        b.holidays());
  }
}
