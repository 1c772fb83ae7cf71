package io.tocsin.roster.ical;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.time.Ids;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.book.BookKeeping;
import io.tocsin.roster.book.BookKeeping.Entry;
import io.tocsin.roster.domain.Decision.Accepted;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.domain.Shift;
import io.tocsin.roster.domain.ShiftPlan;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.Roster;
import io.tocsin.roster.schedules.Schedules;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Calendars of schedules and people, to be subscribed to by a link with a secret in it. */
@RestController
@RequestMapping("/api/v1")
class CalendarController {

  private static final MediaType CALENDAR = MediaType.parseMediaType("text/calendar;charset=UTF-8");
  private static final Duration BACK = Duration.ofDays(30);
  private static final Duration AHEAD = Duration.ofDays(180);

  private final CurrentRoster roster;
  private final Schedules schedules;
  private final BookKeeping books;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  CalendarController(CurrentRoster roster, Schedules schedules, BookKeeping books, Clock clock) {
    this.roster = roster;
    this.schedules = schedules;
    this.books = books;
    this.clock = clock;
  }

  /** {@code key} is shown this once; a new link makes the one before worthless. */
  record Link(String path, String key) {}

  @GetMapping("/schedules/{id}/calendar.ics")
  Mono<ResponseEntity<String>> ofSchedule(
      ServerHttpRequest request,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String key) {
    return opened(id, key, r -> r.plan(id) != null, r -> r.books().schedule(id).calendarKey())
        .map(r -> {
          ShiftPlan plan = Objects.requireNonNull(r.plan(id));
          return answer(request, "Tocsin " + id, entries(plan, null), r);
        });
  }

  @GetMapping("/people/{id}/calendar.ics")
  Mono<ResponseEntity<String>> ofPerson(
      ServerHttpRequest request,
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String key) {
    return opened(id, key, r -> r.person(id) != null, r -> r.books().person(id).calendarKey())
        .map(r -> {
          List<CalendarText.Entry> entries = new ArrayList<>();
          r.plans().forEach(plan -> entries.addAll(entries(plan, id)));
          return answer(request, "Tocsin " + r.nameOf(id), entries, r);
        });
  }

  private interface Known {
    boolean in(Roster roster);
  }

  private interface Key {
    @Nullable String of(Roster roster);
  }

  /** With the link's key, or with a token. Without either it is not said whether there is one. */
  private Mono<Roster> opened(String id, @Nullable String key, Known known, Key kept) {
    return Mono.zip(
            Caller.current().map(Optional::of).defaultIfEmpty(Optional.empty()), roster.current())
        .flatMap(t -> {
          Roster r = t.getT2();
          String hash = kept.of(r);
          boolean byKey =
              key != null
                  && hash != null
                  && MessageDigest.isEqual(
                      hash.getBytes(StandardCharsets.UTF_8),
                      hash(id, key).getBytes(StandardCharsets.UTF_8));
          return known.in(r) && (byKey || t.getT1().isPresent()) ? Mono.just(r) : Mono.empty();
        })
        .switchIfEmpty(
            Mono.error(() ->
                Problems.notFound(
                    new LocalText(
                        "应为有效的日历链接，但不是或已撤销",
                        "Expected a link to a calendar, but this is none or was revoked"))));
  }

  private List<CalendarText.Entry> entries(ShiftPlan plan, @Nullable String person) {
    Instant now = clock.instant();
    List<CalendarText.Entry> entries = new ArrayList<>();
    for (OnCallRole role : plan.roles()) {
      for (Shift shift : plan.shifts(role, now.minus(BACK), now.plus(AHEAD))) {
        if (person == null || (shift.duty() instanceof OnDuty d && d.personId().equals(person))) {
          entries.add(new CalendarText.Entry(plan.schedule().id(), plan.schedule().post(), shift));
        }
      }
    }
    return entries;
  }

  private ResponseEntity<String> answer(
      ServerHttpRequest request, String name, List<CalendarText.Entry> entries, Roster r) {
    // A calendar program names no language; its readers have the organisation's.
    Locale locale =
        request.getHeaders().containsHeader("Accept-Language")
            ? Languages.of(request)
            : Locale.forLanguageTag(r.organisation().locale());
    return ResponseEntity.ok()
        .contentType(CALENDAR)
        .header("Cache-Control", "private, max-age=300")
        .body(CalendarText.of(name, entries, r, clock.instant(), locale));
  }

  @PostMapping("/schedules/{id}/calendar-link")
  Mono<Link> linkSchedule(@PathVariable String id) {
    String key = newKey();
    return schedules
        .asked(id)
        .map(Schedules.Asked::requireArranging)
        .flatMap(a ->
            books.schedule(
                id, a.since(), b -> Entry.silent(new Accepted<>(b.withCalendarKey(hash(id, key))))))
        .thenReturn(link("schedules", id, key));
  }

  @DeleteMapping("/schedules/{id}/calendar-link")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> unlinkSchedule(@PathVariable String id) {
    return schedules
        .asked(id)
        .map(Schedules.Asked::requireArranging)
        .flatMap(a ->
            books.schedule(
                id, a.since(), b -> Entry.silent(new Accepted<>(b.withCalendarKey(null)))))
        .then();
  }

  @PostMapping("/people/{id}/calendar-link")
  Mono<Link> linkPerson(@PathVariable String id) {
    String key = newKey();
    return own(id)
        .flatMap(r ->
            books.person(id, b -> Entry.silent(new Accepted<>(b.withCalendarKey(hash(id, key))))))
        .thenReturn(link("people", id, key));
  }

  @DeleteMapping("/people/{id}/calendar-link")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> unlinkPerson(@PathVariable String id) {
    return own(id)
        .flatMap(r -> books.person(id, b -> Entry.silent(new Accepted<>(b.withCalendarKey(null)))))
        .then();
  }

  private Mono<Roster> own(String id) {
    return Mono.zip(Caller.current(), roster.current())
        .map(t -> {
          if (!t.getT1().id().equals(id)) {
            t.getT1().require(Role.LEADER);
          }
          return t.getT2();
        })
        .filter(r -> r.person(id) != null)
        .switchIfEmpty(
            Mono.error(() ->
                Problems.notFound(
                    new LocalText(
                        "应为已定义的人员，但没有 " + id,
                        "Expected a defined person, but there is no " + id))));
  }

  private static Link link(String kind, String id, String key) {
    return new Link("/api/v1/%s/%s/calendar.ics?key=%s".formatted(kind, id, key), key);
  }

  private String newKey() {
    byte[] secret = new byte[24];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  private static String hash(String id, String key) {
    return Ids.derived("calendar", id, key);
  }
}
