package io.tocsin.roster.oncall;

import io.tocsin.roster.organisation.CurrentOrganisation;
import io.tocsin.roster.organisation.OrganisationState;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The roster of the set-up that holds. */
@Component
public final class CurrentRoster {

  private final CurrentOrganisation organisation;
  private volatile @Nullable Made made;

  private record Made(long revision, Roster roster) {}

  CurrentRoster(CurrentOrganisation organisation) {
    this.organisation = organisation;
  }

  /** Empty until a first organisation was applied. */
  public Mono<Roster> current() {
    return organisation.current().map(this::roster);
  }

  private Roster roster(OrganisationState state) {
    Made before = made;
    if (before != null && before.revision == state.revision()) {
      return before.roster;
    }
    Roster roster = new Roster(state.organisation());
    made = new Made(state.revision(), roster);
    return roster;
  }
}
