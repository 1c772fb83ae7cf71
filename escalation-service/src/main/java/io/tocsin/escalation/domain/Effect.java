package io.tocsin.escalation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a decision wants told to the others. */
public sealed interface Effect {

  /**
   * A policy runs from its first level.
   *
   * @param firstPageWithin until its first page; zero where none is still to come
   */
  record Started(String policyId, Reason reason, Duration firstPageWithin) implements Effect {}

  /**
   * Page whoever holds the target.
   *
   * @param level counts from 1; one more than the policy has when all leaders are paged; 0 for a
   *     task
   * @param round counts the pages of this level from 0
   * @param acknowledgeWithin until the next level is paged
   * @param before calls of the same round: whoever is paged by one of them needs no second page
   * @param task what is to be done, null for a call to take the incident up
   * @param acknowledgementLasts how long an acknowledgement holds without progress, null for good
   * @param nextPageWithin until the next page of the run or of the task, null when none is foreseen
   * @param acknowledgements how many different people stop the paging; 0 for a task
   */
  record Page(
      String pageId,
      String policyId,
      int level,
      int round,
      Call target,
      List<String> channels,
      Duration acknowledgeWithin,
      Reason reason,
      Instant at,
      List<String> excluding,
      List<Call> before,
      @Nullable Reason task,
      @Nullable Duration acknowledgementLasts,
      @Nullable Duration nextPageWithin,
      int acknowledgements)
      implements Effect {}

  /** These pages need no answer any more. */
  record Withdraw(List<String> pageIds, Reason reason) implements Effect {}

  /**
   * The incident became graver or wider, and the policy that runs is still the one that fits.
   *
   * @param firstPageWithin until its first page; zero where none is still to come
   */
  record Continued(String policyId, Reason reason, Duration firstPageWithin) implements Effect {}

  /** The policy ran to its end and nobody acknowledged. */
  record Exhausted(String policyId, Reason reason) implements Effect {}
}
