package io.tocsin.escalation.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The paging for one incident.
 *
 * @param at when it was last decided on; time does not run backwards here, whatever the clocks say
 * @param dueAt when the run decides again if nothing happens, null when it waits for nothing
 * @param episode counts the times that the paging began from nothing, from 1: at the opening, at a
 *     recurrence, when an acknowledgement expired
 * @param acknowledgements all there ever were
 * @param outstanding pages that have not been withdrawn
 * @param run null until the incident is known
 * @param incident as it was last told, null until then
 * @param tasks that people were told of and that are not settled
 */
public record Escalation(
    String incidentId,
    Phase phase,
    Instant at,
    @Nullable Instant dueAt,
    int episode,
    List<Acknowledgement> acknowledgements,
    List<String> outstanding,
    @Nullable Run run,
    @Nullable Incident incident,
    @Nullable List<Task> tasks) {

  /** Before anything is known of an incident. */
  public static Escalation of(String incidentId, Instant now) {
    return new Escalation(
        incidentId, Phase.AWAITED, now, null, 1, List.of(), List.of(), null, null, null);
  }

  /** When to decide again if nothing happens: by the run or by a task. Null for never. */
  public @Nullable Instant nextAt() {
    Instant next = dueAt;
    for (Task task : openTasks()) {
      Instant leadAt = task.leadAt();
      if (leadAt != null && (next == null || leadAt.isBefore(next))) {
        next = leadAt;
      }
    }
    return next;
  }

  List<Task> openTasks() {
    return tasks == null ? List.of() : tasks;
  }

  /** People who took the incident up since it was last opened. */
  public List<String> acknowledgedBy() {
    return acknowledgements.stream()
        .filter(a -> a.episode() == episode)
        .map(Acknowledgement::personId)
        .distinct()
        .toList();
  }

  /** How often a policy began for the incident so far. */
  public int runs() {
    return run == null ? 0 : run.number();
  }

  /** Null until the incident is known. */
  public @Nullable Policy policy() {
    return run == null ? null : run.policy();
  }

  /** Counts from 1; 0 before the first. */
  public int level() {
    return run == null ? 0 : run.level();
  }

  /** How often the policy has been repeated. */
  public int cycle() {
    return run == null ? 0 : run.cycle();
  }

  /** When the policy began for the incident. */
  public @Nullable Instant startedAt() {
    return run == null ? null : run.startedAt();
  }

  /**
   * A level of the policy in the current cycle.
   *
   * @param dueAt when it is or was due
   * @param paged how often it was paged so far
   */
  public record LevelState(
      int level, Instant dueAt, int paged, boolean current, List<String> channels) {}

  /** The levels of the policy; none until the incident is known. */
  public List<LevelState> levels() {
    List<LevelState> levels = new ArrayList<>();
    if (run != null) {
      for (int level = 1; level <= run.policy().lastLevel(); level++) {
        Level of = run.policy().level(level);
        levels.add(
            new LevelState(
                level,
                run.cycleStartedAt().plus(of.after()),
                run.paged().get(level - 1),
                level == run.level(),
                of.channelsFor(run.severity())));
      }
    }
    return levels;
  }

  long acknowledgedInRun(int run) {
    return acknowledgements.stream()
        .filter(a -> a.episode() == episode && a.run() == run)
        .map(Acknowledgement::personId)
        .distinct()
        .count();
  }

  Escalation withoutOutstanding(List<String> pageIds) {
    return pageIds.isEmpty()
        ? this
        : new Escalation(
            incidentId,
            phase,
            at,
            dueAt,
            episode,
            acknowledgements,
            outstanding.stream().filter(p -> !pageIds.contains(p)).toList(),
            run,
            incident,
            tasks);
  }
}
