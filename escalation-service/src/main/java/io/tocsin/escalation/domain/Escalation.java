package io.tocsin.escalation.domain;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The paging for one incident.
 *
 * @param at when it was last decided on; time does not run backwards here, whatever the clocks say
 * @param dueAt when to decide again if nothing happens, null when there is nothing to wait for
 * @param episode counts the times that the incident was opened, from 1
 * @param acknowledgements all there ever were
 * @param outstanding pages that have not been withdrawn
 * @param run null until the incident is known
 */
public record Escalation(
    String incidentId,
    Phase phase,
    Instant at,
    @Nullable Instant dueAt,
    int episode,
    List<Acknowledgement> acknowledgements,
    List<String> outstanding,
    @Nullable Run run) {

  /** Before anything is known of an incident. */
  public static Escalation of(String incidentId, Instant now) {
    return new Escalation(incidentId, Phase.AWAITED, now, null, 1, List.of(), List.of(), null);
  }

  /** People who took the incident up since it was last opened. */
  public List<String> acknowledgedBy() {
    return acknowledgements.stream()
        .filter(a -> a.episode() == episode)
        .map(Acknowledgement::personId)
        .distinct()
        .toList();
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
            run);
  }
}
