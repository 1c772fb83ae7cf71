package io.tocsin.notification.notices;

import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.Problems;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.notices.NoticeLog.Board;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The board as a stream of events: first what holds now, then every change as it comes. Events are
 * {@code notice}, a whole notice to be put in the place of what was known of it, and {@code
 * heartbeat}. Whoever comes back with {@code Last-Event-ID} gets everything since, without a gap.
 */
@RestController
final class NoticeStreamController {

  private static final byte[] RETRY = "retry: 2000\n\n".getBytes(StandardCharsets.UTF_8);

  /** More than a page shows of its unit's. */
  private static final int ENOUGH = 50;

  private final NoticeLog log;
  private final StandingNotices standing;
  private final ReadAccess access;
  private final Clock clock;

  NoticeStreamController(NoticeLog log, StandingNotices standing, ReadAccess access, Clock clock) {
    this.log = log;
    this.standing = standing;
    this.access = access;
    this.clock = clock;
  }

  @GetMapping({"/api/v1/notices/stream", "/widget/notices/stream"})
  Mono<Void> stream(
      @RequestParam(required = false) @Nullable String unit,
      @RequestParam(required = false) @Nullable String lang,
      @RequestParam(name = "lastEventId", required = false) @Nullable String resumed,
      @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    Language language = NoticesController.language(lang, request);
    String concerned = unit == null || unit.isBlank() ? null : unit;
    return access
        .check()
        .then(
            Mono.defer(() -> {
              if (!log.ready()) {
                return Mono.error(
                    Problems.unavailable(
                        new LocalText("公告栏暂不可用", "The notice board cannot be read now"),
                        Duration.ofSeconds(2)));
              }
              HttpHeaders headers = response.getHeaders();
              headers.setContentType(
                  new MediaType(MediaType.TEXT_EVENT_STREAM, StandardCharsets.UTF_8));
              headers.setCacheControl("no-cache, no-transform");
              headers.set("X-Accel-Buffering", "no");
              return response.writeAndFlushWith(
                  frames(concerned, language, place(last == null ? resumed : last))
                      .map(octets -> Mono.just(response.bufferFactory().wrap(octets))));
            }));
  }

  /** A place that this log cannot have given out, as after the store was set up anew, is none. */
  private @Nullable Long place(@Nullable String lastEventId) {
    try {
      Long place = lastEventId == null ? null : Long.valueOf(lastEventId.strip());
      return place == null || place < 0 || place > log.end() ? null : place;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private Flux<byte[]> frames(@Nullable String unit, Language language, @Nullable Long from) {
    AtomicLong place = new AtomicLong(from == null ? 0 : from);
    Flux<byte[]> begin =
        from == null ? board(unit, language, place) : Flux.defer(() -> Flux.just(beat(place)));
    Flux<byte[]> live =
        Flux.merge(Flux.just(false), log.ticks())
            .onBackpressureLatest()
            .concatMap(
                beat ->
                    news(unit, language, place).concatWith(beat ? beating(place) : Flux.empty()),
                1);
    return Flux.concat(Flux.just(RETRY), begin, live);
  }

  /**
   * What holds now. The board may be younger than the place it is counted from; what changed in
   * between comes again as news and only replaces what the client has.
   */
  private Flux<byte[]> board(@Nullable String unit, Language language, AtomicLong place) {
    return log.board()
        .flatMapMany(board -> {
          place.set(board.place());
          List<Frame> latest =
              board.frames().stream().filter(frame -> frame.notice().concerns(unit)).toList();
          return older(unit, board, latest.size())
              .concatWith(Flux.fromIterable(latest))
              .map(frame -> frame.in(language));
        })
        .concatWith(Flux.defer(() -> Flux.just(beat(place))));
  }

  /** What the shared board leaves out of a unit's. */
  private Flux<Frame> older(@Nullable String unit, Board board, int latest) {
    return unit == null || board.since() == 0 || latest >= ENOUGH
        ? Flux.empty()
        : standing.of(unit, board.since(), ENOUGH - latest).flatMapIterable(frames -> frames);
  }

  private Flux<byte[]> news(@Nullable String unit, Language language, AtomicLong place) {
    return log.after(place.get())
        .flatMapMany(frames -> {
          if (frames.isEmpty()) {
            return Flux.empty();
          }
          place.set(frames.getLast().notice().seq());
          Flux<byte[]> page =
              Flux.fromIterable(frames)
                  .filter(f -> f.notice().posted() && f.notice().concerns(unit))
                  .map(f -> f.in(language));
          return page.concatWith(Flux.defer(() -> news(unit, language, place)));
        });
  }

  private Flux<byte[]> beating(AtomicLong place) {
    return Flux.defer(() -> Flux.just(beat(place)));
  }

  private byte[] beat(AtomicLong place) {
    return Frame.heartbeat(place.get(), clock.instant());
  }
}
