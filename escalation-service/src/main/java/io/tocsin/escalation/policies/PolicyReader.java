package io.tocsin.escalation.policies;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.DirectoryEvent.CriticalWindow;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.PolicyCondition;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.DirectoryEvent.SeverityChannels;
import io.tocsin.escalation.domain.Condition;
import io.tocsin.escalation.domain.DayKind;
import io.tocsin.escalation.domain.Level;
import io.tocsin.escalation.domain.Policy;
import io.tocsin.escalation.domain.Role;
import io.tocsin.escalation.domain.Scope;
import io.tocsin.escalation.domain.Severity;
import io.tocsin.escalation.domain.Target;
import io.tocsin.escalation.domain.TimeWindow;
import io.tocsin.escalation.domain.WorkingDays;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Policies of the directory in the engine's terms.
 *
 * @param single how long a single level lasts
 * @param expires how long an acknowledgement holds where a level says nothing; zero for ever
 */
record PolicyReader(Duration single, Duration expires) {

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException naming what no policy may be
   */
  Policy read(EscalationPolicyV1 policy) {
    return Policy.of(
        policy.id(),
        condition(policy.when()),
        policy.repeat(),
        policy.levels().stream().map(this::level).toList(),
        single);
  }

  static @Nullable Condition condition(@Nullable PolicyCondition when) {
    return when == null
        ? null
        : new Condition(
            when.systems(),
            when.scope().stream().map(s -> Scope.valueOf(s.name())).toList(),
            severities(when.severity()),
            when.exercise(),
            when.units() == null ? List.of() : when.units(),
            when.times() == null
                ? List.of()
                : when.times().stream().map(PolicyReader::window).toList());
  }

  private static TimeWindow window(CriticalWindow w) {
    return new TimeWindow(w.monthDays(), w.weekDays(), w.from(), w.to(), kinds(w.on()));
  }

  private static List<DayKind> kinds(@Nullable List<DirectoryEvent.DayKind> on) {
    return on == null ? List.of() : on.stream().map(k -> DayKind.valueOf(k.name())).toList();
  }

  /** Of an organisation that an earlier build wrote the weekdays are known only. */
  static WorkingDays days(DirectoryEvent.@Nullable WorkingDays days) {
    return days == null
        ? WorkingDays.WEEKDAYS
        : new WorkingDays(Set.copyOf(days.holidays()), Set.copyOf(days.makeUpDays()));
  }

  private static List<Severity> severities(List<io.tocsin.contracts.Severity> severities) {
    return severities.stream().map(s -> Severity.valueOf(s.name())).toList();
  }

  private Level level(PolicyLevel level) {
    Duration lasts =
        level.acknowledgementExpires() == null ? expires : level.acknowledgementExpires();
    return new Level(
        level.after(),
        level.targets().stream().flatMap(t -> targets(t).stream()).toList(),
        names(level.channels()),
        level.repeatEvery(),
        level.acknowledgements() == null ? 1 : level.acknowledgements(),
        lasts.isZero() ? null : lasts,
        level.roundRobin(),
        level.channelsBySeverity() == null
            ? null
            : level.channelsBySeverity().stream().map(PolicyReader::bySeverity).toList());
  }

  private static Level.SeverityChannels bySeverity(SeverityChannels by) {
    return new Level.SeverityChannels(severities(by.severity()), names(by.channels()));
  }

  private static List<String> names(List<Channel> channels) {
    return channels.stream().map(Channel::name).toList();
  }

  private static List<Target> targets(PolicyTarget target) {
    Role role = target.roleName() == null ? null : new Role(target.roleName());
    List<Target> targets = new ArrayList<>();
    for (String post : target.posts()) {
      if (Boolean.TRUE.equals(target.everyone())) {
        targets.add(Target.everyone(post, target.schedule()));
      } else if (target.schedule() != null) {
        targets.add(Target.bySchedule(post, target.schedule(), role));
      } else {
        targets.add(Target.post(post, role));
      }
    }
    if (Boolean.TRUE.equals(target.causePosts())) {
      targets.add(Target.causePosts(role));
    }
    if (Boolean.TRUE.equals(target.liaisons())) {
      targets.add(Target.liaisonsOfUnits());
    }
    if (Boolean.TRUE.equals(target.systemOwner())) {
      targets.add(Target.ownerOfSystem());
    }
    target.people().forEach(person -> targets.add(Target.person(person)));
    return targets;
  }
}
