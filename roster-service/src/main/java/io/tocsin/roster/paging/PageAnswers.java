package io.tocsin.roster.paging;

import io.tocsin.contracts.AssignmentEvent;
import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.AssignmentEvent.PageUnstaffedV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.roster.domain.Duty;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.oncall.DutyReason;
import io.tocsin.roster.oncall.Roster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be paged for a page: a function of the page, the roster and the time.
 *
 * <p>Where nobody holds the target, or whoever does has no contact point that the page's channels
 * could use, the answer is "unstaffed", so that the escalation goes on at once. Where all who hold
 * it are excluded, because they have acknowledged already, there is no answer: the target is
 * staffed, nobody needs the page, and the escalation's own time for the level runs on.
 */
final class PageAnswers {

  static final LocalText NO_ORGANISATION =
      new LocalText("尚未导入组织设置", "no organisation was applied yet");

  private PageAnswers() {}

  static @Nullable AssignmentEvent answer(PageRequestedV1 page, Roster roster, Instant now) {
    List<Assignee> assignees = new ArrayList<>();
    List<LocalText> missing = new ArrayList<>();
    boolean held = false;
    for (Found found : find(page.target(), roster, now)) {
      if (found.person == null) {
        missing.add(found.reason);
      } else if (page.excluding().contains(found.person.id())) {
        held = true;
      } else {
        List<ContactPoint> contacts = contacts(found.person, page.channels());
        if (contacts.isEmpty()) {
          missing.add(unreachable(found.person, page.channels()));
        } else if (assignees.stream().noneMatch(a -> a.personId().equals(found.person.id()))) {
          assignees.add(assignee(found, contacts, roster));
        }
      }
    }
    if (!assignees.isEmpty()) {
      return new PageAssignedV1(page, List.copyOf(assignees));
    }
    return held ? null : new PageUnstaffedV1(page, joined(missing));
  }

  /** A person, or why there is none. */
  private record Found(
      @Nullable PersonV1 person,
      @Nullable String post,
      @Nullable DutyRole role,
      LocalText reason) {}

  private static List<Found> find(PageTarget target, Roster roster, Instant now) {
    if (target.personId() != null) {
      PersonV1 person = roster.person(target.personId());
      return List.of(
          person == null
              ? new Found(
                  null,
                  null,
                  null,
                  new LocalText(
                      "没有人员 " + target.personId(), "there is no person " + target.personId()))
              : new Found(person, null, null, new LocalText("策略点名呼叫", "named by the policy")));
    }
    String post = String.valueOf(target.post());
    List<DutyRole> roles =
        target.role() == null ? List.of(DutyRole.values()) : List.of(target.role());
    return roles.stream().map(role -> onShift(post, role, roster, now)).toList();
  }

  private static Found onShift(String post, DutyRole role, Roster roster, Instant now) {
    OnCallRole asked = OnCallRole.valueOf(role.name());
    Duty duty = roster.holderAt(post, asked, now);
    LocalText reason = DutyReason.of(duty, post, asked, roster);
    PersonV1 person = duty instanceof Duty.OnDuty d ? roster.person(d.personId()) : null;
    return new Found(person, post, role, reason);
  }

  private static Assignee assignee(Found found, List<ContactPoint> contacts, Roster roster) {
    PersonV1 person = found.person;
    if (person == null) {
      throw new IllegalArgumentException("Expected somebody who was found, but got nobody");
    }
    return new Assignee(
        person.id(),
        person.name(),
        found.post,
        found.role,
        contacts,
        roster.localeOf(person),
        found.reason);
  }

  /** By the page's channels, in the person's own order. */
  private static List<ContactPoint> contacts(PersonV1 person, List<Channel> channels) {
    return person.contacts().stream().filter(c -> channels.contains(c.channel())).toList();
  }

  private static LocalText unreachable(PersonV1 person, List<Channel> channels) {
    return new LocalText(
        person.name() + " 没有 " + channels + " 联络方式",
        person.name() + " has no contact point for " + channels);
  }

  private static LocalText joined(List<LocalText> reasons) {
    return new LocalText(
        String.join(";", reasons.stream().map(LocalText::zh).distinct().toList()),
        String.join("; ", reasons.stream().map(LocalText::en).distinct().toList()));
  }
}
