package io.tocsin.kit.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.FixedBackOff;

/** The Kafka edge of a service. */
@AutoConfiguration
class KafkaConfiguration {

  /** A batch that is not through after this time comes again. */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final Duration LAST_BATCH = Duration.ofSeconds(25);

  /** A crash brings at most so many batches again; a document keeps handled ids for as many. */
  private static final int BATCHES_A_COMMIT = 4;

  private static final Duration COMMIT_EVERY = Duration.ofSeconds(1);

  @Bean
  KafkaConnection kafkaConnection(KafkaProperties properties) {
    return new KafkaConnection(properties);
  }

  @Bean
  @ConditionalOnMissingBean(RecordPublisher.class)
  KafkaRecordPublisher recordPublisher(KafkaConnection connection, MeterRegistry registry) {
    return new KafkaRecordPublisher(KafkaRecordPublisher.producer(connection.settings()), registry);
  }

  @Bean
  DeadLetters deadLetters(RecordPublisher publisher, Clock clock, MeterRegistry registry) {
    return new DeadLetters(publisher, clock, registry);
  }

  @Bean
  KeyedListeners keyedListeners(
      DeadLetters deadLetters,
      ObjectProvider<ListenerGate> gates,
      MeterRegistry registry,
      Clock clock,
      @Value("${tocsin.kafka.max-poll-interval:5m}") Duration maxPollInterval) {
    return new KeyedListeners(
        deadLetters, gates.stream().toList(), registry, maxPollInterval.minus(MARGIN), clock);
  }

  @Bean
  ListenerContainers listenerContainers() {
    return new ListenerContainers();
  }

  @Bean
  ImpatientProvisioning impatientProvisioning() {
    return new ImpatientProvisioning();
  }

  /**
   * What {@link BatchEdge} throws is an outage: the batch comes again every second, for as long as
   * it takes. A recoverer would park every record of the batch with it.
   *
   * <p>One fault brings a listener half a dozen batches of a record or two. They are committed
   * together: a commit of its own for each cost as much of the broker as the records themselves.
   */
  @Bean
  ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> tocsinContainers(
      ListenerContainers containers) {
    return (container, destination, group) -> {
      containers.made(destination, group, container);
      container.setCommonErrorHandler(
          new DefaultErrorHandler(new FixedBackOff(1000, FixedBackOff.UNLIMITED_ATTEMPTS)));
      ContainerProperties properties = container.getContainerProperties();
      properties.setAckMode(ContainerProperties.AckMode.COUNT_TIME);
      properties.setAckCount(BATCHES_A_COMMIT);
      properties.setAckTime(COMMIT_EVERY.toMillis());
      properties.setShutdownTimeout(LAST_BATCH.toMillis());
      properties.setMissingTopicsFatal(false);
    };
  }
}
