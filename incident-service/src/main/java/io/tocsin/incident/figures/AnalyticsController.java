package io.tocsin.incident.figures;

import io.tocsin.contracts.LocalText;
import io.tocsin.incident.organisation.SystemProfiles;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How fast the response was. */
@RestController
class AnalyticsController {

  /**
   * A year of a large organisation many times over; four times as many took longer than the gateway
   * waits.
   */
  private static final int AT_MOST = 50_000;

  private final FigureStore figures;
  private final SystemProfiles profiles;
  private final Clock clock;

  AnalyticsController(FigureStore figures, SystemProfiles profiles, Clock clock) {
    this.figures = figures;
    this.profiles = profiles;
    this.clock = clock;
  }

  /**
   * @param from the first day; a year before {@code to} where it is left out
   * @param to the last day; today where it is left out
   */
  @GetMapping("/api/v1/analytics/response-times")
  Mono<Answer> responseTimes(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    ZoneId zone = profiles.current().zone();
    LocalDate last = to == null ? clock.instant().atZone(zone).toLocalDate() : day("to", to, zone);
    LocalDate first = from == null ? last.minusYears(1).plusDays(1) : day("from", from, zone);
    if (first.isAfter(last)) {
      throw refused(
          "from",
          "不晚于 to（" + last + "），但收到 " + first,
          "a day up to to (" + last + "), but got " + first);
    }
    return Caller.current()
        .map(c -> c.require(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER, Role.AUDITOR))
        .flatMap(_ ->
            figures
                .openedBetween(
                    first.atStartOfDay(zone).toInstant(),
                    last.plusDays(1).atStartOfDay(zone).toInstant(),
                    AT_MOST + 1)
                .collectList())
        .map(found -> answer(first, last, found, zone));
  }

  private static Answer answer(
      LocalDate first, LocalDate last, List<IncidentFigures> found, ZoneId zone) {
    boolean complete = found.size() <= AT_MOST;
    List<IncidentFigures> told = complete ? found : found.subList(0, AT_MOST);
    Instant since = complete ? first.atStartOfDay(zone).toInstant() : told.getLast().openedAt();
    return new Answer(first, last, since, complete, ResponseTimes.rows(told, zone), null);
  }

  /**
   * @param since from when on incidents are in the lines
   * @param complete false where there were too many, and those before {@code since} were left out
   * @param next always null: the lines come whole
   */
  record Answer(
      LocalDate from,
      LocalDate to,
      Instant since,
      boolean complete,
      List<ResponseTimes.Row> items,
      @Nullable String next) {}

  /** A day, or an instant: the day that it falls on. */
  private static LocalDate day(String name, String text, ZoneId zone) {
    try {
      return text.contains("T")
          ? Instant.parse(text).atZone(zone).toLocalDate()
          : LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw refused(
          name, "日期，如 2026-03-09，但收到 " + text, "a day such as 2026-03-09, but got " + text);
    }
  }

  private static ProblemException refused(String name, String zh, String en) {
    LocalText message = new LocalText("应为" + zh, "Expected " + en);
    return Problems.badRequest(
        new LocalText(name + "：" + message.zh(), name + ": " + message.en()),
        List.of(new FieldError(name, message)));
  }
}
