package io.tocsin.roster.organisation;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent.CriticalWindow;
import io.tocsin.contracts.DirectoryEvent.DayKind;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.PolicyCondition;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.DirectoryEvent.SeverityChannels;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Escalation policies, in the order in which they are tried. */
record PolicyFields(Names names) {

  /** Rehearsals go by seconds; below that a mistyped unit would page without end. */
  private static final Duration SHORTEST_REPEAT = Duration.ofSeconds(1);

  List<EscalationPolicyV1> read(Field policies) {
    if (!policies.present()) {
      return defaults(policies);
    }
    List<Field> items = policies.someItems();
    Names.check(items, "id");
    List<Placed> placed = new ArrayList<>();
    for (Field item : items) {
      int position = placed.size() + 1;
      EscalationPolicyV1 policy = policy(item, position);
      int priority = TimeFields.number(item.field("priority"), 0, 1_000_000, position);
      placed.add(new Placed(item, priority, policy));
    }
    placed.sort(Comparator.comparingInt(Placed::priority));
    fallbackStandsLast(policies, placed);
    List<EscalationPolicyV1> ordered = new ArrayList<>();
    for (Placed p : placed) {
      ordered.add(
          new EscalationPolicyV1(
              p.policy.id(),
              ordered.size() + 1,
              p.policy.when(),
              p.policy.repeat(),
              p.policy.levels(),
              p.policy.name(),
              p.policy.englishName()));
    }
    return List.copyOf(ordered);
  }

  private List<EscalationPolicyV1> defaults(Field policies) {
    if (names.posts().stream().noneMatch(p -> List.of("LD", "AP", "DB").contains(p))) {
      policies.expected(
          "应有升级策略，因为默认策略呼叫岗位 LD、AP、DB",
          "escalation policies, because the default ones page the posts LD, AP and DB",
          "文档没有定义这些岗位",
          "none of these posts is defined");
    }
    return Defaults.policies(names.posts());
  }

  /** A policy and where it stood; {@code priority} may put it elsewhere. */
  private record Placed(Field field, int priority, EscalationPolicyV1 policy) {}

  private static void fallbackStandsLast(Field policies, List<Placed> placed) {
    for (int i = 0; i < placed.size() - 1; i++) {
      if (placed.get(i).policy.when() == null) {
        placed
            .get(i)
            .field
            .expected(
                "没有 when 的策略总是匹配，应排在最后且只有一个",
                "one policy without when, and last, because it always matches",
                "其后还有策略",
                "others stand behind it");
      }
    }
    if (!placed.isEmpty() && placed.getLast().policy.when() != null) {
      policies.expected(
          "最后一个策略不应有 when，这样任何事件都有人被呼叫",
          "a last policy without when, so that somebody is told of every incident",
          placed.getLast().policy.id() + " 有 when",
          placed.getLast().policy.id() + " has one");
    }
  }

  private EscalationPolicyV1 policy(Field policy, int position) {
    policy.only("id", "name", "englishName", "priority", "when", "repeat", "levels");
    return new EscalationPolicyV1(
        policy.field("id").text(),
        position,
        when(policy.field("when")),
        TimeFields.number(policy.field("repeat"), 0, 100, Defaults.POLICY_REPEAT),
        levels(policy.field("levels")),
        policy.field("name").optionalText(),
        policy.field("englishName").optionalText());
  }

  private @Nullable PolicyCondition when(Field when) {
    when.only("systems", "scope", "severity", "exercise", "units", "times");
    Field exercise = when.field("exercise");
    PolicyCondition condition =
        new PolicyCondition(
            when.field("systems").items().stream()
                .map(s -> s.reference(names.systems(), "系统编码", "system"))
                .toList(),
            when.field("scope").items().stream()
                .map(s -> s.oneOf(Scope.class, Scope.GLOBAL))
                .toList(),
            when.field("severity").items().stream()
                .map(s -> s.oneOf(Severity.class, Severity.SEV1))
                .toList(),
            exercise.present() ? truth(exercise) : null,
            units(when.field("units")),
            times(when.field("times")));
    boolean alwaysFits =
        condition.systems().isEmpty()
            && condition.scope().isEmpty()
            && condition.severity().isEmpty()
            && condition.exercise() == null
            && condition.units() == null
            && condition.times() == null;
    return alwaysFits ? null : condition;
  }

