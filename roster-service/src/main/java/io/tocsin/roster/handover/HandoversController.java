package io.tocsin.roster.handover;

import io.tocsin.contracts.DeliveryEvent.Urgency;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.security.Role;
import io.tocsin.kit.time.Ids;
import io.tocsin.roster.domain.Decision;
import io.tocsin.roster.domain.Handover;
import io.tocsin.roster.domain.Handover.OpenIncident;
import io.tocsin.roster.domain.Handover.Signature;
import io.tocsin.roster.messages.PersonMessage;
import io.tocsin.roster.schedules.Schedules;
import io.tocsin.roster.schedules.Schedules.Asked;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * {@code /api/v1/schedules/{id}/handovers}: a record with the incidents open at that time, signed
 * by who goes and who comes.
 */
@RestController
@RequestMapping("/api/v1/schedules/{id}/handovers")
class HandoversController {

  private static final int SHOWN = 200;
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
          h.signatures(),
          h.complete(),
          h.at());
    }
  }

  record Handovers(List<HandoverView> items, @Nullable String next) {}

  @GetMapping
  Mono<Handovers> list(@PathVariable String id) {
    return schedules
        .asked(id)
        .then(store.of(id, SHOWN))
        .map(all -> new Handovers(all.stream().map(HandoverView::of).toList(), null));
  }

  @PostMapping
  Mono<ResponseEntity<HandoverView>> write(
      @PathVariable String id, @RequestBody NewHandover wanted) {
    return schedules
        .asked(id)
        .flatMap(asked ->
            incidents
                .all()
                .map(open -> handover(asked, wanted, open))
                .flatMap(handover ->
                    store
                        .add(handover, asksToSign(asked, handover))
                        .thenReturn(
                            ResponseEntity.created(
                                    URI.create(
                                        "/api/v1/schedules/%s/handovers/%s"
                                            .formatted(id, handover.id())))
                                .body(HandoverView.of(handover)))));
  }

  /** Who writes it signs it, if it is one of the two. */
  private Handover handover(Asked asked, NewHandover wanted, List<OpenIncident> open) {
    asked.caller().require(Role.RESPONDER, Role.DUTY_LEAD, Role.LEADER);
    String caller = asked.caller().id();
    Instant now = clock.instant();
    if (wanted.to().equals(wanted.from() == null ? caller : wanted.from())) {
      throw Schedules.wrong(
          "to", "应为另一人,但与交班人相同", "Expected somebody else, but it is who hands over");
    }
    Handover unsigned =
        new Handover(
            ids.next(),
            asked.id(),
            asked.role(wanted.role()),
            asked.knownPerson("from", wanted.from() == null ? caller : wanted.from()),
            asked.knownPerson("to", wanted.to()),
            wanted.note() == null ? "" : wanted.note(),
            open,
            List.of(),
            now);
    return unsigned.sign(caller, now) instanceof Decision.Accepted<Handover> signed
        ? signed.state()
        : unsigned;
  }

  private static List<Outgoing> asksToSign(Asked asked, Handover handover) {
    PersonV1 to = asked.roster().person(handover.to());
    if (to == null || handover.signatures().stream().anyMatch(s -> s.personId().equals(to.id()))) {
      return List.of();
    }
    String from = asked.roster().nameOf(handover.from());
    int open = handover.incidents().size();
    return new PersonMessage(
            Ids.derived("handover", handover.id()),
            new LocalText("交接班待签字", "Handover to be signed"),
            new LocalText(
                "%s向您交班(值班表 %s),未结束的故障 %d 起。请在控制台签字。".formatted(from, handover.schedule(), open),
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
