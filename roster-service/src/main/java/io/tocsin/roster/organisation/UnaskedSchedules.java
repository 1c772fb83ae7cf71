package io.tocsin.roster.organisation;

import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.LocalText;
import io.tocsin.roster.domain.Schedule;
import io.tocsin.roster.organisation.PolicyHole.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Looks for schedules that no page asks for. A page asks for a unit only where an incident bears
 * it, which a sub-office's never does; so its schedules are asked only where somebody names them or
 * calls everyone of the post.
 */
final class UnaskedSchedules {

  private final Set<String> named = new HashSet<>();
  private final Set<String> everyoneOf = new HashSet<>();

  private UnaskedSchedules(Organisation organisation) {
    // Whoever leads is called when nobody else answers, on duty or not.
    everyoneOf.add("LD");
    organisation.policies().stream()
        .flatMap(policy -> policy.levels().stream())
        .flatMap(level -> level.targets().stream())
        .forEach(this::asks);
  }

  private void asks(PolicyTarget target) {
    if (target.schedule() != null) {
      named.add(target.schedule());
    } else if (Boolean.TRUE.equals(target.everyone())) {
      everyoneOf.addAll(target.posts());
    }
  }

  /**
   * In the order of the document.
   *
   * @param subOffices units whose reports count for the bureau above them
   */
  static List<PolicyHole> in(Organisation organisation, Set<String> subOffices) {
    UnaskedSchedules pages = new UnaskedSchedules(organisation);
    return organisation.schedules().stream()
        .filter(s -> s.unit() != null && subOffices.contains(s.unit()))
        .filter(s -> !pages.named.contains(s.id()) && !pages.everyoneOf.contains(s.post()))
        .map(UnaskedSchedules::hole)
        .toList();
  }

  private static PolicyHole hole(Schedule schedule) {
    String unit = Objects.requireNonNull(schedule.unit());
    return new PolicyHole(
        Kind.UNREACHABLE_SCHEDULE,
        null,
        null,
        new LocalText(
            "值班表 %s 永远不会被呼叫：单位 %s 的报告计入其上级局，事件中不会出现该单位，也没有策略点名该值班表".formatted(schedule.id(), unit),
            "schedule %s is never paged: reports of its unit %s count for the bureau above it, so that no incident bears that unit, and no policy names the schedule"
                .formatted(schedule.id(), unit)));
  }
}
