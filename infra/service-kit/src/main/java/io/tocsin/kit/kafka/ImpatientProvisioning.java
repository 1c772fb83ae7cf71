package io.tocsin.kit.kafka;

import org.springframework.cloud.stream.binder.DefaultBinderFactory;
import org.springframework.cloud.stream.binder.kafka.provisioning.KafkaTopicProvisioner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Has the binder ask for a topic's partitions once per attempt to bind. It would ask eleven times,
 * on the thread that starts the service, while the binding itself is tried again every second
 * anyway.
 */
final class ImpatientProvisioning implements DefaultBinderFactory.Listener {

  @Override
  public void afterBinderContextInitialized(
      String configurationName, ConfigurableApplicationContext binder) {
    binder
        .getBeanProvider(KafkaTopicProvisioner.class)
        .ifAvailable(provisioner ->
            provisioner.setMetadataRetryOperations(
                new RetryTemplate(RetryPolicy.builder().maxRetries(0).build())));
  }
}
