package io.tocsin.incident.incidents;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.IncidentEvent;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedHandler;
import io.tocsin.kit.kafka.KeyedListeners;
import io.tocsin.kit.kafka.TransientErrors;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** The service reads its own facts back once, for all that follows from them. */
@Configuration(proxyBeanMethods = false)
class IncidentListener {

  @Bean
  Consumer<Message<List<byte[]>>> followIncidents(
      KeyedListeners listeners, List<IncidentFollower> followers) {
    return listeners.follow(Topics.INCIDENTS, handler(followers));
  }

  /** All followers get the events, also where one of them fails. */
  static KeyedHandler handler(List<IncidentFollower> followers) {
    return (incidentId, records) -> {
      List<Envelope<IncidentEvent>> events = IncidentFollower.events(records);
      return Mono.whenDelayError(followers.stream().map(f -> f.follow(incidentId, events)).toList())
          .onErrorMap(IncidentListener::outageIfAny);
    };
  }

  /**
   * Where several failed, an outage among them says what to do: what they have in common would tell
   * nobody of it, and the records would be parked as if they were at fault.
   */
  private static Throwable outageIfAny(Throwable error) {
    return Exceptions.unwrapMultiple(error).stream()
        .filter(TransientErrors::isTransient)
        .findFirst()
        .orElse(error);
  }
}
