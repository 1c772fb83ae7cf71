package io.tocsin.roster.paging;

import io.tocsin.contracts.AssignmentEvent;
import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.AssignmentEvent.PageUnstaffedV1;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.Liaison;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.Scope;
import io.tocsin.roster.domain.Duty;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.oncall.DutyReason;
import io.tocsin.roster.oncall.Roster;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is to be paged for a page: a function of the page, the roster and the time.
 *
 * <p>Where nobody holds the target, or whoever does has no contact point that the page's channels
 * could use, the answer is "unstaffed", so that the escalation goes on at once; so it is where
 * another page of the same round reaches them, since one message is enough, and where who holds it
 * takes no part in an exercise. Where all who hold it are excluded, because they have acknowledged
 * already, there is no answer: the target is staffed, nobody needs the page, and the escalation's
 * own time for the level runs on.
 */
public final class PageAnswers {

  static final LocalText NO_ORGANISATION =
      new LocalText("尚未导入组织设置", "no organisation was applied yet");

  private static final String LIAISON = Roster.LIAISON;
  private static final String LIAISON_ID = "liaison:";

  private PageAnswers() {}

  /** {@link #answer}, and "unstaffed" where there is no roster yet. */
  public static @Nullable AssignmentEvent answerOrUnstaffed(
      PageRequestedV1 page, @Nullable Roster roster, Instant now) {
    return roster == null ? new PageUnstaffedV1(page, NO_ORGANISATION) : answer(page, roster, now);
  }

