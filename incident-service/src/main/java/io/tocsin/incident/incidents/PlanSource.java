package io.tocsin.incident.incidents;

import io.tocsin.incident.domain.Act;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.PlanCommand;
import io.tocsin.incident.domain.plan.Standing;
import java.util.List;
import reactor.core.publisher.Mono;

/** Where the plan of an activation comes from. */
public interface PlanSource {

  /** Named instead of a plan: the one that fits the fault. */
  String MATCHING = "MATCHING";

  /**
   * What follows the activation of the response in the same write: the snapshot of the plan.
   *
   * @param plan code of the plan, as the leader named it
   * @return commands that change nothing when they are asked again; an error with 400 where there
   *     is no such plan
   */
  Mono<List<PlanCommand>> activation(Incident incident, String plan, Act act);

  /**
   * What makes the response go on by another plan.
   *
   * @param plan code of the plan, as the leader named it
   * @param reason why the plan that is worked does not do
   * @return fails with 400 where there is no such plan
   */
  Mono<PlanCommand> change(String plan, String reason, Standing standing, Because because);

  /** The code of the plan that fits the fault; an error with 400 where none does. */
  Mono<String> matching(Incident incident);
}
