package io.tocsin.roster.ical;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.book.BookKeeping;
import io.tocsin.roster.book.BookKeeping.Entry;
import io.tocsin.roster.domain.CalendarFeed;
import io.tocsin.roster.domain.Decision.Accepted;
import io.tocsin.roster.domain.ImportedShift;
import io.tocsin.roster.domain.Layer;
import io.tocsin.roster.domain.ShiftPlan;
import io.tocsin.roster.schedules.Schedules;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** {@code /api/v1/schedules/{id}/layers/{layer}/calendar}: calendars of others as a layer. */
@RestController
@RequestMapping("/api/v1/schedules/{id}/layers/{layer}/calendar")
class ImportController {

  private final Schedules schedules;
  private final BookKeeping books;
  private final CalendarFeeds feeds;
  private final Clock clock;

  ImportController(Schedules schedules, BookKeeping books, CalendarFeeds feeds, Clock clock) {
    this.schedules = schedules;
    this.books = books;
    this.feeds = feeds;
    this.clock = clock;
  }

  /** How many shifts the layer has from the calendar now. */
  record Brought(String schedule, String layer, int shifts) {}

  /**
   * How it stands with the calendar.
   *
   * @param address null for one that is brought in by hand. It may have a secret in it: neither it
   *     nor the failure is shown to who may not arrange shifts
   * @param readAt when it was last read, null for never or by hand
   * @param failingSince null while it can be had
   * @param failure why it could not be had, in the language of the request
   */
  record State(
      String schedule,
      String layer,
      int shifts,
      @Nullable String address,
      @Nullable Instant readAt,
      @Nullable Instant failingSince,
      @Nullable String failure) {}

  @GetMapping
  Mono<State> state(
      @PathVariable String id, @PathVariable String layer, ServerHttpRequest request) {
    Locale locale = Languages.of(request);
    return schedules
        .asked(id)
        .flatMap(asked -> {
          Layer found = calendarLayer(asked.plan(), layer);
          List<ImportedShift> shifts =
              asked.roster().books().schedule(id).imported().getOrDefault(layer, List.of());
          String address = asked.arranges() ? found.calendar() : null;
          State byHand = new State(id, layer, shifts.size(), address, null, null, null);
          return feeds
              .of(id, found)
              .map(feed -> state(byHand, feed, asked.arranges(), locale))
              .defaultIfEmpty(byHand);
        });
  }

  private static State state(State before, CalendarFeed feed, boolean arranges, Locale locale) {
    return new State(
        before.schedule,
        before.layer,
        before.shifts,
        before.address,
        feed.readAt(),
        feed.failingSince(),
        feed.failure() == null || !arranges ? null : BookKeeping.local(feed.failure()).in(locale));
  }

  /** Takes the place of what the layer had before, as far back as calendars are read. */
  @PutMapping
  Mono<Brought> bring(
      @PathVariable String id, @PathVariable String layer, @RequestBody String text) {
    return schedules
        .asked(id)
        .map(Schedules.Asked::requireArranging)
        .publishOn(Schedulers.boundedElastic())
        .flatMap(asked -> {
          if (calendarLayer(asked.plan(), layer).calendar() != null) {
            throw Problems.refused(
                new LocalText(
                    "应为 calendar: true 的层，但层 " + layer + " 的日历由其地址读取",
                    "Expected a layer with calendar: true, but "
                        + layer
                        + " is read from its calendar's address"),
                List.of("calendar"));
          }
          CalendarReader reader =
              CalendarReader.at(
                  clock.instant(),
                  asked.roster().organisation().people(),
                  asked.plan().schedule().zone());
          List<ImportedShift> shifts = reader.read(text);
          return books
              .schedule(
                  id,
                  asked.since(),
                  b -> Entry.silent(new Accepted<>(b.withImported(layer, shifts, reader.from()))))
              .thenReturn(new Brought(id, layer, shifts.size()));
        });
  }

  private static Layer calendarLayer(ShiftPlan plan, String name) {
    for (Layer layer : plan.schedule().layers()) {
      if (layer.name().equals(name) && layer.rotation() == null) {
        return layer;
      }
    }
    throw Problems.notFound(
        new LocalText(
            "应为由日历填充的层，但没有 " + name,
            "Expected a layer that a calendar fills, but there is no " + name));
  }
}
