package io.tocsin.roster.lookahead;

import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.PolicyCondition;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.DirectoryEvent.PostV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.Scope;
import io.tocsin.roster.domain.Gap;
import io.tocsin.roster.domain.GapSearch;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.domain.PersonBook;
import io.tocsin.roster.messages.PersonMessage;
import io.tocsin.roster.oncall.DutyReason;
import io.tocsin.roster.oncall.Roster;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The gaps and conflicts of a roster in an interval. */
record Gaps(Roster roster, Duration unverifiedAfter, Instant now) {

  List<Gap> between(Instant from, Instant to) {
    List<String> posts =
        roster.organisation().posts().stream()
            .map(PostV1::code)
            // A unit's liaison stands in the set-up; a schedule for liaisons is looked at with it.
            .filter(post -> !post.equals(Roster.LIAISON) || hasSchedule(post))
            .toList();
    return new GapSearch(roster.onCall(), posts, central(), called(posts), this::unverified)
        .between(from, to);
  }

  /** The roles beside primary and substitute that policies page, by post. */
  private Map<String, Set<OnCallRole>> called(List<String> posts) {
    Map<String, Set<OnCallRole>> called = new HashMap<>();
    for (PolicyTarget target : targets()) {
      String role = target.otherRole();
      if (role != null) {
        List<String> of = Boolean.TRUE.equals(target.causePosts()) ? posts : target.posts();
        of.forEach(
            post -> called.computeIfAbsent(post, p -> new HashSet<>()).add(new OnCallRole(role)));
      }
    }
    return called;
  }

  private List<PolicyTarget> targets() {
    return roster.organisation().policies().stream().flatMap(Gaps::targets).toList();
  }

  private static Stream<PolicyTarget> targets(EscalationPolicyV1 policy) {
    return policy.levels().stream().flatMap(level -> level.targets().stream());
  }

  /**
   * What a policy that is for faults of all units pages by post, and whom the platform calls last.
   */
  private Set<String> central() {
    Set<String> posts = new HashSet<>();
    posts.add(Roster.LEADER);
    for (EscalationPolicyV1 policy : roster.organisation().policies()) {
      if (forAllUnits(policy.when())) {
        targets(policy)
            .filter(t -> t.schedule() == null && !Boolean.TRUE.equals(t.everyone()))
            .forEach(t -> posts.addAll(t.posts()));
      }
    }
    posts.remove(Roster.LIAISON);
    return posts;
  }

  private static boolean forAllUnits(@Nullable PolicyCondition when) {
    return when == null || when.scope().isEmpty() || when.scope().contains(Scope.GLOBAL);
  }

  private boolean hasSchedule(String post) {
    return roster.plans().stream().anyMatch(p -> p.schedule().post().equals(post));
  }

  private boolean unverified(String personId) {
    return unreachable(personId) != null || !unverifiedContacts(personId).isEmpty();
  }

  /** Why nobody can be sure to reach the person at all; null where messages have a way to them. */
  @Nullable LocalText unreachable(String personId) {
    PersonV1 person = roster.person(personId);
    if (person == null) {
      return new LocalText(personId + " 已不在组织设置中", personId + " is not in the set-up any more");
    }
    return PersonMessage.ways(person).isEmpty()
        ? new LocalText(
            person.name() + "没有可验证的联络方式（短信、电子邮件或聊天）",
            person.name() + " has no contact point that can be verified (SMS, e-mail or chat)")
        : null;
  }

  /** Those of the ways to the person that were not answered from lately. */
  List<ContactPoint> unverifiedContacts(String personId) {
    PersonV1 person = roster.person(personId);
    if (person == null) {
      return List.of();
    }
    PersonBook book = roster.books().person(personId);
    Instant since = now.minus(unverifiedAfter);
    return PersonMessage.ways(person).stream()
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
    LocalText unreachable = unreachable(gap.person());
    if (unreachable != null) {
      return unreachable;
    }
    String name = roster.nameOf(gap.person());
    String contacts =
        String.join(", ", unverifiedContacts(gap.person()).stream().map(ContactPoint::to).toList());
    return new LocalText(
        "%s的联络方式 %d 天内未验证：%s".formatted(name, unverifiedAfter.toDays(), contacts),
        "%s has contact points not verified within %d days: %s"
            .formatted(name, unverifiedAfter.toDays(), contacts));
  }
}