  private @Nullable List<String> units(Field units) {
    List<String> read =
        units.items().stream().map(u -> u.reference(names.units(), "单位编码", "unit")).toList();
    return read.isEmpty() ? null : read;
  }

  private static @Nullable List<CriticalWindow> times(Field times) {
    List<CriticalWindow> read = times.items().stream().map(PolicyFields::time).toList();
    return read.isEmpty() ? null : read;
  }

  /** The kinds of day are those that the hours of a schedule's layer know. */
  private static CriticalWindow time(Field time) {
    time.only("name", "monthDays", "weekDays", "on", "from", "to");
    List<DayKind> on =
        time.field("on").items().stream()
            .map(d -> d.oneOf(DayKind.class, DayKind.WORKDAY))
            .toList();
    return DirectoryFields.window(time, on.isEmpty() ? null : on);
  }

  private static boolean truth(Field field) {
    return field.value(
        false,
        "应为 true 或 false",
        "true or false",
        text -> {
          if (!text.equals("true") && !text.equals("false")) {
            throw new IllegalArgumentException(text);
          }
          return text.equals("true");
        });
  }

  private List<PolicyLevel> levels(Field levels) {
    List<PolicyLevel> read = new ArrayList<>();
    for (Field level : levels.someItems()) {
      level.only(
          "after",
          "targets",
          "channels",
          "repeatEvery",
          "channelsBySeverity",
          "acknowledgements",
          "acknowledgementExpires",
          "roundRobin");
      level.field("after").text();
      Duration after = TimeFields.zeroOrMore(level.field("after"), Duration.ZERO);
      if (!read.isEmpty() && after.compareTo(read.getLast().after()) <= 0) {
        level
            .field("after")
            .expected(
                "应晚于前一级的 " + read.getLast().after(),
                "later than the level before, " + read.getLast().after());
      }
      read.add(
          new PolicyLevel(
              after,
              targets(level.field("targets")),
              channels(level.field("channels")),
              optional(level.field("repeatEvery"), PolicyFields::repeatEvery),
              bySeverity(level.field("channelsBySeverity")),
              optional(level.field("acknowledgements"), f -> TimeFields.number(f, 1, 100, 1)),
              optional(
                  level.field("acknowledgementExpires"),
                  f -> TimeFields.zeroOrMore(f, Duration.ZERO)),
              optional(level.field("roundRobin"), PolicyFields::truth)));
    }
    return List.copyOf(read);
  }

  private static Duration repeatEvery(Field repeat) {
    Duration otherwise = Duration.ofMinutes(1);
    return repeat.holds()
        ? TimeFields.positive(repeat, otherwise)
        : TimeFields.interval(repeat, SHORTEST_REPEAT, otherwise);
  }

  private static <T> @Nullable T optional(Field field, Function<Field, T> read) {
    return field.present() ? read.apply(field) : null;
  }

  private static @Nullable List<SeverityChannels> bySeverity(Field field) {
    List<SeverityChannels> read = new ArrayList<>();
    for (Field by : field.items()) {
      by.only("severity", "channels");
      read.add(
          new SeverityChannels(
              by.field("severity").someItems().stream()
                  .map(s -> s.oneOf(Severity.class, Severity.SEV1))
                  .toList(),
              channels(by.field("channels"))));
    }
    return read.isEmpty() ? null : List.copyOf(read);
  }

  private List<PolicyTarget> targets(Field targets) {
    return targets.someItems().stream().map(this::target).toList();
  }

