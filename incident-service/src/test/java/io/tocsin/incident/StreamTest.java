package io.tocsin.incident;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.test.web.reactive.server.FluxExchangeResult;
import reactor.core.Disposable;

class StreamTest extends ServiceTest {

  @Test
  void an_open_console_hears_of_an_incident_as_it_opens() {
    FluxExchangeResult<ServerSentEvent<String>> stream =
        service()
            .reporter()
            .get()
            .uri("/api/v1/incidents/stream")
            .accept(MediaType.TEXT_EVENT_STREAM)
            .exchange()
            .expectStatus()
            .isOk()
            .expectHeader()
            .valueEquals("X-Accel-Buffering", "no")
            .returnResult(new ParameterizedTypeReference<>() {});
    List<String> heard = new CopyOnWriteArrayList<>();
    Disposable reading =
        stream
            .getResponseBody()
            .subscribe(event -> heard.add(event.data() == null ? "" : event.data()));
    try {
      String id = incidentOf(report("sys27", "baita", "FULL_STOP"));

      await("the opened fact")
          .until(() ->
              heard.stream().anyMatch(e -> e.contains(id) && e.contains("incident.opened.v1")));
      await("what follows from it")
          .until(() -> heard.stream().filter(e -> e.contains(id)).count() >= 3);
    } finally {
      reading.dispose();
    }
  }
}
