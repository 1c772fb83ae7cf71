package io.tocsin.incident.incidents;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedListeners;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import reactor.core.publisher.Mono;

/** The service reads its own facts back once, for all that follows from them. */
@Configuration(proxyBeanMethods = false)
class IncidentListener {

  @Bean
  Consumer<Message<List<byte[]>>> followIncidents(
      KeyedListeners listeners, List<IncidentFollower> followers) {
    return listeners.follow(
        Topics.INCIDENTS,
        (incidentId, records) -> {
          List<Envelope<IncidentEvent>> events = IncidentFollower.events(records);
          return Mono.whenDelayError(
              followers.stream().map(f -> f.follow(incidentId, events)).toList());
        });
  }
}
