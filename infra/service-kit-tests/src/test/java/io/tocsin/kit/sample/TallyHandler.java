package io.tocsin.kit.sample;

import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.ReportEvent.ReportReceivedV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.KeyedHandler;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.time.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;

/** Counts reports; one event for each, in their order. */
class TallyHandler implements KeyedHandler {

  private final AggregateStore<Tally> store;

  TallyHandler(AggregateStore<Tally> store) {
    this.store = store;
  }

  @Override
  public Mono<Void> handle(String key, List<Envelope<?>> records) {
    return store.update(key, loaded -> decide(key, loaded, records)).then();
  }

  static Change<Tally> plus(Loaded<Tally> loaded, String system, String id, String symptom) {
    Tally before = loaded.state() == null ? Tally.of(system) : loaded.state();
    Tally after = before.plus(symptom);
    return new Change<>(loaded, after, List.of(event(after, id, symptom)), List.of(id));
  }

  private static Change<Tally> decide(String key, Loaded<Tally> loaded, List<Envelope<?>> records) {
    Tally tally = loaded.state() == null ? Tally.of(key) : loaded.state();
    List<Outgoing> events = new ArrayList<>();
    List<String> handled = new ArrayList<>();
    for (Envelope<?> record : records) {
      if (!loaded.hasHandled(record.id())) {
        String symptom = ((ReportReceivedV1) record.data()).symptom();
        if (symptom.startsWith("poison")) {
          throw new IllegalArgumentException("Expected a symptom, but got " + symptom);
        }
        tally = tally.plus(symptom);
        handled.add(record.id());
        events.add(event(tally, record.id(), symptom));
      }
    }
    return events.isEmpty() ? Change.none(loaded) : new Change<>(loaded, tally, events, handled);
  }

  private static Outgoing event(Tally tally, String cause, String symptom) {
    return Outgoing.of(
        Topics.PAGES,
        tally.system(),
        Ids.derived(tally.system(), cause),
        Instant.EPOCH,
        cause,
        new PagesWithdrawnV1(
            tally.system(),
            List.of(String.valueOf(tally.count())),
            new LocalText(symptom, symptom)));
  }
}
