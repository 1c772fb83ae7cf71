package io.tocsin.kit.directory;

import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KafkaConnection;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The copy of the organisation; {@code tocsin.directory.enabled=false} for a service without. */
@AutoConfiguration
@ConditionalOnProperty(name = "tocsin.directory.enabled", matchIfMissing = true)
class DirectoryConfiguration {

  /** A test may bring a directory of its own instead. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingBean(Directory.class)
  static class Replica {

    @Bean
    DirectoryReplica directory(KafkaConnection connection) {
      return new DirectoryReplica(Topics.DIRECTORY.name(), connection.settings());
    }

    @Bean
    DirectoryHealthIndicator directoryHealthIndicator(DirectoryReplica replica) {
      return new DirectoryHealthIndicator(replica);
    }
  }

  @Bean
  DirectoryRevisionController directoryRevisionController(Directory directory) {
    return new DirectoryRevisionController(directory);
  }
}
