package io.tocsin.notification.sending;

import io.tocsin.notification.deliveries.UnderWay;
import io.tocsin.notification.domain.Delivery;
import java.util.Collection;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** What every instance's waves hold, as their notes tell it. */
@Component
final class WavesUnderWay implements UnderWay {

  private final WaveStore store;
  private final Senders senders;

  WavesUnderWay(WaveStore store, Senders senders) {
    this.store = store;
    this.senders = senders;
  }

  @Override
  public Flux<Delivery> all() {
    return store.all(senders::applied).flatMapIterable(Wave::now);
  }

  @Override
  public Flux<Delivery> ofNotices(Collection<String> noticeIds) {
    return store.ofNotices(noticeIds, senders::applied).flatMapIterable(Wave::now);
  }

  @Override
  public Flux<Delivery> withoutDocument(Collection<String> noticeIds) {
    return store.notSettling(noticeIds, senders::applied).flatMapIterable(Wave::now);
  }
}
