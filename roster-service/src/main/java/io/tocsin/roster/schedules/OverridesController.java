package io.tocsin.roster.schedules;

import io.tocsin.kit.time.Ids;
import io.tocsin.roster.book.BookKeeping;
import io.tocsin.roster.domain.Decision;
import io.tocsin.roster.domain.ScheduleBook;
import io.tocsin.roster.domain.ShiftOverride;
import io.tocsin.roster.oncall.Roster;
import io.tocsin.roster.schedules.Schedules.Asked;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /api/v1/schedules/{id}/overrides}: somebody else than the layers say. */
@RestController
@RequestMapping("/api/v1/schedules/{id}/overrides")
class OverridesController {

  private final Schedules schedules;
  private final BookKeeping books;
  private final Ids ids;
  private final Clock clock;

  OverridesController(Schedules schedules, BookKeeping books, Ids ids, Clock clock) {
    this.schedules = schedules;
    this.books = books;
    this.ids = ids;
    this.clock = clock;
  }

  /** Who is to be on duty, from when until when; PRIMARY where the role is left out. */
  record NewOverride(
      String personId, @Nullable String role, Instant from, Instant until, String reason) {}

  /**
   * The overrides that begin from {@code from} up to before {@code to} come again from {@code into}
   * on.
   */
  record Copy(LocalDate from, LocalDate to, LocalDate into) {}

  record OverrideView(
      String id,
      String role,
      String personId,
      String name,
      Instant from,
      Instant until,
      String reason,
      String by,
      Instant at) {

    static OverrideView of(ShiftOverride o, Roster roster) {
      return new OverrideView(
          o.id(),
          o.role().name(),
          o.personId(),
          roster.nameOf(o.personId()),
          o.from(),
          o.until(),
          o.reason(),
          o.by(),
          o.at());
    }
  }

  record Overrides(List<OverrideView> items, @Nullable String next) {}

  @GetMapping
  Mono<Overrides> list(@PathVariable String id) {
    return schedules.asked(id).map(a -> views(a, a.roster().books().schedule(id)));
  }

  private static Overrides views(Asked asked, ScheduleBook book) {
    return new Overrides(
        book.overrides().stream().map(o -> OverrideView.of(o, asked.roster())).toList(), null);
  }

  /**
   * Puts somebody on duty; the same idempotency key again answers with the override it made, 422
   * where something else comes with it.
   */
  @PostMapping
  Mono<ResponseEntity<OverrideView>> add(
      @PathVariable String id,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody NewOverride wanted) {
    return schedules
        .asked(id)
        .map(Asked::requireArranging)
        .flatMap(asked -> {
          Instant now = clock.instant();
          ShiftOverride override =
              new ShiftOverride(
                  asked.newId("override", key, ids),
                  asked.role(wanted.role()),
                  asked.knownPerson("personId", wanted.personId()),
                  wanted.from(),
                  wanted.until(),
                  Schedules.reason(wanted.reason()),
                  asked.caller().id(),
                  now);
          return books
              .schedule(
                  id,
                  asked.since(),
                  book ->
                      OverrideMessages.of(
                          asked, book, asked.desk(book.pruned(now), now).override(override), now))
              .map(book -> Objects.requireNonNull(book.override(override.id())))
              .map(entered ->
                  ResponseEntity.created(
                          URI.create("/api/v1/schedules/" + id + "/overrides/" + entered.id()))
                      .body(OverrideView.of(entered, asked.roster())));
        });
  }

  @DeleteMapping("/{override}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> revoke(@PathVariable String id, @PathVariable String override) {
    return schedules
        .asked(id)
        .map(Asked::requireArranging)
        .flatMap(asked -> {
          Instant now = clock.instant();
          return books.schedule(
              id,
              asked.since(),
              book ->
                  OverrideMessages.of(asked, book, asked.desk(book, now).revoke(override), now));
        })
        .then();
  }

  /** Copies what was entered by hand to a later time; twice makes no second copy. */
  @PostMapping("/copy")
  Mono<Overrides> copy(@PathVariable String id, @RequestBody Copy copy) {
    return schedules
        .asked(id)
        .map(Asked::requireArranging)
        .flatMap(asked -> {
          Instant now = clock.instant();
          return books
              .schedule(
                  id,
                  asked.since(),
                  book -> OverrideMessages.of(asked, book, copied(asked, book, copy, now), now))
              .map(book -> views(asked, Objects.requireNonNull(book)));
        });
  }

  private static Decision<ScheduleBook> copied(
      Asked asked, ScheduleBook book, Copy copy, Instant now) {
    return asked
        .desk(book, now)
        .copyForward(
            copy.from(),
            copy.to(),
            copy.into(),
            (o, days) -> Ids.derived(o.id(), String.valueOf(days)),
            asked.caller().id());
  }
}
