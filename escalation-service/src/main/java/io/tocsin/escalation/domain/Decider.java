package io.tocsin.escalation.domain;

import io.tocsin.escalation.domain.Command.Acknowledge;
import io.tocsin.escalation.domain.Command.FollowIncident;
import io.tocsin.escalation.domain.Command.NoteAssigned;
import io.tocsin.escalation.domain.Command.NoteLost;
import io.tocsin.escalation.domain.Command.NoteProgress;
import io.tocsin.escalation.domain.Command.NoteUnstaffed;
import io.tocsin.escalation.domain.Command.ReachDeadline;
import io.tocsin.escalation.domain.Command.SettleTask;
import io.tocsin.escalation.domain.Command.SettleTasks;
import io.tocsin.escalation.domain.Command.TellTask;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Decides whom to page. The same state, command, time and turns give the same decision, page ids
 * included, so two that decide at once decide alike and only one of them is stored.
 *
 * @param leadersAtMost the longest pause between two calls of all leaders while nobody acknowledges
 */
public record Decider(PageIds pageIds, Duration leadersAtMost) {

  public Decider {
    if (!leadersAtMost.isPositive()) {
      throw new IllegalArgumentException(
          "Expected a pause above zero between two calls of the leaders, but got " + leadersAtMost);
    }
  }

  /** Names a page: the same parts, the same id. */
  @FunctionalInterface
  public interface PageIds {
    /**
     * @param run the incident's how-manieth run of a policy
     * @param target as {@link Call#key()}
     */
    String of(String incidentId, int run, int level, int round, String target);

    /**
     * For a page of a task.
     *
     * @param stage what made it: the same stage is told once
     */
    default String ofTask(String incidentId, String task, String stage, String target) {
      return of(incidentId, 0, 0, 0, task + "/" + stage + "/" + target);
    }
  }

  /** Commands that came together are decided together: what the last ones undo is never told. */
  public Decision decideAll(
      Escalation state, List<? extends Command> commands, Instant now, Turns turns) {
    Decision decision = new Decision(state, List.of(), Set.of());
    for (Command command : commands) {
      decision = decision.and(decide(decision.state(), command, now, turns));
    }
    return decision;
  }

  /**
   * Decides on one.
   *
   * @param turns those that were drawn for this; the decision names what it misses
   */
  public Decision decide(Escalation state, Command command, Instant now, Turns turns) {
    Draft draft = new Draft(this, state, now, turns);
    switch (command) {
      case FollowIncident c -> draft.follow(c.incident(), c.fitting());
      case Acknowledge c -> draft.acknowledge(c);
      case NoteAssigned c -> draft.answer(c.pageId(), p -> p.reaching(c.reaches()));
      case NoteUnstaffed c -> draft.answer(c.pageId(), p -> p.reaching(List.of()));
      case NoteLost c -> draft.answer(c.pageId(), p -> p.losing(c.reach()));
      case NoteProgress c -> draft.progress();
      case TellTask c -> draft.tasks().tell(c);
      case SettleTask c -> draft.tasks().settle(c.taskId());
      case SettleTasks c -> draft.tasks().settleAll(c.beginnings());
      case ReachDeadline c -> draft.deadline();
    }
    return draft.decision();
  }
}
