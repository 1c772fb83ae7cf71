package io.tocsin.incident.stream;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.incident.stream.RecentFacts.Fact;
import io.tocsin.incident.stream.RecentFacts.Page;
import io.tocsin.kit.time.Ids;
import io.tocsin.kit.web.Languages;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Facts as they happen, for a console that is open. Begins with now: the past is in the list and
 * the timelines. Who comes back to the same instance with the id of what came last goes on there.
 * Who was away or too slow for what is kept, and who comes from another instance, which read the
 * partitions in another order, is told to {@code reset} and reads the list again.
 */
@RestController
final class IncidentStream {

  private static final int KEPT = 2048;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final RecentFacts facts = new RecentFacts(KEPT);

  /** Of this process: numbers of another one mean something else. */
  private final String run;

  /** Carries no fact, only that there are some: bursts become one look at the log. */
  private final Sinks.Many<Boolean> tick = Sinks.many().multicast().directBestEffort();

  /** One for all readers, each of whom must drop what it has no room for. */
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

  IncidentStream(Ids ids) {
    run = ids.next();
  }

  void add(List<Envelope<IncidentEvent>> events) {
    facts.add(events);
    var _ = tick.tryEmitNext(true);
  }

  /** Something may have happened that nobody here has read. */
  void gap() {
    facts.forget();
    var _ = tick.tryEmitNext(true);
  }

  @GetMapping(path = "/api/v1/incidents/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  Flux<ServerSentEvent<Item>> stream(
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    response.getHeaders().set("X-Accel-Buffering", "no");
    response.getHeaders().setCacheControl("no-cache, no-transform");
    Locale language = Languages.of(request);
    long now = facts.last();
    Long known = last == null || last.isBlank() ? Long.valueOf(now) : number(last.strip(), now);
    AtomicLong cursor = new AtomicLong(known == null ? now : known);
    Flux<ServerSentEvent<Item>> live =
        tick.asFlux()
            .mergeWith(Mono.just(true))
            .onBackpressureLatest()
            .concatMap(_ -> next(cursor, language), 1);
    // Goes out at once: a client knows that it is connected, and from where it may resume.
    ServerSentEvent<Item> hello =
        ServerSentEvent.<Item>builder().comment("connected").id(id(cursor.get())).build();
    Flux<ServerSentEvent<Item>> begin =
        known == null ? Flux.just(hello, reset(now)) : Flux.just(hello);
    // A reader that stands still would stop the beat for all others, and end their streams at last.
    return begin.concatWith(Flux.merge(live, heartbeat.onBackpressureDrop()));
  }

  private String id(long number) {
    return run + "." + number;
  }

  /** Which of our facts an id names; null where it is none of ours. */
  private @Nullable Long number(String id, long newest) {
    if (!id.startsWith(run + ".") || !id.substring(run.length() + 1).matches("\\d{1,18}")) {
      return null;
    }
    long number = Long.parseLong(id.substring(run.length() + 1));
    return number <= newest ? number : null;
  }

  private ServerSentEvent<Item> reset(long upTo) {
    return ServerSentEvent.<Item>builder().event("reset").id(id(upTo)).build();
  }

  private Flux<ServerSentEvent<Item>> next(AtomicLong cursor, Locale language) {
    Page page = facts.after(cursor.get());
    cursor.set(page.upTo());
    Flux<ServerSentEvent<Item>> events =
        Flux.fromIterable(page.facts()).map(fact -> event(fact, language));
    return page.missed() ? events.startWith(reset(page.upTo())) : events;
  }

  private ServerSentEvent<Item> event(Fact fact, Locale language) {
    IncidentEvent event = fact.event().data();
    LocalText reason = event.reason();
    return ServerSentEvent.builder(
            new Item(
                fact.event().type(),
                fact.event().at(),
                event.seq(),
                reason.in(language),
                event.incident()))
        .id(id(fact.number()))
        .event("incident")
        .build();
  }
}
