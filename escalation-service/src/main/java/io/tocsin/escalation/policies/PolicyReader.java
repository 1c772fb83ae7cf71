package io.tocsin.escalation.policies;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.PolicyCondition;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.DutyRole;
import io.tocsin.escalation.domain.Condition;
import io.tocsin.escalation.domain.Level;
import io.tocsin.escalation.domain.Policy;
import io.tocsin.escalation.domain.Role;
import io.tocsin.escalation.domain.Scope;
import io.tocsin.escalation.domain.Severity;
import io.tocsin.escalation.domain.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy of the directory in the engine's terms. */
final class PolicyReader {

  private PolicyReader() {}

  static Policy read(EscalationPolicyV1 policy, Duration single) {
    return Policy.of(
        policy.id(),
        condition(policy.when()),
        policy.repeat(),
        policy.levels().stream().map(PolicyReader::level).toList(),
        single);
  }

  private static @Nullable Condition condition(@Nullable PolicyCondition when) {
    return when == null
        ? null
        : new Condition(
            when.systems(),
            when.scope().stream().map(s -> Scope.valueOf(s.name())).toList(),
            when.severity().stream().map(s -> Severity.valueOf(s.name())).toList(),
            when.exercise());
  }

  private static Level level(PolicyLevel level) {
    List<Target> targets = new ArrayList<>();
    for (PolicyTarget target : level.targets()) {
      target.posts().forEach(post -> targets.add(Target.post(post, role(target.role()))));
      target.people().forEach(person -> targets.add(Target.person(person)));
    }
    return new Level(
        level.after(),
        targets,
        level.channels().stream().map(Channel::name).toList(),
        level.repeatEvery(),
        1);
  }

  private static @Nullable Role role(@Nullable DutyRole role) {
    return role == null ? null : Role.valueOf(role.name());
  }
}
