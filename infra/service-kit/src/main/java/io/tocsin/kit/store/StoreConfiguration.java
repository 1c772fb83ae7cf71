package io.tocsin.kit.store;

import com.mongodb.WriteConcern;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.kit.kafka.RecordPublisher;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.mongodb.autoconfigure.health.MongoReactiveHealthContributorAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** For services that keep something: those that name a database. */
@AutoConfiguration(before = MongoReactiveHealthContributorAutoConfiguration.class)
@ConditionalOnProperty("spring.mongodb.database")
@EnableConfigurationProperties(OutboxProperties.class)
class StoreConfiguration {

  /**
   * A write is answered when it is on disk at the majority (on the one disk of a standalone): what
   * was acknowledged outlives a killed server. A server that is away shows after seconds, not after
   * the driver's half minute, because somebody waits for the 503.
   */
  @Bean
  MongoClientSettingsBuilderCustomizer tocsinMongoSettings() {
    return settings ->
        settings
            .writeConcern(WriteConcern.MAJORITY.withJournal(true))
            .applyToClusterSettings(c -> c.serverSelectionTimeout(3, TimeUnit.SECONDS))
            .applyToSocketSettings(
                s -> s.connectTimeout(2, TimeUnit.SECONDS).readTimeout(10, TimeUnit.SECONDS))
            .applyToConnectionPoolSettings(
                p -> p.maxSize(32).maxWaitTime(3, TimeUnit.SECONDS).maxConnecting(8));
  }

  @Bean
  @ConditionalOnMissingBean
  MongoDatabase mongoDatabase(
      MongoClient client, @Value("${spring.mongodb.database}") String database) {
    return client.getDatabase(database);
  }

  @Bean
  @ConditionalOnMissingBean(AggregateStores.class)
  MongoAggregateStores aggregateStores(
      MongoDatabase database,
      RecordPublisher publisher,
      Clock clock,
      MeterRegistry registry,
      OutboxProperties properties) {
    return new MongoAggregateStores(database, publisher, clock, registry, properties);
  }

  /** Under Boot's name, so that Boot's own stays away. */
  @Bean
  StoreHealthIndicator mongoHealthIndicator(MongoDatabase database) {
    return new StoreHealthIndicator(database);
  }
}
