package io.tocsin.escalation.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One policy at work on one incident, on the policy as it was when the run began.
 *
 * @param number counts the runs of the incident from 1
 * @param scope the widest, and {@code severity} the gravest, that the policy was chosen for
 * @param level counts from 1; 0 before the first, one more than the last when all leaders are paged
 * @param levelSince when the level was first paged in this cycle
 * @param paged how often each level was paged so far, the leaders last
 * @param reached a level of this cycle had somebody to wait for
 * @param current the pages of the latest round
 * @param turns the number that was drawn for each level whose targets take turns, by level; null
 *     for none
 * @param passedOver how many of those were called one after another and cannot be reached; null for
 *     none
 */
record Run(
    int number,
    Policy policy,
    Scope scope,
    Severity severity,
    Instant startedAt,
    int cycle,
    Instant cycleStartedAt,
    int level,
    Instant levelSince,
    List<Integer> paged,
    boolean reached,
    List<OpenPage> current,
    @Nullable Map<Integer, Long> turns,
    @Nullable Integer passedOver) {

  static Run of(int number, Policy policy, Incident incident, Instant now) {
    return new Run(
        number,
        policy,
        incident.scope(),
        incident.severity(),
        now,
        0,
        now.plus(policy.delay()),
        0,
        now,
        Collections.nCopies(policy.lastLevel() + 1, 0),
        false,
        List.of(),
        null,
        null);
  }

  /** Zero where it was paged already, or is due. */
  Duration untilFirstPage(Instant now) {
    return level > 0 || cycleStartedAt.isBefore(now)
        ? Duration.ZERO
        : Duration.between(now, cycleStartedAt);
  }

  /** The same policy from its first level. */
  Run anew(Instant now) {
    return new Run(
        number + 1,
        policy,
        scope,
        severity,
        now,
        0,
        now.plus(policy.delay()),
        0,
        now,
        Collections.nCopies(policy.lastLevel() + 1, 0),
        false,
        List.of(),
        null,
        null);
  }

  /** How long an acknowledgement of this position holds without progress, null for good. */
  @Nullable Duration acknowledgementLasts() {
    int at = Math.clamp(level, 1, policy.lastLevel());
    return policy.level(at).acknowledgementLasts();
  }

  /** Whether the incident became graver or wider than what the policy was chosen for. */
  boolean outgrownBy(Incident incident) {
    return incident.scope().widerThan(scope) || incident.severity().graverThan(severity);
  }

  Run grownTo(Incident incident) {
    return new Run(
        number,
        policy,
        incident.scope().widerThan(scope) ? incident.scope() : scope,
        incident.severity().graverThan(severity) ? incident.severity() : severity,
        startedAt,
        cycle,
        cycleStartedAt,
        level,
        levelSince,
        paged,
        reached,
        current,
        turns,
        passedOver);
  }

  boolean atLeaders() {
    return level > policy.lastLevel();
  }

  Position position() {
    return new Position(cycle, cycleStartedAt, level);
  }

  /** Behind every position of the policy: all leaders are paged. */
  Position end() {
    return new Position(policy.repeat() + 1, cycleStartedAt, 1);
  }

  /** Where the policy's times alone would have the run stand, at least where its cycle begins. */
  Position byTime(Instant now) {
    Duration since = Duration.between(cycleStartedAt, now);
    long cycles = since.dividedBy(policy.length());
    if (cycles > policy.repeat() - cycle) {
      return end();
    }
    Duration passed = policy.length().multipliedBy(cycles);
    return new Position(
        cycle + (int) cycles, cycleStartedAt.plus(passed), policy.levelAt(since.minus(passed)));
  }

  /** The next position when nobody of this one can be waited for. */
  Position successor(Instant now) {
    if (level < policy.lastLevel()) {
      return new Position(cycle, cycleStartedAt, level + 1);
    }
    return reached || somebodyToWaitFor() ? new Position(cycle + 1, now, 1) : end();
  }

  /** When the next level is due. */
  Instant levelEnds() {
    return cycleStartedAt.plus(policy.endOf(level));
  }

  int round() {
    return paged.get(level - 1);
  }

  boolean hopeless() {
    return !current.isEmpty() && current.stream().allMatch(OpenPage::hopeless);
  }

  boolean unstaffed() {
    return current.stream().allMatch(OpenPage::unstaffed);
  }

  private boolean somebodyToWaitFor() {
    return current.stream().anyMatch(p -> !p.hopeless());
  }

  Run movedTo(Position there, Instant now) {
    return new Run(
        number,
        policy,
        scope,
        severity,
        startedAt,
        there.cycle(),
        there.cycleStartedAt(),
        there.level(),
        now,
        paged,
        there.cycle() == cycle && (reached || somebodyToWaitFor()),
        List.of(),
        turns,
        null);
  }

  /** Behind the last level; the position in the cycles stays where it was. */
  Run movedToLeaders(Instant now) {
    return movedTo(new Position(cycle, cycleStartedAt, policy.lastLevel() + 1), now);
  }

  Run paging(List<OpenPage> pages) {
    List<Integer> more = new ArrayList<>(paged);
    more.set(level - 1, round() + 1);
    return with(List.copyOf(more), pages, turns, passedOver);
  }

  Run answered(OpenPage answered) {
    return with(
        paged,
        current.stream().map(p -> p.pageId().equals(answered.pageId()) ? answered : p).toList(),
        turns,
        passedOver);
  }

  /** The number of the level's turn, null when none was drawn yet. */
  @Nullable Long turn() {
    return turns == null ? null : turns.get(level);
  }

  Run atTurn(long number) {
    Map<Integer, Long> more = new TreeMap<>(turns == null ? Map.of() : turns);
    more.put(level, number);
    return with(paged, current, more, passedOver);
  }

  int passed() {
    return passedOver == null ? 0 : passedOver;
  }

  /** Who was called cannot be reached, and the next in turn is. */
  Run passingOver() {
    return with(paged, current, turns, passed() + 1);
  }

  /** A new round of the level begins. */
  Run passingNobody() {
    return with(paged, current, turns, null);
  }

  private Run with(
      List<Integer> counts,
      List<OpenPage> pages,
      @Nullable Map<Integer, Long> numbers,
      @Nullable Integer over) {
    return new Run(
        number,
        policy,
        scope,
        severity,
        startedAt,
        cycle,
        cycleStartedAt,
        level,
        levelSince,
        counts,
        reached,
        pages,
        numbers,
        over);
  }
}
