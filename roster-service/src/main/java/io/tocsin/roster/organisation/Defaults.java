package io.tocsin.roster.organisation;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent.Correlation;
import io.tocsin.contracts.DirectoryEvent.DurationFloor;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.FaultNotices;
import io.tocsin.contracts.DirectoryEvent.Grading;
import io.tocsin.contracts.DirectoryEvent.GradingRow;
import io.tocsin.contracts.DirectoryEvent.PolicyCondition;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.DirectoryEvent.PostV1;
import io.tocsin.contracts.DirectoryEvent.Reach;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What holds where the document says nothing: the values of the domain's tables. */
final class Defaults {

  static final String LOCALE = "zh-CN";
  static final String IMPORTANCE = "NORMAL";
  static final Correlation CORRELATION = new Correlation(2, Duration.ofMinutes(30));
  static final int POLICY_REPEAT = 3;
  static final List<Channel> PAGE_CHANNELS = List.of(Channel.SMS, Channel.EMAIL);
  static final FaultNotices FAULT_NOTICES =
      new FaultNotices(List.of(Channel.INTRANET), List.of(Channel.INTRANET));

  static final Grading GRADING =
      new Grading(
          List.of(
              new GradingRow(Reach.ONE_UNIT, Severity.SEV4, Severity.SEV4, Severity.SEV3),
              new GradingRow(Reach.SEVERAL_UNITS, Severity.SEV4, Severity.SEV3, Severity.SEV2),
              new GradingRow(Reach.ALL_UNITS, Severity.SEV3, Severity.SEV2, Severity.SEV1)),
          List.of(
              new DurationFloor(Scope.GLOBAL, Duration.ofMinutes(30), Severity.SEV3),
              new DurationFloor(Scope.GLOBAL, Duration.ofHours(3), Severity.SEV2),
              new DurationFloor(Scope.GLOBAL, Duration.ofHours(6), Severity.SEV1),
              new DurationFloor(Scope.REGIONAL, Duration.ofHours(4), Severity.SEV3)));

  static final List<PostV1> POSTS =
      List.of(
          new PostV1("LD", "组长", "Team leader"),
          new PostV1("DB", "数据库管理员", "Database administrator"),
          new PostV1("AP", "应用系统管理员", "Application administrator"),
          new PostV1("NW", "网络管理员", "Network administrator"),
          new PostV1("HO", "主机管理员", "Host administrator"),
          new PostV1("ST", "存储管理员", "Storage administrator"),
          new PostV1("PW", "机房电源管理", "Machine-room power"),
          new PostV1("SE", "安全管理员", "Security administrator"),
          new PostV1("BZ", "业务", "Business"),
          new PostV1("CM", "通告联络", "Communications"),
          new PostV1("UL", "基层联络员", "Unit liaison"));

  private Defaults() {}

  static Set<String> postCodes() {
    return POSTS.stream().map(PostV1::code).collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The table "Escalation" of the domain: substitute, then deputy leader, at the minutes of the
   * severity; a GLOBAL fault pages the leader and the deputy at once.
   *
   * @param posts only these are paged; where neither AP nor DB is among them, the leader is
   */
  static List<EscalationPolicyV1> policies(Set<String> posts) {
    List<String> technical = List.of("AP", "DB").stream().filter(posts::contains).toList();
    List<String> first = technical.isEmpty() ? List.of("LD") : technical;
    List<EscalationPolicyV1> policies = new ArrayList<>();
    for (Scope scope : List.of(Scope.GLOBAL, Scope.REGIONAL)) {
      policies.add(
          policy(policies, scope, List.of(Severity.SEV1, Severity.SEV2), first, posts, 5, 10));
      policies.add(policy(policies, scope, List.of(Severity.SEV3), first, posts, 10, 20));
      policies.add(policy(policies, scope, List.of(Severity.SEV4), first, posts, 30, 60));
    }
    EscalationPolicyV1 last = policies.removeLast();
    policies.add(
        new EscalationPolicyV1(
            "everything-else",
            last.priority(),
            null,
            last.repeat(),
            last.levels(),
            "其他情况",
            "Everything else"));
    return List.copyOf(policies);
  }

  private static EscalationPolicyV1 policy(
      List<EscalationPolicyV1> before,
      Scope scope,
      List<Severity> severities,
      List<String> first,
      Set<String> posts,
      int substituteAt,
      int deputyAt) {
    List<PolicyTarget> atOnce = new ArrayList<>();
    atOnce.add(new PolicyTarget(first, DutyRole.PRIMARY, List.of()));
    boolean leaders = posts.contains("LD");
    if (scope == Scope.GLOBAL && leaders) {
      atOnce.add(leader(DutyRole.PRIMARY));
      atOnce.add(leader(DutyRole.SUBSTITUTE));
    }
    List<PolicyLevel> levels = new ArrayList<>();
    levels.add(new PolicyLevel(Duration.ZERO, List.copyOf(atOnce), PAGE_CHANNELS, null));
    levels.add(
        new PolicyLevel(
            Duration.ofMinutes(substituteAt),
            List.of(new PolicyTarget(first, DutyRole.SUBSTITUTE, List.of())),
            PAGE_CHANNELS,
            null));
    if (leaders) {
      levels.add(
          new PolicyLevel(
              Duration.ofMinutes(deputyAt),
              List.of(leader(DutyRole.SUBSTITUTE)),
              PAGE_CHANNELS,
              null));
    }
    String id =
        Stream.concat(Stream.of(scope), severities.stream())
            .map(e -> e.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining("-"));
    PolicyCondition when = new PolicyCondition(List.of(), List.of(scope), severities, null);
    boolean global = scope == Scope.GLOBAL;
    return new EscalationPolicyV1(
        id,
        before.size() + 1,
        when,
        POLICY_REPEAT,
        List.copyOf(levels),
        (global ? "全局故障，" : "区域故障，") + numerals(severities, "、") + "级",
        (global ? "Global fault, " : "Regional fault, ") + numerals(severities, " or "));
  }

  private static String numerals(List<Severity> severities, String between) {
    return severities.stream()
        .map(s -> List.of("Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ").get(s.ordinal()))
        .collect(Collectors.joining(between));
  }

  private static PolicyTarget leader(DutyRole role) {
    return new PolicyTarget(List.of("LD"), role, List.of());
  }
}
