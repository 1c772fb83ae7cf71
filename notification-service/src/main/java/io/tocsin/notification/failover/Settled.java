package io.tocsin.notification.failover;

import io.tocsin.notification.deliveries.WithdrawnPages;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.notices.SettledNotices;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Which messages nobody needs any more, so that no other way has to be looked for. */
@Component
final class Settled {

  private final WithdrawnPages withdrawn;
  private final SettledNotices notices;

  Settled(WithdrawnPages withdrawn, SettledNotices notices) {
    this.withdrawn = withdrawn;
    this.notices = notices;
  }

  /** The reasons, by the messages' ids; one that is still needed is left out. */
  Mono<Map<String, Words>> among(List<Message> messages) {
    return Mono.zip(pages(messages), notices.among(messages))
        .map(both -> {
          Map<String, Words> all = new HashMap<>(both.getT1());
          all.putAll(both.getT2());
          return all;
        });
  }

  /** The notices of which messages are still being made. */
  Mono<Set<String>> goingOut() {
    return notices.goingOut();
  }

  private Mono<Map<String, Words>> pages(List<Message> messages) {
    List<String> pages =
        messages.stream()
            .map(message -> message.about().pageId())
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    return withdrawn.among(pages).map(reasons -> byMessage(messages, reasons));
  }

  private static Map<String, Words> byMessage(List<Message> messages, Map<String, Words> reasons) {
    Map<String, Words> found = new HashMap<>();
    for (Message message : messages) {
      String page = message.about().pageId();
      Words reason = page == null ? null : reasons.get(page);
      if (reason != null) {
        found.put(message.id(), reason);
      }
    }
    return found;
  }
}
