package io.tocsin.gateway.domain;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a person may be to the platform, read off the posts that the roster names.
 *
 * @param posts the posts whose schedules the person stands in, at most one entry per post and role
 */
public record PersonStanding(String id, String name, @Nullable String unit, List<PostHeld> posts) {

  private static final String LEADER_POST = "LD";

  /**
   * A post that the person holds in a schedule.
   *
   * @param primary whether it is held as the one in charge, not as the stand-in
   * @param onShift whether it is this person's turn now
   */
  public record PostHeld(String post, boolean primary, boolean onShift) {}

  /**
   * Names of roles. Everybody reports; post LD leads, every other post responds, and who is on
   * shift there as primary leads the shift.
   */
  public SequencedSet<String> roles() {
    SequencedSet<String> roles = new LinkedHashSet<>();
    roles.add("REPORTER");
    for (PostHeld held : posts) {
      if (held.post().equals(LEADER_POST)) {
        roles.add("LEADER");
      } else {
        roles.add("RESPONDER");
        if (held.primary() && held.onShift()) {
          roles.add("DUTY_LEAD");
        }
      }
    }
    return Collections.unmodifiableSequencedSet(roles);
  }

  /** The units that the person may act for. */
  public List<String> units() {
    return unit == null ? List.of() : List.of(unit);
  }
}
