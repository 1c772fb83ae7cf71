package io.tocsin.escalation.paging;

import io.tocsin.contracts.AssignmentEvent.PageUnstaffedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedListeners;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** The three topics that the paging follows; all are keyed by the incident. */
@Configuration(proxyBeanMethods = false)
class PagingListeners {

  @Bean
  Consumer<Message<List<byte[]>>> followIncidents(KeyedListeners listeners, PagingHandler handler) {
    return listeners.listen(Topics.INCIDENTS, handler);
  }

  /** A page that reaches nobody must not wait: the next level is asked at once. */
  @Bean
  Consumer<Message<List<byte[]>>> skipUnstaffed(KeyedListeners listeners, PagingHandler handler) {
    return listeners.listenFor(Set.of(PageUnstaffedV1.class), Topics.ASSIGNMENTS, handler);
  }

  /** Whom the roster found is noted when there is time for it: they are being paged meanwhile. */
  @Bean
  Consumer<Message<List<byte[]>>> noteAssignments(KeyedListeners listeners, PagingHandler handler) {
    return listeners.followClosely(Topics.ASSIGNMENTS, handler);
  }

  /**
   * Records of notices that belong to no incident are keyed by the notice; they mean nothing here.
   */
  @Bean
  Consumer<Message<List<byte[]>>> noteNotifications(
      KeyedListeners listeners, PagingHandler handler) {
    return listeners.listen(Topics.NOTIFICATIONS, handler);
  }
}
