package io.tocsin.roster.catalogue;

import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.web.PageOf;
import io.tocsin.roster.oncall.Contacts;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.Roster;
import io.tocsin.roster.oncall.Roster.Standing;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /api/v1/people}: people with the posts they belong to and whether they are on shift. */
@RestController
@RequestMapping("/api/v1/people")
class PeopleController {

  private final CurrentRoster roster;
  private final Clock clock;

  PeopleController(CurrentRoster roster, Clock clock) {
    this.roster = roster;
    this.clock = clock;
  }

  /**
   * A person.
   *
   * @param contacts null for callers who may not see contact points
   * @param posts everybody in a layer of a post's schedule belongs to the post
   */
  record PersonView(
      String id,
      String name,
      @Nullable String englishName,
      String unit,
      @Nullable List<ContactPoint> contacts,
      String locale,
      List<PostHeld> posts) {}

  /** {@code onShift}: holds the post in this role at the time of the answer. */
  record PostHeld(String post, String role, boolean onShift) {}

  @GetMapping
  Mono<PageOf<PersonView>> people(
      @RequestParam(required = false) @Nullable String unit,
      @RequestParam(required = false) @Nullable String post,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = Listing.DEFAULT_LIMIT) int limit) {
    Listing listing = new Listing(cursor, limit);
    Instant now = clock.instant();
    return Mono.zip(Caller.current(), roster.current())
        .map(t -> {
          Roster r = t.getT2();
          Standing standing = r.standing(now);
          List<PersonV1> wanted =
              r.organisation().people().stream()
                  .filter(p -> unit == null || p.unit().equals(unit))
                  .filter(p -> post == null || belongs(p, post, standing))
                  .toList();
          return listing.page(
              "people/" + unit + "/" + post,
              wanted,
              PersonV1::id,
              p -> view(p, r, t.getT1(), standing));
        })
        .switchIfEmpty(Mono.fromSupplier(() -> new PageOf<>(List.of(), null)));
  }

  @GetMapping("/{id}")
  Mono<PersonView> person(@PathVariable String id) {
    return Mono.zip(Caller.current(), roster.current())
        .mapNotNull(t -> {
          PersonV1 person = t.getT2().person(id);
          return person == null
              ? null
              : view(person, t.getT2(), t.getT1(), t.getT2().standing(clock.instant()));
        })
        .switchIfEmpty(Mono.error(() -> Listing.unknown(id, "人员", "person")));
  }

  private static boolean belongs(PersonV1 person, String post, Standing standing) {
    return standing.of(person.id()).stream().anyMatch(m -> m.post().equals(post));
  }

  private static PersonView view(PersonV1 person, Roster roster, Caller caller, Standing standing) {
    return new PersonView(
        person.id(),
        person.name(),
        person.englishName(),
        person.unit(),
        Contacts.visibleTo(caller) ? person.contacts() : null,
        roster.localeOf(person),
        standing.of(person.id()).stream()
            .map(m -> new PostHeld(m.post(), m.role().name(), standing.onShift(person.id(), m)))
            .toList());
  }
}
