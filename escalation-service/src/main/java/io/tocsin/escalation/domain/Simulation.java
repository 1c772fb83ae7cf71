package io.tocsin.escalation.domain;

import io.tocsin.escalation.domain.Command.FollowIncident;
import io.tocsin.escalation.domain.Command.NoteAssigned;
import io.tocsin.escalation.domain.Command.NoteUnstaffed;
import io.tocsin.escalation.domain.Command.Reach;
import io.tocsin.escalation.domain.Command.ReachDeadline;
import io.tocsin.escalation.domain.Effect.Page;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What would happen to an incident that nobody acknowledges: the engine itself, on a clock that
 * jumps from deadline to deadline. Who holds a target is asked from outside.
 */
public final class Simulation {

  /** Of a policy that repeats at every second for a day nobody reads more. */
  private static final int MOST = 5_000;

  private Simulation() {}

  /** What the roster says of a page. */
  public enum Answer {
    /** Somebody is paged. */
    STAFFED,
    /** Nobody holds the target, or nobody who does can be reached by this page. */
    NOBODY,
    /** Whoever holds it needs no page. */
    HELD
  }

  /**
   * Something that the engine tells.
   *
   * @param answer null for what is no page, and for a page that nobody was asked about yet
   */
  public record Step(Instant at, Effect effect, @Nullable Answer answer) {}

  /**
   * Plays it to its end, which is the page to all leaders.
   *
   * @param turns those that the incident would draw
   * @param answers null where it is not known yet: played on as if somebody were paged
   */
  public static List<Step> play(
      Decider decider,
      Policy policy,
      Incident incident,
      Instant at,
      Turns turns,
      Function<Page, @Nullable Answer> answers) {
    List<Step> steps = new ArrayList<>();
    Deque<Command> due = new ArrayDeque<>();
    due.add(new FollowIncident(incident, policy));
    Escalation state = Escalation.of(incident.id(), at);
    Instant now = at;
    while (steps.size() < MOST) {
      Command command = due.poll();
      if (command == null) {
        Instant next = state.dueAt();
        if (state.phase() != Phase.PAGING || next == null) {
          break;
        }
        now = next;
        command = new ReachDeadline();
      }
      Decision decision = decider.decide(state, command, now, turns);
      state = decision.state();
      for (Effect effect : decision.effects()) {
        Answer answer = effect instanceof Page page ? answers.apply(page) : null;
        steps.add(new Step(now, effect, answer));
        if (effect instanceof Page page && answer == Answer.STAFFED) {
          due.add(new NoteAssigned(page.pageId(), List.of(new Reach("somebody", "SMS"))));
        } else if (effect instanceof Page page && answer == Answer.NOBODY) {
          due.add(new NoteUnstaffed(page.pageId()));
        }
      }
    }
    return List.copyOf(steps);
  }
}
