package io.tocsin.roster.lookahead;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.PostV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.roster.domain.Gap;
import io.tocsin.roster.domain.GapSearch;
import io.tocsin.roster.domain.PersonBook;
import io.tocsin.roster.oncall.DutyReason;
import io.tocsin.roster.oncall.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The gaps and conflicts of a roster in an interval. */
record Gaps(Roster roster, Duration unverifiedAfter, Instant now) {

  List<Gap> between(Instant from, Instant to) {
    List<String> posts =
        roster.organisation().posts().stream()
            .map(PostV1::code)
            // A unit's liaison stands in the set-up; a schedule for liaisons is looked at with it.
            .filter(post -> !post.equals(Roster.LIAISON) || hasSchedule(post))
            .toList();
    return new GapSearch(roster.onCall(), posts, this::unverified).between(from, to);
  }

  private boolean hasSchedule(String post) {
    return roster.plans().stream().anyMatch(p -> p.schedule().post().equals(post));
  }

  private boolean unverified(String personId) {
    return !unverifiedContacts(personId).isEmpty();
  }

  /** Those of the person's phones and mailboxes that were not answered from lately. */
  List<ContactPoint> unverifiedContacts(String personId) {
    PersonV1 person = roster.person(personId);
    if (person == null) {
      return List.of();
    }
    PersonBook book = roster.books().person(personId);
    Instant since = now.minus(unverifiedAfter);
    return person.contacts().stream()
        .filter(c -> c.channel() == Channel.SMS || c.channel() == Channel.EMAIL)
        .filter(c -> {
          Instant verified = book.verifiedAt(Roster.contactKey(c));
          return verified == null || verified.isBefore(since);
        })
        .toList();
  }

  LocalText reason(Gap gap) {
    if (gap.kind() != Gap.Kind.UNVERIFIED || gap.person() == null) {
      return DutyReason.of(gap.detail(), gap.post(), gap.role(), roster);
    }
    String name = roster.nameOf(gap.person());
    String contacts =
        String.join(", ", unverifiedContacts(gap.person()).stream().map(ContactPoint::to).toList());
    return new LocalText(
        "%s的联络方式 %d 天内未验证:%s".formatted(name, unverifiedAfter.toDays(), contacts),
        "%s has contact points not verified within %d days: %s"
            .formatted(name, unverifiedAfter.toDays(), contacts));
  }
}