  private PolicyTarget target(Field target) {
    target.only(
        "posts", "role", "people", "schedule", "everyone", "causePosts", "liaisons", "systemOwner");
    Field schedule = target.field("schedule");
    List<String> posts = posts(target.field("posts"), schedule);
    List<String> people =
        target.field("people").items().stream()
            .map(p -> p.reference(names.people(), "人员 id", "person"))
            .toList();
    @Nullable Boolean causePosts = optional(target.field("causePosts"), PolicyFields::truth);
    @Nullable Boolean liaisons = optional(target.field("liaisons"), PolicyFields::truth);
    @Nullable Boolean systemOwner = optional(target.field("systemOwner"), PolicyFields::truth);
    if (posts.isEmpty()
        && people.isEmpty()
        && !Boolean.TRUE.equals(causePosts)
        && !Boolean.TRUE.equals(liaisons)
        && !Boolean.TRUE.equals(systemOwner)) {
      target.expected(
          "应有 posts、people、schedule、causePosts、liaisons 或 systemOwner",
          "posts, people, schedule, causePosts, liaisons or systemOwner",
          "都没有",
          "there is none of them");
    }
    String role = role(target.field("role"));
    @Nullable Boolean everyone = optional(target.field("everyone"), PolicyFields::truth);
    if (Boolean.TRUE.equals(everyone)) {
      refuseWithEveryone(target, role, posts);
    }
    return new PolicyTarget(
        posts,
        DutyRole.of(role),
        people,
        schedule.present() ? schedule.text() : null,
        everyone,
        causePosts,
        liaisons,
        DutyRole.other(role),
        systemOwner);
  }

  /**
   * Everyone is paged whatever their role: who writes both means fewer people than would be paged,
   * and who names no post means more. Earlier builds took either and said nothing.
   */
  private static void refuseWithEveryone(Field target, @Nullable String role, List<String> posts) {
    Field named = target.field("role");
    if (role != null && !named.holds()) {
      named.expected(
          "与 everyone 同用时不应有 role（需要时分写为两个目标）",
          "no role beside everyone, or two targets",
          "everyone 不分角色呼叫全体",
          "everyone pages all, whatever their role");
    }
    Field everyone = target.field("everyone");
    if (posts.isEmpty() && !everyone.holds()) {
      everyone.expected(
          "everyone 应与 posts 或 schedule 同用",
          "posts or a schedule with everyone",
          "都没有",
          "there is none");
    }
  }

  /** Any that some schedule has; another one is misspelt and would page nobody. */
  private @Nullable String role(Field role) {
    String name = role.optionalText();
    if (name != null && !names.roles().contains(name)) {
      role.expected("应为 " + names.roles() + " 之一", "one of " + names.roles());
    }
    return name;
  }

  /** A schedule stands for its post: whoever knows nothing of schedules pages the post. */
  private List<String> posts(Field posts, Field schedule) {
    List<String> read =
        posts.items().stream().map(p -> p.reference(names.posts(), "岗位编码", "post")).toList();
    if (!schedule.present()) {
      return read;
    }
    if (!read.isEmpty()) {
      schedule.expected("posts 与 schedule 只应有其一", "posts or a schedule", "两者都有", "there are both");
    }
    String id = schedule.reference(names.postsOfSchedules().keySet(), "值班表 id", "schedule");
    String post = names.postsOfSchedules().get(id);
    return post == null ? List.of() : List.of(post);
  }

  /** A page has to reach a person: a post on the notice board does not. */
  private static List<Channel> channels(Field channels) {
    if (!channels.present()) {
      return Defaults.PAGE_CHANNELS;
    }
    List<Channel> read = new ArrayList<>();
    for (Field field : channels.someItems()) {
      Channel channel = field.oneOf(Channel.class, Channel.SMS);
      if (channel == Channel.INTRANET) {
        field.expected("应为能找到人的渠道", "a channel that reaches a person");
      }
      read.add(channel);
    }
    return read.stream().distinct().toList();
  }
}
