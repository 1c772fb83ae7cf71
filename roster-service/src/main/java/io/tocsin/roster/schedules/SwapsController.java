package io.tocsin.roster.schedules;

import io.tocsin.kit.security.Role;
import io.tocsin.kit.time.Ids;
import io.tocsin.roster.book.BookKeeping;
import io.tocsin.roster.book.BookKeeping.Entry;
import io.tocsin.roster.domain.Decision;
import io.tocsin.roster.domain.ScheduleBook;
import io.tocsin.roster.domain.ScheduleDesk;
import io.tocsin.roster.domain.ShiftSwap;
import io.tocsin.roster.domain.ShiftSwap.Piece;
import io.tocsin.roster.schedules.Schedules.Asked;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * {@code /api/v1/schedules/{id}/swaps}: asked for by one, agreed to by the other, then effective.
 * Whoever is asked, and whoever gets an answer, is told.
 */
@RestController
@RequestMapping("/api/v1/schedules/{id}/swaps")
class SwapsController {

  private final Schedules schedules;
  private final BookKeeping books;
  private final Ids ids;
  private final Clock clock;

  SwapsController(Schedules schedules, BookKeeping books, Ids ids, Clock clock) {
    this.schedules = schedules;
    this.books = books;
    this.ids = ids;
    this.clock = clock;
  }

  /** A role for a time; PRIMARY where the role is left out. */
  record PieceView(@Nullable String role, Instant from, Instant until) {}

  /**
   * What the caller gives to the other, and takes for it if anything.
   *
   * @param proposer the caller where it is left out; for somebody else only who arranges shifts
   */
  record NewSwap(
      @Nullable String proposer,
      String counterpart,
      PieceView give,
      @Nullable PieceView take,
      @Nullable String reason) {}

  record Refusal(@Nullable String reason) {}

  record SwapView(
      String id,
      ShiftSwap.State state,
      String proposer,
      String counterpart,
      PieceView give,
      @Nullable PieceView take,
      String reason,
      Instant proposedAt,
      @Nullable Instant answeredAt,
      @Nullable String answer) {

    static SwapView of(ShiftSwap s) {
      return new SwapView(
          s.id(),
          s.state(),
          s.proposer(),
          s.counterpart(),
          view(s.give()),
          s.take() == null ? null : view(s.take()),
          s.reason(),
          s.proposedAt(),
          s.answeredAt(),
          s.answer());
    }

    private static PieceView view(Piece p) {
      return new PieceView(p.role().name(), p.from(), p.until());
    }
  }

  record Swaps(List<SwapView> items, @Nullable String next) {}

  @GetMapping
  Mono<Swaps> list(@PathVariable String id) {
    return schedules
        .asked(id)
        .map(a ->
            new Swaps(
                a.roster().books().schedule(id).swaps().stream().map(SwapView::of).toList(), null));
  }

  /**
   * Proposes a swap; the same idempotency key again answers with the swap it made, 422 where
   * something else comes with it.
   */
  @PostMapping
  Mono<ResponseEntity<SwapView>> propose(
      @PathVariable String id,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody NewSwap wanted) {
    return schedules
        .asked(id)
        .flatMap(asked -> {
          Instant now = clock.instant();
          ShiftSwap swap = swap(asked, key, wanted, now);
          return books
              .schedule(
                  id,
                  asked.since(),
                  book ->
                      told(
                          asked,
                          book,
                          asked.desk(book.pruned(now), now).propose(swap),
                          swap.id(),
                          now))
              .map(book -> Objects.requireNonNull(book.swap(swap.id())))
              .map(proposed ->
                  ResponseEntity.created(
                          URI.create("/api/v1/schedules/" + id + "/swaps/" + proposed.id()))
                      .body(SwapView.of(proposed)));
        });
  }

  private ShiftSwap swap(Asked asked, @Nullable String key, NewSwap wanted, Instant now) {
    String proposer = wanted.proposer() == null ? asked.caller().id() : wanted.proposer();
    if (!proposer.equals(asked.caller().id())) {
      asked.caller().require(Role.DUTY_LEAD, Role.LEADER);
    }
    return new ShiftSwap(
        asked.newId("swap", key, ids),
        ShiftSwap.State.PROPOSED,
        asked.knownPerson("proposer", proposer),
        asked.knownPerson("counterpart", wanted.counterpart()),
        piece(asked, wanted.give()),
        wanted.take() == null ? null : piece(asked, wanted.take()),
        Schedules.reason(wanted.reason()),
        now,
        null,
        null);
  }

  private static Piece piece(Asked asked, PieceView view) {
    return new Piece(asked.role(view.role()), view.from(), view.until());
  }

  /** By the one who was asked. */
  @PostMapping("/{swap}/consent")
  Mono<SwapView> consent(@PathVariable String id, @PathVariable String swap) {
    return answer(id, swap, (asked, desk) -> desk.consent(swap, asked.caller().id()));
  }

  /** By the one who was asked. */
  @PostMapping("/{swap}/refuse")
  Mono<SwapView> refuse(
      @PathVariable String id,
      @PathVariable String swap,
      @RequestBody(required = false) @Nullable Refusal refusal) {
    String why = Schedules.reason(refusal == null ? null : refusal.reason());
    return answer(id, swap, (asked, desk) -> desk.refuse(swap, asked.caller().id(), why));
  }

  /** By the proposer, or by who arranges shifts. */
  @PostMapping("/{swap}/withdraw")
  Mono<SwapView> withdraw(@PathVariable String id, @PathVariable String swap) {
    return answer(
        id, swap, (asked, desk) -> desk.withdraw(swap, asked.caller().id(), asked.arranges()));
  }

  private interface Act {
    Decision<ScheduleBook> decide(Asked asked, ScheduleDesk desk);
  }

  private Mono<SwapView> answer(String id, String swap, Act act) {
    return schedules
        .asked(id)
        .flatMap(asked -> {
          Instant now = clock.instant();
          return books.schedule(
              id,
              asked.since(),
              book -> told(asked, book, act.decide(asked, asked.desk(book, now)), swap, now));
        })
        .map(book -> SwapView.of(Objects.requireNonNull(book.swap(swap))));
  }

  /** The decision with the message that it makes; of one that changes nothing nobody hears. */
  private static Entry<ScheduleBook> told(
      Asked asked, ScheduleBook before, Decision<ScheduleBook> decision, String swap, Instant now) {
    if (!(decision instanceof Decision.Accepted<ScheduleBook> accepted)) {
      return Entry.silent(decision);
    }
    ShiftSwap after = accepted.state().swap(swap);
    return Objects.equals(after, before.swap(swap))
        ? Entry.silent(decision)
        : new Entry<>(decision, SwapMessages.of(asked, after, now));
  }
}
