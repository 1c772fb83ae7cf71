package io.tocsin.roster.organisation;

import io.tocsin.kit.directory.Directory;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The set-up in memory. Schedules are not on the directory's topic, but its revision is: when it
 * moves on, whoever wrote it, the set-up is read again before the next question is answered.
 */
@Component
public final class CurrentOrganisation {

  private static final Logger LOG = LoggerFactory.getLogger(CurrentOrganisation.class);

  private final OrganisationStore store;
  private final Directory directory;
  private final AtomicReference<@Nullable Mono<Held>> reading = new AtomicReference<>();
  private volatile @Nullable Held held;

  /** What was read, and the directory's revision that it is good for. */
  private record Held(@Nullable OrganisationState state, long goodFor) {}

  CurrentOrganisation(OrganisationStore store, Directory directory) {
    this.store = store;
    this.directory = directory;
  }

  /** Empty until a first set-up was applied; an error when the store is away. */
  public Mono<OrganisationState> current() {
    return Mono.defer(
            () -> {
              Held known = held;
              return known != null && known.goodFor >= directory.current().revision()
                  ? Mono.just(known)
                  : read();
            })
        .mapNotNull(Held::state);
  }

  /** Read again at once, for a change that was made here. */
  Mono<Void> refresh() {
    return Mono.defer(this::readAnew).then();
  }

  /** So that the first page does not wait for the store. */
  @EventListener(ApplicationReadyEvent.class)
  void warm() {
    directory.onChange(snapshot -> warmUp());
    warmUp();
  }

  private void warmUp() {
    current()
        .subscribe(
            state -> LOG.debug("Organisation at revision {}", state.revision()),
            e -> LOG.warn("The organisation is read with the first question: {}", e.toString()));
  }

  /** One reading serves all who ask while it runs; it is newer than what any of them has seen. */
  private Mono<Held> read() {
    Mono<Held> running = reading.get();
    if (running != null) {
      return running;
    }
    Mono<Held> mine = readAnew().doFinally(signal -> reading.set(null)).cache();
    return reading.compareAndSet(null, mine) ? mine : Mono.defer(this::read);
  }

  private Mono<Held> readAnew() {
    long revision = directory.current().revision();
    return store
        .load()
        .map(state -> new Held(state, Math.max(revision, state.revision())))
        .defaultIfEmpty(new Held(null, revision))
        .map(this::newer);
  }

  /** Two readings may end in the other order than they began. */
  private synchronized Held newer(Held read) {
    Held known = held;
    if (known == null || read.goodFor >= known.goodFor) {
      held = read;
      return read;
    }
    return known;
  }
}
