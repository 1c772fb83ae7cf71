package io.tocsin.escalation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What a decision wants told to the others. */
public sealed interface Effect {

  /** A policy runs from its first level. */
  record Started(String policyId, Reason reason) implements Effect {}

  /**
   * Page whoever holds the target.
   *
   * @param level counts from 1; one more than the policy has when all leaders are paged
   * @param round counts the pages of this level from 0
   * @param acknowledgeWithin until the next level is paged
   */
  record Page(
      String pageId,
      String policyId,
      int level,
      int round,
      Target target,
      List<String> channels,
      Duration acknowledgeWithin,
      Reason reason,
      Instant at,
      List<String> excluding)
      implements Effect {}

  /** These pages need no answer any more. */
  record Withdraw(List<String> pageIds, Reason reason) implements Effect {}

  /** The policy ran to its end and nobody acknowledged. */
  record Exhausted(String policyId, Reason reason) implements Effect {}
}