  static @Nullable AssignmentEvent answer(PageRequestedV1 page, Roster roster, Instant now) {
    List<Assignee> assignees = new ArrayList<>();
    List<LocalText> missing = new ArrayList<>();
    Set<String> paged = pagedBefore(page, roster, now);
    boolean held = false;
    for (Found found : find(page.target(), unit(page), roster, now)) {
      if (found.person == null) {
        missing.add(found.reason);
      } else if (!takesPart(found.person, page, roster)) {
        missing.add(noPart(found.person));
      } else if (page.excluding().contains(found.person.id())) {
        held = true;
      } else if (paged.contains(found.person.id())) {
        missing.add(alreadyPaged(found.person));
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
      Integer turn = page.target().turn();
      return new PageAssignedV1(
          page,
          turn == null
              ? List.copyOf(assignees)
              : List.of(assignees.get(Math.floorMod(turn, assignees.size()))));
    }
    return held ? null : new PageUnstaffedV1(page, joined(missing));
  }

  /** Whoever another page of the same round reaches: nobody gets two messages for one level. */
  private static Set<String> pagedBefore(PageRequestedV1 page, Roster roster, Instant now) {
    Set<String> paged = new HashSet<>();
    List<PageTarget> before = page.before() == null ? List.of() : page.before();
    for (PageTarget target : before) {
      for (Found found : find(target, unit(page), roster, now)) {
        if (found.person != null
            && takesPart(found.person, page, roster)
            && !contacts(found.person, page.channels()).isEmpty()) {
          paged.add(found.person.id());
        }
      }
    }
    return paged;
  }

  /** A unit that takes part brings its liaison. */
  private static boolean takesPart(PersonV1 person, PageRequestedV1 page, Roster roster) {
    return !page.incident().exercise()
        || person.id().startsWith(LIAISON_ID)
        || roster.drills(person.id());
  }

  private static LocalText noPart(PersonV1 person) {
    return new LocalText(person.name() + " 不参加演练", person.name() + " takes no part in exercises");
  }

  /** A person, or why there is none. */
  private record Found(
      @Nullable PersonV1 person,
      @Nullable String post,
      @Nullable OnCallRole role,
      LocalText reason) {}

  /** The one unit that a fault is about: whoever answers for that unit alone is asked first. */
  private static @Nullable String unit(PageRequestedV1 page) {
    IncidentFacts incident = page.incident();
    return incident.scope() == Scope.REGIONAL && incident.units().size() == 1
        ? incident.units().getFirst().unit()
        : null;
  }

  private static List<Found> find(
      PageTarget target, @Nullable String ofFault, Roster roster, Instant now) {
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
    if (Boolean.TRUE.equals(target.everyone())) {
      return everyone(post, target.schedule(), roster, now);
    }
    String unit = target.unit() == null ? ofFault : target.unit();
    List<Found> onShift =
        roles(target).stream()
            .map(role -> onShift(post, target.schedule(), unit, role, roster, now))
            .toList();
    // A unit's liaison stands in for a schedule of liaisons.
    return target.unit() != null
            && post.equals(LIAISON)
            && onShift.stream().allMatch(found -> found.person == null)
        ? List.of(liaison(target.unit(), roster))
        : onShift;
  }

  /** Those that every shift has where the target names none. */
  private static List<OnCallRole> roles(PageTarget target) {
    String role = target.roleName();
    return role == null
        ? List.of(OnCallRole.PRIMARY, OnCallRole.SUBSTITUTE)
        : List.of(new OnCallRole(role));
  }

  /** All who stand in a schedule of the post, or in the one that is named, on duty or not. */
  private static List<Found> everyone(
      String post, @Nullable String schedule, Roster roster, Instant now) {
    List<PersonV1> people =
        schedule == null ? roster.everyone(post, now) : roster.everyoneIn(schedule, now);
    LocalText where =
        schedule == null
            ? new LocalText("岗位 " + post, "post " + post)
            : new LocalText("值班表 " + schedule, "schedule " + schedule);
    LocalText reason = new LocalText(where.zh() + " 的全体人员", "everyone of " + where.en());
    List<Found> all = people.stream().map(p -> new Found(p, post, null, reason)).toList();
    return all.isEmpty()
        ? List.of(
            new Found(
                null,
                post,
                null,
                new LocalText(where.zh() + " 没有人员", "nobody stands in " + where.en())))
        : all;
  }

  /** A unit's liaison is no person of the organisation, but can be paged like one. */
  private static Found liaison(String code, Roster roster) {
    UnitV1 unit = roster.unit(code);
    if (unit == null) {
      return new Found(
          null, LIAISON, null, new LocalText("没有单位 " + code, "there is no unit " + code));
    }
    Liaison liaison = unit.liaison();
    if (liaison == null) {
      return new Found(
          null, LIAISON, null, new LocalText(unit.name() + " 没有联络员", code + " has no liaison"));
    }
    return new Found(
        new PersonV1(LIAISON_ID + code, liaison.name(), null, code, liaison.contacts(), null),
        LIAISON,
        null,
        new LocalText(unit.name() + " 的联络员", "the liaison of " + code));
  }

  private static Found onShift(
      String post,
      @Nullable String schedule,
      @Nullable String unit,
      OnCallRole role,
      Roster roster,
      Instant now) {
    Duty duty =
        schedule == null
            ? roster.holderAt(post, role, now, unit)
            : roster.holderIn(schedule, role, now);
    LocalText reason = DutyReason.of(duty, post, role, roster);
    if (!(duty instanceof Duty.OnDuty holder)) {
      return new Found(null, post, role, reason);
    }
    PersonV1 person = roster.person(holder.personId());
    return new Found(person, post, role, person == null ? gone(holder.personId()) : reason);
  }

  /** A calendar that was brought in named them before they were taken out of the set-up. */
  private static LocalText gone(String personId) {
    return new LocalText(
        "当班的 " + personId + " 已不在组织设置中",
        personId + ", who is on duty, is not in the set-up any more");
  }

  private static Assignee assignee(Found found, List<ContactPoint> contacts, Roster roster) {
    PersonV1 person = found.person;
    if (person == null) {
      throw new IllegalArgumentException("Expected somebody who was found, but got nobody");
    }
    String role = found.role == null ? null : found.role.name();
    return new Assignee(
        person.id(),
        person.name(),
        found.post,
        DutyRole.of(role),
        contacts,
        roster.localeOf(person),
        found.reason,
        DutyRole.other(role));
  }

  /** By the page's channels, in the person's own order. */
  private static List<ContactPoint> contacts(PersonV1 person, List<Channel> channels) {
    return person.contacts().stream().filter(c -> channels.contains(c.channel())).toList();
  }

  private static LocalText alreadyPaged(PersonV1 person) {
    return new LocalText(
        person.name() + " 已由同一轮的另一呼叫通知",
        person.name() + " is told by another page of the same round");
  }

  private static LocalText unreachable(PersonV1 person, List<Channel> channels) {
    return new LocalText(
        person.name() + " 没有 " + channels + " 联络方式",
        person.name() + " has no contact point for " + channels);
  }

  private static LocalText joined(List<LocalText> reasons) {
    return new LocalText(
        String.join("；", reasons.stream().map(LocalText::zh).distinct().toList()),
        String.join("; ", reasons.stream().map(LocalText::en).distinct().toList()));
  }
}
