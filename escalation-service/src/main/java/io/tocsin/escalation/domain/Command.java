package io.tocsin.escalation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can happen to an escalation. Each may come twice, late, or before what it follows from. */
public sealed interface Command {

  /**
   * The incident as it stands: starts the escalation, starts a fitting policy anew when the
   * incident became graver or wider, ends it when the incident is no longer open, and starts it
   * again when it recurs.
   *
   * @param fitting the first policy that fits the incident now
   */
  record FollowIncident(Incident incident, Policy fitting) implements Command {}

  /**
   * A person took the incident up.
   *
   * @param pageId the page that was answered, null for an act of the person's own
   * @param at when the person did it
   */
  record Acknowledge(String personId, String name, @Nullable String pageId, Instant at)
      implements Command {}

  /** Somebody works on the incident: an acknowledgement that would have expired lasts on. */
  record NoteProgress() implements Command {}

  /**
   * A step of the response opened, ran over its time, or a decision cannot wait.
   *
   * @param seq of the incident's event that says so: a step that waits again and opens again is
   *     told again
   * @param calls who works it or decides
   * @param leadAfter how long after this the leader is told too, unless it is settled; null for
   *     never
   */
  record TellTask(
      String taskId,
      long seq,
      Why why,
      Reason title,
      List<Call> calls,
      @Nullable Instant dueAt,
      @Nullable Duration leadAfter,
      List<String> channels)
      implements Command {

    /** What happened to it. */
    public enum Why {
      OPENED,
      OVERDUE,
      DECISION,
      /** Something else of the response is to happen soon. */
      NEAR,
      /** It did not happen in its time. */
      MISSED;

      /** Whether it is more than word in good time: then the substitute is told as well. */
      boolean urges() {
        return this != OPENED && this != NEAR;
      }
    }

    public TellTask {
      calls = List.copyOf(calls);
      channels = List.copyOf(channels);
    }
  }

  /** The step was done or skipped, or it waits again: nobody is to work it now. */
  record SettleTask(String taskId) implements Command {}

  /**
   * What was late has come, or the response is over: every task is settled whose id begins so.
   *
   * @param beginnings an empty text for all
   */
  record SettleTasks(List<String> beginnings) implements Command {
    public SettleTasks {
      beginnings = List.copyOf(beginnings);
    }
  }

  /** The roster found people for a page; these are the ways they are being reached. */
  record NoteAssigned(String pageId, List<Reach> reaches) implements Command {
    public NoteAssigned {
      reaches = List.copyOf(reaches);
    }
  }

  /** The roster found nobody for a page. */
  record NoteUnstaffed(String pageId) implements Command {}

  /** A message of a page will not be read. */
  record NoteLost(String pageId, Reach reach) implements Command {}

  /** The time that {@link Escalation#dueAt()} names may have come. */
  record ReachDeadline() implements Command {}

  /** One person by one channel. */
  record Reach(String personId, String channel) {}
}
