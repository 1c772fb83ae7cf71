package io.tocsin.notification.notices;

import io.tocsin.kit.store.Coalescer;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * What holds for a unit and is older than the board that all streams share: a suspension stands,
 * however much other units are told meanwhile. After a restart all who look ask at the same time,
 * so that few are asked about side by side.
 */
@Component
final class StandingNotices {

  private static final int SIDE_BY_SIDE = 2;

  private final NoticeStore store;
  private final JsonMapper json;
  private final Clock clock;
  private final Coalescer<Asked, List<Frame>> reads =
      new Coalescer<>(Asked::unit, this::read, this::readEach);

  StandingNotices(NoticeStore store, JsonMapper json, Clock clock) {
    this.store = store;
    this.json = json;
    this.clock = clock;
  }

  private record Asked(String unit, long before, int most) {}

  /** In the order of the log, the latest of those before a place. */
  Mono<List<Frame>> of(String unit, long before, int most) {
    return reads.call(new Asked(unit, before, most));
  }

  private Mono<List<Frame>> read(Asked asked) {
    return store
        .holdingFor(asked.unit(), clock.instant(), asked.before(), asked.most())
        .sort(Comparator.comparingLong(Notice::seq))
        .map(notice -> new Frame(notice, json))
        .collectList();
  }

  private Mono<List<Mono<List<Frame>>>> readEach(List<Asked> asked) {
    return Flux.fromIterable(asked)
        .flatMapSequential(this::read, SIDE_BY_SIDE)
        .map(Mono::just)
        .collectList();
  }
}
