package io.tocsin.notification.deliveries;

import io.tocsin.notification.domain.Delivery;
import java.util.Collection;
import reactor.core.publisher.Flux;

/**
 * Deliveries that leave by the thousand and have no document of their own yet. One that gets it
 * meanwhile may be found in both places; its own document is right.
 */
public interface UnderWay {

  Flux<Delivery> all();

  Flux<Delivery> ofNotices(Collection<String> noticeIds);

  /** Only those that surely have none. */
  Flux<Delivery> withoutDocument(Collection<String> noticeIds);
}
