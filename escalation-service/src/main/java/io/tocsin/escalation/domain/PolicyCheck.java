package io.tocsin.escalation.domain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for holes in policies: what nobody would notice before the night in which it matters. A
 * hole never stops a page, because the built-in policies and the leaders stand behind all others.
 */
public final class PolicyCheck {

  private PolicyCheck() {}

  /** What kind of hole. */
  public enum Kind {
    /** No policy fits: the built-in one applies. */
    UNMATCHED,
    /** Others before it always fit first, or its times never come. */
    UNREACHABLE_POLICY,
    /** Its targets can be nobody. */
    EMPTY_LEVEL,
    /** Somebody cannot be reached by the level's channels. */
    MISSING_CONTACT,
    /** The next level is due before it. */
    UNREACHABLE_REPEAT,
    /** More acknowledgements than people. */
    TOO_MANY_ACKNOWLEDGEMENTS,
    /** Nobody can be paged when all else failed. */
    NO_LEADER
  }

  /**
   * One hole.
   *
   * @param policyId null for a hole between the policies
   * @param level counts from 1, 0 where no level is meant
   */
  public record Warning(Kind kind, @Nullable String policyId, int level, Reason message) {}

  /**
   * What the policies are about.
   *
   * @param people names of channels with a contact point, by person
   * @param liaisons the same by unit; a unit without a liaison is missing
   * @param owners of systems, by id
   */
  public record Setup(
      Set<String> posts,
      Map<String, Set<String>> people,
      Map<String, Set<String>> liaisons,
      Set<String> owners,
      WorkingDays days) {}

  /** The holes of policies in the order in which they are tried. */
  public static List<Warning> warnings(List<Policy> policies, Setup setup) {
    List<Warning> warnings = new ArrayList<>(PolicyCases.warnings(policies, setup.days()));
    for (Policy policy : policies) {
      for (int level = 1; level <= policy.lastLevel(); level++) {
        level(policy, level, setup, warnings);
      }
    }
    if (!setup.posts().contains(Policy.LEADER)) {
      warnings.add(
          new Warning(
              Kind.NO_LEADER,
              null,
              0,
              new Reason(
                  "没有岗位 LD（组长）：各级都无人确认时无人可呼叫",
                  "there is no post LD: nobody is left to page when no level acknowledges")));
    }
    return List.copyOf(warnings);
  }

  private static void level(Policy policy, int number, Setup setup, List<Warning> warnings) {
    Level level = policy.level(number);
    List<Target> somebody = level.targets().stream().filter(t -> canBeSomebody(t, setup)).toList();
    if (somebody.isEmpty()) {
      warnings.add(
          warning(
              Kind.EMPTY_LEVEL,
              policy,
              number,
              "没有任何可呼叫的人，会立即跳到下一级",
              "can page nobody and is passed over at once"));
    }
    for (Target target : somebody) {
      contacts(policy, number, level, target, setup, warnings);
    }
    Duration every = level.repeatEvery();
    Duration lasts = policy.endOf(number).minus(level.after());
    if (every != null && policy.lastLevel() > 1 && every.compareTo(lasts) >= 0) {
      warnings.add(
          warning(
              Kind.UNREACHABLE_REPEAT,
              policy,
              number,
              "重复间隔 %s 不短于本级时长 %s，不会重复呼叫".formatted(every, lasts),
              "repeats every %s but lasts only %s: it never repeats".formatted(every, lasts)));
    }
    int people = countable(somebody);
    if (people > 0 && people < level.acknowledgements()) {
      warnings.add(
          warning(
              Kind.TOO_MANY_ACKNOWLEDGEMENTS,
              policy,
              number,
              "需要%d人确认，但最多呼叫%d人".formatted(level.acknowledgements(), people),
              "wants %d acknowledgements but pages at most %d people"
                  .formatted(level.acknowledgements(), people)));
    }
  }

  private static boolean canBeSomebody(Target target, Setup setup) {
    if (target.person() != null) {
      return setup.people().containsKey(target.person());
    }
    if (target.liaisons() != null) {
      return !setup.liaisons().isEmpty();
    }
    if (target.systemOwner() != null) {
      return !setup.owners().isEmpty();
    }
    return target.post() == null || setup.posts().contains(target.post());
  }

  private static void contacts(
      Policy policy, int number, Level level, Target target, Setup setup, List<Warning> warnings) {
    Set<String> channels = new LinkedHashSet<>(level.channels());
    String person = target.person();
    if (person != null && none(channels, setup.people().getOrDefault(person, Set.of()))) {
      warnings.add(
          warning(
              Kind.MISSING_CONTACT,
              policy,
              number,
              "%s 没有 %s 的联系方式".formatted(person, channels),
              "%s has no contact point for %s".formatted(person, channels)));
    }
    if (target.liaisons() != null) {
      List<String> missing =
          setup.liaisons().entrySet().stream()
              .filter(l -> none(channels, l.getValue()))
              .map(Map.Entry::getKey)
              .sorted()
              .toList();
      if (!missing.isEmpty()) {
        warnings.add(
            warning(
                Kind.MISSING_CONTACT,
                policy,
                number,
                "这些单位的联络员没有 %s 的联系方式：%s".formatted(channels, missing),
                "the liaisons of %s have no contact point for %s".formatted(missing, channels)));
      }
    }
  }

  private static boolean none(Set<String> channels, Set<String> contacts) {
    return channels.stream().noneMatch(contacts::contains);
  }

  /** How many people the targets are at most; -1 when that depends. */
  private static int countable(List<Target> targets) {
    int people = 0;
    for (Target target : targets) {
      if (target.person() == null && (target.post() == null || target.role() == null)) {
        return -1;
      }
      people++;
    }
    return people;
  }

  private static Warning warning(Kind kind, Policy policy, int level, String zh, String en) {
    return new Warning(
        kind,
        policy.id(),
        level,
        new Reason(
            "策略 %s 第%d级%s".formatted(policy.id(), level, zh),
            "level %d of policy %s %s".formatted(level, policy.id(), en)));
  }
}
