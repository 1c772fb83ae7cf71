package io.tocsin.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import reactor.core.Disposable;

class StreamTest extends ServiceTest {

  @Test
  void an_open_console_hears_of_an_incident_as_it_opens() {
    try (Console console = new Console(service(), null)) {
      String id = incidentOf(report("sys27", "baita", "FULL_STOP"));

      await("the opened fact")
          .until(() -> console.of(id).toString().contains("incident.opened.v1"));
      await("what follows from it").until(() -> console.of(id).size() >= 3);
    }
  }

  @Test
  void a_console_whose_line_broke_goes_on_after_what_came_last() {
    String seen;
    String first;
    try (Console console = new Console(service(), null)) {
      first = incidentOf(report("sys64", "baita", "DEGRADED"));
      await("a fact").until(() -> console.of(first).size() >= 3);
      seen = console.last();
    }
    String second = incidentOf(report("sys65", "baita", "DEGRADED"));

    try (Console console = new Console(service(), seen)) {
      await("what came meanwhile").until(() -> console.of(second).size() >= 3);
      assertThat(console.of(first)).isEmpty();
      assertThat(console.heard).extracting(ServerSentEvent::event).doesNotContain("reset");
    }
  }

  @Test
  void a_console_that_comes_from_another_instance_is_told_to_read_the_list_again() {
    try (Console console = new Console(service(), "another-run.17")) {
      await("the reset")
          .until(() -> console.heard.stream().anyMatch(e -> "reset".equals(e.event())));
    }
  }

  @Test
  void each_of_two_instances_streams_everything_and_finds_what_the_other_accepted() {
    try (RunningService other = RunningService.start(service().identity);
        Console here = new Console(service(), null);
        Console there = new Console(other, null)) {
      String early = incidentOf(report("sys66", "baita", "DEGRADED"));
      await("the other to listen, or to say that it did not yet")
          .until(() ->
              there.heard.stream().anyMatch(e -> "reset".equals(e.event()))
                  || !there.of(early).isEmpty());

      String report =
          report(
              service().reporter(),
              Map.of("system", "sys67", "unit", "baita", "symptom", "慢", "degree", "DEGRADED"));
      json(other.reporter().get().uri("/api/v1/reports/" + report), 200);
      String id = incidentOf(report);

      await("the facts at both").until(() -> here.of(id).size() >= 3 && there.of(id).size() >= 3);
    }
  }

  /** A stream that is read. */
  private static final class Console implements AutoCloseable {
    final List<ServerSentEvent<String>> heard = new CopyOnWriteArrayList<>();
    private final Disposable reading;

    Console(RunningService at, @Nullable String lastEventId) {
      FluxExchangeResult<ServerSentEvent<String>> stream =
          at.reporter()
              .get()
              .uri("/api/v1/incidents/stream")
              .headers(h -> h.set("Last-Event-ID", lastEventId == null ? "" : lastEventId))
              .accept(MediaType.TEXT_EVENT_STREAM)
              .exchange()
              .expectStatus()
              .isOk()
              .expectHeader()
              .valueEquals("X-Accel-Buffering", "no")
              .returnResult(new ParameterizedTypeReference<>() {});
      reading = stream.getResponseBody().subscribe(heard::add);
    }

    /** What came of one incident. */
    List<String> of(String incident) {
      return heard.stream()
          .map(e -> e.data() == null ? "" : e.data())
          .filter(data -> data.contains(incident))
          .toList();
    }

    String last() {
      String id = heard.getLast().id();
      return id == null ? "" : id;
    }

    @Override
    public void close() {
      reading.dispose();
    }
  }
}
