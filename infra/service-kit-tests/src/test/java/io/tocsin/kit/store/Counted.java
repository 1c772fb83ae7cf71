package io.tocsin.kit.store;

import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.Topics;
import io.tocsin.kit.kafka.Outgoing;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The aggregate of the conformance suite: a number that only grows, and whether it is open. */
record Counted(long number, boolean open) {

  static final JacksonStateCodec<Counted> CODEC =
      JacksonStateCodec.of(Counted.class, Counted::indexed);

  /** One more, an event that says which, and the record that led to it. */
  static Change<Counted> next(Loaded<Counted> loaded, String recordId) {
    Counted now = loaded.state();
    long number = now == null ? 1 : now.number() + 1;
    Outgoing event =
        Outgoing.of(
            Topics.PAGES,
            loaded.id(),
            loaded.id() + "/" + number,
            Instant.EPOCH,
            recordId,
            new PagesWithdrawnV1(
                loaded.id(), List.of(String.valueOf(number)), new LocalText("数", "number")));
    return new Change<>(loaded, new Counted(number, true), List.of(event), List.of(recordId));
  }

  private Map<String, @Nullable Object> indexed() {
    Map<String, @Nullable Object> fields = new HashMap<>();
    fields.put("openNumber", open ? number : null);
    return fields;
  }
}
