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

  private static Change<Tally> decide(String key, Loaded<Tally> loaded, List<Envelope<?>> records) {
    Tally tally = loaded.state() == null ? Tally.of(key) : loaded.state();
    List<Outgoing> events = new ArrayList<>();
    List<String> handled = new ArrayList<>();
    for (Envelope<?> record : records) {
      if (loaded.hasHandled(record.id())) {
        continue;
      }
      ReportReceivedV1 report = (ReportReceivedV1) record.data();
      if (report.symptom().startsWith("poison")) {
        throw new IllegalArgumentException("Expected a symptom, but got " + report.symptom());
      }
      tally = tally.plus(report.symptom());
      handled.add(record.id());
      events.add(
          Outgoing.of(
              Topics.PAGES,
              key,
              Ids.derived(key, record.id()),
              record.at(),
              record.id(),
              new PagesWithdrawnV1(
                  key,
                  List.of(String.valueOf(tally.count())),
                  new LocalText(report.symptom(), report.symptom()))));
    }
    return events.isEmpty() ? Change.none(loaded) : new Change<>(loaded, tally, events, handled);
  }
}
