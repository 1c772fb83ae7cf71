package io.tocsin.roster.organisation;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Finishes announcements of set-ups that somebody began and did not live to finish. */
@Component
class AnnouncementResumption implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(AnnouncementResumption.class);
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final OrganisationStore store;
  private final Disposable.Swap running = Disposables.swap();

  AnnouncementResumption(OrganisationStore store) {
    this.store = store;
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    running.update(
        Mono.defer(store::resume)
            .onErrorResume(e -> {
              LOG.debug("Looks for unfinished announcements later: {}", e.toString());
              return Mono.empty();
            })
            .then(Mono.delay(EVERY))
            .repeat()
            .subscribe());
  }

  @Override
  public void close() {
    running.dispose();
  }
}
