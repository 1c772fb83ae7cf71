package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.PlanCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people do about the plan that an incident is worked by. {@link PlanWork} answers. */
public sealed interface PlanRunCommand extends PlanCommand {

  @Override
  default Decision decide(Incident incident) {
    return PlanWork.decide(incident, this);
  }

  /** Takes a snapshot to work on: once. */
  record WorkByPlan(PlanVersion version, Because because) implements PlanRunCommand {}

  /**
   * Goes on by another plan, or by one at all.
   *
   * @param reason why; none may be had without
   */
  record ChangePlan(PlanVersion version, String reason, Standing standing, Because because)
      implements PlanRunCommand {}

  /** What is asked of one step. */
  sealed interface OnStep extends PlanRunCommand {
    String step();

    Standing standing();

    Because because();
  }

  /** Somebody begins it. */
  record StartStep(String step, List<RecordedValue> values, Standing standing, Because because)
      implements OnStep {
    public StartStep {
      values = List.copyOf(values);
    }
  }

  /**
   * It is done.
   *
   * @param evidence what proves it
   * @param option what was decided; for a decision only
   */
  record FinishStep(
      String step,
      String evidence,
      @Nullable String option,
      List<RecordedValue> values,
      Standing standing,
      Because because)
      implements OnStep {
    public FinishStep {
      values = List.copyOf(values);
    }
  }

  /**
   * It shall not be done.
   *
   * @param holds whether what proves it done is so all the same. Needed where steps come after it
   *     in an order that must not be broken: they go on if it is, and are left out with it if it is
   *     not. Null where it was not said
   */
  record SkipStep(
      String step, String reason, @Nullable Boolean holds, Standing standing, Because because)
      implements OnStep {}
}
