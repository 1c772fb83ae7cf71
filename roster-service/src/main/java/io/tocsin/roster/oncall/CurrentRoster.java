package io.tocsin.roster.oncall;

import io.tocsin.roster.book.BookKeeping;
import io.tocsin.roster.book.Books;
import io.tocsin.roster.organisation.CurrentOrganisation;
import io.tocsin.roster.organisation.OrganisationState;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The roster of the set-up that holds, with what people entered up to now. */
@Component
public final class CurrentRoster {

  /** Whoever asks takes the time before they get the roster that answers. */
  private static final Duration ASKED_BEFORE = Duration.ofMinutes(1);

  private final CurrentOrganisation organisation;
  private final BookKeeping books;
  private final Clock clock;
  private volatile @Nullable Made made;

  private record Made(long revision, long entered, Roster roster) {}

  CurrentRoster(CurrentOrganisation organisation, BookKeeping books, Clock clock) {
    this.organisation = organisation;
    this.books = books;
    this.clock = clock;
  }

  /** Empty until a first organisation was applied. */
  public Mono<Roster> current() {
    return organisation
        .current()
        .flatMap(state -> books.current().map(entered -> roster(state, entered)));
  }

  private Roster roster(OrganisationState state, Books entered) {
    Made before = made;
    if (before != null
        && before.revision == state.revision()
        && before.entered == entered.revision()) {
      return before.roster;
    }
    Roster roster = new Roster(state, entered, clock.instant().minus(ASKED_BEFORE));
    made = new Made(state.revision(), entered.revision(), roster);
    return roster;
  }
}
