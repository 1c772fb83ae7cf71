package io.tocsin.roster.organisation;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.ContactPoint;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.PolicyCondition;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.DirectoryEvent.SeverityChannels;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.roster.organisation.PolicyHole.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Looks for holes in the policies of a set-up before it holds. Here it is known who stands in the
 * schedules, so a level can be held to people and their contact points; what only the engine's
 * terms show, {@code GET /escalation-policies} shows too.
 */
final class PolicyHoles {

  private static final int NAMED = 10;

  private final Organisation organisation;
  private final Members members;
  private final PolicyTimes times;
  private final Set<String> subOffices;
  private final List<PolicyHole> holes = new ArrayList<>();

  private PolicyHoles(Organisation organisation) {
    this.organisation = organisation;
    this.members = new Members(organisation);
    this.times = PolicyTimes.by(organisation.holidays());
    this.subOffices = subOffices(organisation.units());
  }

  /** Those whose parent is not the centre, which has none itself. */
  private static Set<String> subOffices(List<UnitV1> units) {
    Set<String> centres =
        units.stream()
            .filter(u -> u.parent() == null)
            .map(UnitV1::code)
            .collect(Collectors.toSet());
    return units.stream()
        .filter(u -> u.parent() != null && !centres.contains(u.parent()))
        .map(UnitV1::code)
        .collect(Collectors.toSet());
  }

  /** By policy and level; then schedules, and what is missing altogether. */
  static List<PolicyHole> in(Organisation organisation) {
    return new PolicyHoles(organisation).found();
  }

  private List<PolicyHole> found() {
    List<EscalationPolicyV1> policies = organisation.policies();
    for (int i = 0; i < policies.size(); i++) {
      EscalationPolicyV1 policy = policies.get(i);
      hidden(policies.subList(0, i), policy);
      units(policy);
      for (int level = 1; level <= policy.levels().size(); level++) {
        level(policy, level, policy.levels().get(level - 1));
        repeat(policy, level);
      }
    }
    holes.addAll(UnaskedSchedules.in(organisation, subOffices));
    if (!members.of("LD").possible()) {
      holes.add(
          new PolicyHole(
              Kind.NO_LEADER,
              null,
              null,
              new LocalText(
                  "没有人值守岗位 LD（组长）：各级都无人确认时无人可呼叫",
                  "nobody stands in a schedule of post LD: nobody is left to page when no level acknowledges")));
    }
    return List.copyOf(holes);
  }

  private void hidden(List<EscalationPolicyV1> before, EscalationPolicyV1 policy) {
    PolicyCondition when = policy.when();
    if (when != null && !times.come(when.times())) {
      holes.add(
          new PolicyHole(
              Kind.UNREACHABLE_POLICY,
              policy.id(),
              null,
              new LocalText(
                  "策略 %s 永远不会被选中：日历中没有其时段所指的日子".formatted(policy.id()),
                  "policy %s is never chosen: the calendar has no day of the kind that its times name"
                      .formatted(policy.id()))));
      return;
    }
    for (EscalationPolicyV1 earlier : before) {
      if (earlier.when() != null && when != null && covers(earlier.when(), when)) {
        holes.add(
            new PolicyHole(
                Kind.UNREACHABLE_POLICY,
                policy.id(),
                null,
                new LocalText(
                    "策略 %s 永远不会被选中：排在前面的 %s 总是先匹配".formatted(policy.id(), earlier.id()),
                    "policy %s is never chosen: %s before it always fits first"
                        .formatted(policy.id(), earlier.id()))));
        return;
      }
    }
  }

  /** Reports of a sub-office count for its bureau; so does a bureau that is moved below another. */
  private void units(EscalationPolicyV1 policy) {
    List<String> named =
        policy.when() == null || policy.when().units() == null ? List.of() : policy.when().units();
    List<String> below = named.stream().filter(subOffices::contains).toList();
    if (below.isEmpty()) {
      return;
    }
    boolean all = below.size() == named.size();
    LocalText why =
        new LocalText(
            "这些单位的报告计入其上级局，事件中不会出现：" + some(below),
            "reports of these units count for the bureau above them, and no incident bears them: "
                + some(below));
    holes.add(
        new PolicyHole(
            all ? Kind.UNREACHABLE_POLICY : Kind.UNREACHABLE_UNIT,
            policy.id(),
            null,
            new LocalText(
                "策略 %s%s：%s".formatted(policy.id(), all ? " 永远不会被选中" : "", why.zh()),
                "policy %s%s: %s"
                    .formatted(policy.id(), all ? " is never chosen" : "", why.en()))));
  }

  private static boolean covers(PolicyCondition wide, PolicyCondition narrow) {
    return PolicyTimes.covers(wide.systems(), narrow.systems())
        && PolicyTimes.covers(wide.scope(), narrow.scope())
        && PolicyTimes.covers(wide.severity(), narrow.severity())
        && (wide.exercise() == null || wide.exercise().equals(narrow.exercise()))
        && (wide.units() == null
            || (narrow.units() != null && PolicyTimes.covers(wide.units(), narrow.units())))
        && PolicyTimes.cover(wide.times(), narrow.times());
  }

