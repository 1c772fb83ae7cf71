package io.tocsin.incident.stream;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.incident.incidents.IncidentFollower;
import io.tocsin.incident.stream.RecentFacts.Fact;
import io.tocsin.incident.stream.RecentFacts.Page;
import io.tocsin.kit.web.Languages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Facts as they happen, for a console that is open. What this instance handles of the topic comes
 * here; a reader that was too slow is told to {@code reset} and reads the list again. Begins with
 * now: the past is in the list and the timelines.
 */
@RestController
final class IncidentStream implements IncidentFollower {

  private static final int KEPT = 2048;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final RecentFacts facts = new RecentFacts(KEPT);

  /** Carries no fact, only that there are some: bursts become one look at the log. */
  private final Sinks.Many<Boolean> tick = Sinks.many().multicast().directBestEffort();

  private final Flux<ServerSentEvent<Item>> heartbeat =
      Flux.interval(HEARTBEAT)
          .map(_ -> ServerSentEvent.<Item>builder().comment("alive").build())
          .share();

  /**
   * One fact of the stream.
   *
   * @param type the event's name, such as {@code incident.opened.v1}
   * @param incident as it stands after the event
   */
  record Item(String type, Instant at, long seq, String summary, IncidentFacts incident) {}

  @Override
  public Mono<Void> follow(String incidentId, List<Envelope<IncidentEvent>> events) {
    return Mono.fromRunnable(() -> {
      facts.add(events);
      var _ = tick.tryEmitNext(true);
    });
  }

  @GetMapping(path = "/api/v1/incidents/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<ServerSentEvent<Item>> stream(ServerHttpRequest request, ServerHttpResponse response) {
    response.getHeaders().set("X-Accel-Buffering", "no");
    response.getHeaders().setCacheControl("no-cache, no-transform");
    Locale language = Languages.of(request);
    AtomicLong cursor = new AtomicLong(facts.last());
    Flux<ServerSentEvent<Item>> live =
        tick.asFlux()
            .mergeWith(Mono.just(true))
            .onBackpressureLatest()
            .concatMap(_ -> next(cursor, language), 1);
    // The headers go out at once, so that a client knows that it is connected.
    ServerSentEvent<Item> hello = ServerSentEvent.<Item>builder().comment("connected").build();
    return Flux.merge(live, heartbeat).startWith(hello);
  }

  private Flux<ServerSentEvent<Item>> next(AtomicLong cursor, Locale language) {
    Page page = facts.after(cursor.get());
    cursor.set(page.upTo());
    Flux<ServerSentEvent<Item>> events =
        Flux.fromIterable(page.facts()).map(fact -> event(fact, language));
    return page.missed()
        ? events.startWith(ServerSentEvent.<Item>builder().event("reset").build())
        : events;
  }

  private static ServerSentEvent<Item> event(Fact fact, Locale language) {
    IncidentEvent event = fact.event().data();
    LocalText reason = event.reason();
    return ServerSentEvent.builder(
            new Item(
                fact.event().type(),
                fact.event().at(),
                event.seq(),
                reason.in(language),
                event.incident()))
        .event("incident")
        .build();
  }
}
