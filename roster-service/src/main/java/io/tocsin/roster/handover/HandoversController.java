package io.tocsin.roster.handover;

import io.tocsin.contracts.DeliveryEvent.Urgency;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.time.Ids;
import io.tocsin.kit.web.Cursors;
import io.tocsin.kit.web.PageOf;
import io.tocsin.roster.book.BookKeeping;
import io.tocsin.roster.domain.Handover;
import io.tocsin.roster.domain.Handover.OpenIncident;
import io.tocsin.roster.domain.Handover.Signature;
import io.tocsin.roster.handover.HandoverStore.Place;
import io.tocsin.roster.messages.PersonMessage;
import io.tocsin.roster.schedules.Schedules;
import io.tocsin.roster.schedules.Schedules.Asked;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * {@code /api/v1/schedules/{id}/handovers}: a record with the incidents open at that time, signed
 * by who goes and who comes.
 */
@RestController
@RequestMapping("/api/v1/schedules/{id}/handovers")
class HandoversController {

  private static final int MOST = 200;
  private static final int LONGEST_NOTE = 4_000;
  private static final Duration WORTH = Duration.ofHours(12);

  private final Schedules schedules;
  private final HandoverStore store;
  private final OpenIncidents incidents;
  private final Ids ids;
  private final Clock clock;

  HandoversController(
      Schedules schedules, HandoverStore store, OpenIncidents incidents, Ids ids, Clock clock) {
    this.schedules = schedules;
    this.store = store;
    this.incidents = incidents;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Who hands over to whom.
   *
   * @param from the caller where it is left out
   * @param role PRIMARY where it is left out
   * @param note what the next shift has to know beside the open incidents
   */
  record NewHandover(
      @Nullable String from, String to, @Nullable String role, @Nullable String note) {}

  record HandoverView(
      String id,
      String schedule,
      String role,
      String from,
      String to,
      String note,
      List<OpenIncident> incidents,
      @Nullable Integer open,
      List<Signature> signatures,
      boolean complete,
      Instant at) {

    static HandoverView of(Handover h) {
      return new HandoverView(
          h.id(),
          h.schedule(),
          h.role().name(),
          h.from(),
          h.to(),
          h.note(),
          h.incidents(),
          h.open(),
          h.signatures(),
          h.complete(),
          h.at());
    }
  }

  @GetMapping
  Mono<PageOf<HandoverView>> list(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "" + MOST) int limit) {
    if (limit < 1 || limit > MOST) {
      throw Schedules.wrong(
          "limit",
          "应为 1 至 %d，但收到 %d".formatted(MOST, limit),
          "Expected 1 to %d, but got %d".formatted(MOST, limit));
    }
    String list = "handovers/" + id;
    return schedules
        .asked(id)
        .then(Mono.fromCallable(() -> Optional.ofNullable(place(list, cursor))))
        .flatMap(after -> store.of(id, after.orElse(null), limit + 1))
        .map(found -> page(list, found, limit));
  }

  private static @Nullable Place place(String list, @Nullable String cursor) {
    if (cursor == null) {
      return null;
    }
    List<String> parts = Cursors.read(list, cursor);
    return new Place(Instant.parse(parts.getFirst()), parts.getLast());
  }

  /** One more was asked for than is shown, to know whether there is another page. */
  private static PageOf<HandoverView> page(String list, List<Handover> found, int limit) {
    List<Handover> shown = found.subList(0, Math.min(limit, found.size()));
    String next =
        found.size() > limit
            ? Cursors.write(list, shown.getLast().at().toString(), shown.getLast().id())
            : null;
    return new PageOf<>(shown.stream().map(HandoverView::of).toList(), next);
  }

  /**
   * Writes a handover; the same idempotency key again answers with the one that it made, 422 where
   * something else comes with it.
   */
  @PostMapping
  Mono<ResponseEntity<HandoverView>> write(
      @PathVariable String id,
      @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
      @RequestBody NewHandover wanted) {
    return schedules
        .asked(id)
        .flatMap(asked -> {
          Handover handover = draft(asked, asked.newId("handover", key, ids), wanted);
          // Looked for before it is decided: the shift may be too long over for a new one by now.
          return store
              .find(handover.id())
              .switchIfEmpty(Mono.defer(() -> add(asked, handover)))
              .map(kept -> BookKeeping.accepted(kept.again(handover)));
        })
        .map(written ->
            ResponseEntity.created(
                    URI.create("/api/v1/schedules/%s/handovers/%s".formatted(id, written.id())))
                .body(HandoverView.of(written)));
  }

  /** What is asked for, before anybody has looked what is open. */
  private Handover draft(Asked asked, String id, NewHandover wanted) {
    return new Handover(
        id,
        asked.id(),
        asked.role(wanted.role()),
        wanted.from() == null ? asked.caller().id() : wanted.from(),
        wanted.to(),
        Schedules.words("note", wanted.note(), LONGEST_NOTE),
        List.of(),
        null,
        List.of(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS));
  }

  private Mono<Handover> add(Asked asked, Handover draft) {
    return incidents
        .open()
        .map(open -> written(asked, draft.with(open.latest(), open.count())))
        .flatMap(handover -> store.add(handover, asksToSign(asked, handover)));
  }

  private static Handover written(Asked asked, Handover unsigned) {
    asked.caller().require(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER);
    asked.knownPerson("from", unsigned.from());
    asked.knownPerson("to", unsigned.to());
    return BookKeeping.accepted(
        unsigned.written(asked.caller().id(), asked.arranges(), asked.plan()));
  }

  private static List<Outgoing> asksToSign(Asked asked, Handover handover) {
    PersonV1 to = asked.roster().person(handover.to());
    if (to == null || handover.signatures().stream().anyMatch(s -> s.personId().equals(to.id()))) {
      return List.of();
    }
    String from = asked.roster().nameOf(handover.from());
    Integer counted = handover.open();
    int open = counted == null ? handover.incidents().size() : counted;
    return new PersonMessage(
            Ids.derived("handover", handover.id()),
            new LocalText("交接班待签字", "Handover to be signed"),
            new LocalText(
                "%s向您交班（值班表 %s），未结束的故障 %d 起。请在控制台签字。".formatted(from, handover.schedule(), open),
                "%s hands over to you (schedule %s), open incidents: %d. Please sign in the console."
                    .formatted(from, handover.schedule(), open)),
            Urgency.BULK,
            WORTH,
            new LocalText("接班人", "takes over the shift"))
        .to(to, asked.roster(), handover.at());
  }

  /** The caller's name under it; again changes nothing. */
  @PostMapping("/{handover}/signature")
  Mono<HandoverView> sign(@PathVariable String id, @PathVariable String handover) {
    return schedules
        .asked(id)
        .flatMap(
            asked -> store.update(id, handover, h -> h.sign(asked.caller().id(), clock.instant())))
        .map(HandoverView::of);
  }
}