  private void level(EscalationPolicyV1 policy, int number, PolicyLevel level) {
    Set<PersonV1> people = new LinkedHashSet<>();
    boolean countable = true;
    boolean possible = false;
    boolean open = false;
    int atOnce = 0;
    for (PolicyTarget target : level.targets()) {
      boolean depends =
          Boolean.TRUE.equals(target.causePosts()) || Boolean.TRUE.equals(target.liaisons());
      possible |= depends;
      countable &= !depends;
      for (Members.Group group : members.of(target)) {
        possible |= group.possible();
        countable &= !(group.open() && Boolean.TRUE.equals(target.everyone()));
        open |= group.open();
        atOnce += atOnce(target, group);
        people.addAll(group.people());
        if (!group.possible()) {
          add(Kind.EMPTY_TARGET, policy, number, group.nobody());
        }
      }
      if (Boolean.TRUE.equals(target.liaisons())) {
        liaisons(policy, number, level);
      }
      if (Boolean.TRUE.equals(target.systemOwner())) {
        List<PersonV1> owners = owners(policy, number);
        possible |= !owners.isEmpty();
        countable = false;
        people.addAll(owners);
      }
    }
    if (!possible) {
      add(
          Kind.EMPTY_LEVEL,
          policy,
          number,
          new LocalText(
              "没有任何可呼叫的人，会立即跳到下一级", "nobody can be paged, and it is passed over at once"));
    }
    contacts(policy, number, level, people);
    int wanted = level.acknowledgements() == null ? 1 : level.acknowledgements();
    int most = open ? atOnce : Math.min(atOnce, people.size());
    if (countable && possible && most < wanted) {
      add(
          Kind.TOO_MANY_ACKNOWLEDGEMENTS,
          policy,
          number,
          new LocalText(
              "需要%d人确认，但至多呼叫%d人".formatted(wanted, most),
              "%d acknowledgements are wanted, but at most %d people paged"
                  .formatted(wanted, most)));
    }
  }

  /** However many take turns in a role, one of them holds it; without a role two are on shift. */
  private static int atOnce(PolicyTarget target, Members.Group group) {
    int known = group.people().size();
    if (Boolean.TRUE.equals(target.everyone())) {
      return known;
    }
    int holders = target.roleName() == null ? 2 : 1;
    return group.open() ? holders : Math.min(holders, known);
  }

  /** Of the systems that the policy is for; those without one are told. */
  private List<PersonV1> owners(EscalationPolicyV1 policy, int number) {
    PolicyCondition when = policy.when();
    List<ManagedSystemV1> systems =
        organisation.systems().stream()
            .filter(
                s -> when == null || when.systems().isEmpty() || when.systems().contains(s.code()))
            .toList();
    List<String> without =
        systems.stream().filter(s -> s.owner() == null).map(ManagedSystemV1::code).toList();
    if (!without.isEmpty()) {
      add(
          Kind.EMPTY_TARGET,
          policy,
          number,
          new LocalText(
              "这些系统没有责任人：" + some(without), "systems without an owner: " + some(without)));
    }
    return organisation.people().stream()
        .filter(p -> systems.stream().anyMatch(s -> p.id().equals(s.owner())))
        .toList();
  }

  /** The last level lasts as long as the one before it; an only level as long as its repeat. */
  private void repeat(EscalationPolicyV1 policy, int number) {
    List<PolicyLevel> levels = policy.levels();
    Duration every = levels.get(number - 1).repeatEvery();
    if (every == null || levels.size() == 1) {
      return;
    }
    int next = Math.min(number, levels.size() - 1);
    Duration lasts = levels.get(next).after().minus(levels.get(next - 1).after());
    if (every.compareTo(lasts) >= 0) {
      add(
          Kind.UNREACHABLE_REPEAT,
          policy,
          number,
          new LocalText(
              "重复间隔 %s 不短于本级时长 %s，不会重复呼叫".formatted(every, lasts),
              "it repeats every %s but lasts only %s, so that it never repeats"
                  .formatted(every, lasts)));
    }
  }

  private void contacts(
      EscalationPolicyV1 policy, int number, PolicyLevel level, Collection<PersonV1> people) {
    for (Set<Channel> channels : ways(level)) {
      List<String> without =
          people.stream().filter(p -> none(channels, p.contacts())).map(PersonV1::id).toList();
      if (!without.isEmpty()) {
        add(
            Kind.MISSING_CONTACT,
            policy,
            number,
            new LocalText(
                "%s 没有 %s 的联系方式".formatted(some(without), channels),
                "no contact point for %s: %s".formatted(channels, some(without))));
      }
    }
  }

  private void liaisons(EscalationPolicyV1 policy, int number, PolicyLevel level) {
    for (Set<Channel> channels : ways(level)) {
      List<String> without =
          organisation.units().stream()
              .filter(u -> u.liaison() == null || none(channels, u.liaison().contacts()))
              .map(UnitV1::code)
              .toList();
      if (!without.isEmpty()) {
        add(
            Kind.MISSING_CONTACT,
            policy,
            number,
            new LocalText(
                "这些单位没有可用 %s 联系的联络员：%s".formatted(channels, some(without)),
                "units without a liaison who can be reached by %s: %s"
                    .formatted(channels, some(without))));
      }
    }
  }

  /** Each set of channels that some severity is paged by. */
  private static Set<Set<Channel>> ways(PolicyLevel level) {
    Set<Set<Channel>> ways = new LinkedHashSet<>();
    ways.add(new TreeSet<>(level.channels()));
    if (level.channelsBySeverity() != null) {
      for (SeverityChannels by : level.channelsBySeverity()) {
        ways.add(new TreeSet<>(by.channels()));
      }
    }
    return ways;
  }

  private static boolean none(Set<Channel> channels, List<ContactPoint> contacts) {
    return contacts.stream().noneMatch(c -> channels.contains(c.channel()));
  }

  private static String some(List<String> names) {
    String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return names.size() > NAMED ? first + " … (" + names.size() + ")" : first;
  }

  private void add(Kind kind, EscalationPolicyV1 policy, int level, LocalText what) {
    holes.add(
        new PolicyHole(
            kind,
            policy.id(),
            level,
            new LocalText(
                "策略 %s 第%d级：%s".formatted(policy.id(), level, what.zh()),
                "policy %s, level %d: %s".formatted(policy.id(), level, what.en()))));
  }
}
