package io.tocsin.roster.schedules;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.time.Ids;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.book.BookKeeping;
import io.tocsin.roster.book.BookKeeping.Entry;
import io.tocsin.roster.domain.Leave;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.Roster;
import io.tocsin.roster.oncall.Roster.Standing;
import io.tocsin.roster.schedules.Schedules.Asked;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
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

/**
 * {@code /api/v1/leave} and, for the people of one schedule, {@code /api/v1/schedules/{id}/leave}.
 * Who is away is away from every schedule, wherever it was entered.
 */
@RestController
@RequestMapping("/api/v1")
class LeaveController {

  private final CurrentRoster roster;
  private final Schedules schedules;
  private final BookKeeping books;
  private final Ids ids;
  private final Clock clock;

  LeaveController(
      CurrentRoster roster, Schedules schedules, BookKeeping books, Ids ids, Clock clock) {
    this.roster = roster;
    this.schedules = schedules;
    this.books = books;
    this.ids = ids;
    this.clock = clock;
  }

  /** The caller's own where {@code personId} is left out. */
  record NewLeave(
      @Nullable String personId, Instant from, Instant until, @Nullable String reason) {}

  record LeaveView(
      String id,
      String personId,
      String name,
      Instant from,
      Instant until,
      String reason,
      String by) {

    static LeaveView of(Leave l, Roster roster) {
      return new LeaveView(
          l.id(),
          l.personId(),
          roster.nameOf(l.personId()),
          l.from(),
          l.until(),
          l.reason(),
          l.by());
    }
  }

  record Leaves(List<LeaveView> items, @Nullable String next) {}

  @GetMapping("/leave")
  Mono<Leaves> all() {
    return roster
        .current()
        .map(r -> views(r, p -> true))
        .defaultIfEmpty(new Leaves(List.of(), null));
  }

  @GetMapping("/schedules/{id}/leave")
  Mono<Leaves> ofSchedule(@PathVariable String id) {
    return schedules.asked(id).map(a -> views(a.roster(), peopleOf(a)));
  }

  /** Those of the schedule's post, on duty or not. */
  private Predicate<String> peopleOf(Asked asked) {
    Standing standing = asked.roster().standing(clock.instant());
    String post = asked.plan().schedule().post();
    return p -> standing.of(p).stream().anyMatch(m -> m.post().equals(post));
  }

  private static Leaves views(Roster roster, Predicate<String> people) {
    return new Leaves(
        roster.books().people().values().stream()
            .filter(book -> people.test(book.personId()))
            .flatMap(book -> book.leave().stream())
            .sorted(Comparator.comparing(Leave::from).thenComparing(Leave::id))
            .map(l -> LeaveView.of(l, roster))
            .toList(),
        null);
  }

  /**
   * Enters leave; the same idempotency key again answers with the leave it made, 422 where
   * something else comes with it.
   */
  @PostMapping("/leave")
  Mono<ResponseEntity<LeaveView>> take(
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody NewLeave wanted) {
    return Mono.zip(Caller.current(), roster.current())
        .switchIfEmpty(Mono.error(() -> nobody(wanted.personId())))
        .flatMap(t -> take(t.getT1(), t.getT2(), key, wanted));
  }

  /** The same leave as without the schedule, also by the same key. */
  @PostMapping("/schedules/{id}/leave")
  Mono<ResponseEntity<LeaveView>> takeInSchedule(
      @PathVariable String id,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody NewLeave wanted) {
    return schedules.asked(id).flatMap(a -> take(a.caller(), a.roster(), key, wanted));
  }

  private Mono<ResponseEntity<LeaveView>> take(
      Caller caller, Roster roster, @Nullable String key, NewLeave wanted) {
    String person = wanted.personId() == null ? caller.id() : wanted.personId();
    requireOwnOrArranging(caller, person);
    Schedules.knownPerson(roster, "personId", person);
    Leave leave =
        new Leave(
            Schedules.newId("leave", person, caller, key, ids),
            person,
            wanted.from(),
            wanted.until(),
            Schedules.reason(wanted.reason()),
            caller.id());
    return books
        .person(person, book -> Entry.silent(book.takeLeave(leave, clock.instant())))
        .map(book -> Objects.requireNonNull(book.leave(leave.id())))
        .map(entered ->
            ResponseEntity.created(URI.create("/api/v1/leave/" + entered.id()))
                .body(LeaveView.of(entered, roster)));
  }

  @DeleteMapping("/leave/{leave}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> cancel(@PathVariable String leave) {
    return cancel(leave, p -> true);
  }

  /** Only what the schedule shows is found in it. */
  @DeleteMapping("/schedules/{id}/leave/{leave}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  Mono<Void> cancelInSchedule(@PathVariable String id, @PathVariable String leave) {
    return schedules.asked(id).flatMap(a -> cancel(leave, peopleOf(a)));
  }

  private Mono<Void> cancel(String leave, Predicate<String> people) {
    return Mono.zip(Caller.current(), books.current())
        .flatMap(t -> {
          String person =
              t.getT2().people().values().stream()
                  .filter(book -> people.test(book.personId()))
                  .filter(book -> book.leave(leave) != null)
                  .map(book -> book.personId())
                  .findFirst()
                  .orElseThrow(() -> nobody(leave));
          requireOwnOrArranging(t.getT1(), person);
          return books.person(
              person, book -> Entry.silent(book.cancelLeave(leave, clock.instant())));
        })
        .then();
  }

  private static void requireOwnOrArranging(Caller caller, String person) {
    if (!caller.id().equals(person)) {
      caller.require(Role.DUTY_LEAD, Role.LEADER);
    }
  }

  private static RuntimeException nobody(@Nullable String what) {
    return Problems.notFound(
        new LocalText(
            "应为已有的请假，但没有 " + what, "Expected leave that was entered, but there is no " + what));
  }
}
