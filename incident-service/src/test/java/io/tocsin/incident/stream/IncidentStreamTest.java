package io.tocsin.incident.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.stream.IncidentStream.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.scheduler.VirtualTimeScheduler;

class IncidentStreamTest {

  private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
  private final IncidentStream stream = new IncidentStream(() -> "run");

  @AfterEach
  void realTime() {
    VirtualTimeScheduler.reset();
  }

  @Test
  void a_reader_that_stands_still_stops_nobody_elses_heartbeat() {
    List<ServerSentEvent<Item>> heard = new ArrayList<>();
    List<Throwable> failed = new ArrayList<>();
    opened().subscribe(new StandingStill());
    var _ = opened().subscribe(heard::add, failed::add);

    time.advanceTimeBy(Duration.ofHours(2));

    assertThat(failed).isEmpty();
    assertThat(heard).filteredOn(e -> "alive".equals(e.comment())).hasSize(2 * 60 * 4);
  }

  private Flux<ServerSentEvent<Item>> opened() {
    return stream.stream(
        null,
        MockServerHttpRequest.get("/api/v1/incidents/stream").build(),
        new MockServerHttpResponse());
  }

  /** Takes the greeting, and nothing after it. */
  private static final class StandingStill extends BaseSubscriber<ServerSentEvent<Item>> {
    @Override
    protected void hookOnSubscribe(Subscription subscription) {
      subscription.request(1);
    }
  }
}
