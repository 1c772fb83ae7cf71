package io.tocsin.roster.organisation;

import io.tocsin.roster.domain.Schedule;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The set-up that holds.
 *
 * @param revision grows by one with every change
 * @param unannounced the directory's keys that the others have yet to be told of, the last ones of
 *     this revision
 * @param schedulesSince the revision with which each schedule came, by its id; one that is not in
 *     it was there before that was kept
 */
public record OrganisationState(
    long revision,
    Organisation organisation,
    List<String> unannounced,
    Map<String, Long> schedulesSince) {

  public OrganisationState(
      long revision,
      Organisation organisation,
      List<String> unannounced,
      @Nullable Map<String, Long> schedulesSince) {
    this.revision = revision;
    this.organisation = organisation;
    this.unannounced = unannounced;
    // A set-up that an earlier version stored has none.
    this.schedulesSince = schedulesSince == null ? Map.of() : Map.copyOf(schedulesSince);
  }

  /**
   * The next set-up. A schedule that was removed and comes again is another one, which has nothing
   * of what people entered for the first.
   */
  static OrganisationState after(
      @Nullable OrganisationState before,
      Organisation wanted,
      long revision,
      List<String> unannounced) {
    Set<String> known = new HashSet<>();
    Map<String, Long> since = new HashMap<>();
    if (before != null) {
      before.organisation.schedules().forEach(s -> known.add(s.id()));
      since.putAll(before.schedulesSince);
    }
    Set<String> wants = new HashSet<>();
    for (Schedule schedule : wanted.schedules()) {
      wants.add(schedule.id());
      if (!known.contains(schedule.id())) {
        since.put(schedule.id(), revision);
      }
    }
    since.keySet().retainAll(wants);
    return new OrganisationState(revision, wanted, unannounced, since);
  }

  OrganisationState withUnannounced(List<String> rest) {
    return new OrganisationState(revision, organisation, rest, schedulesSince);
  }
}
