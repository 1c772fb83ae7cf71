package io.tocsin.incident.stream;

import io.tocsin.contracts.Topics;
import io.tocsin.incident.incidents.IncidentFollower;
import io.tocsin.kit.kafka.KeyedListeners;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;
import reactor.core.publisher.Mono;

/**
 * Every instance reads the facts of all incidents for the consoles that are open on it: in a group
 * of its own, which shares its partitions with nobody and commits nothing.
 */
@Configuration(proxyBeanMethods = false)
class IncidentStreamListener {

  private static final String BINDING = "streamIncidents-in-0";

  @Bean
  Consumer<Message<List<byte[]>>> streamIncidents(KeyedListeners listeners, IncidentStream stream) {
    return listeners.follow(
        Topics.INCIDENTS,
        (_, records) -> Mono.fromRunnable(() -> stream.add(IncidentFollower.events(records))));
  }

  /** Reading begins with now, at the start and wherever it was lost: what came before is a gap. */
  @Bean
  KafkaBindingRebalanceListener streamBeginsNow(IncidentStream stream) {
    return new KafkaBindingRebalanceListener() {
      @Override
      public void onPartitionsAssigned(
          String binding,
          org.apache.kafka.clients.consumer.Consumer<?, ?> consumer,
          Collection<TopicPartition> partitions,
          boolean initial) {
        if (binding.equals(BINDING)) {
          consumer.seekToEnd(partitions);
          // Where the end is, is asked for now: what comes after the gap was told must be read.
          partitions.forEach(consumer::position);
          stream.gap();
        }
      }
    };
  }
}
