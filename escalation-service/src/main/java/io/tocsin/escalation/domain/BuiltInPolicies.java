package io.tocsin.escalation.domain;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What applies where the organisation's own policies leave a hole: the domain's table of
 * escalation. Substitute, then deputy leader, at the minutes of the severity; a GLOBAL fault pages
 * the leader and the deputy at once. A hole in the set-up must not leave a fault untold.
 */
public final class BuiltInPolicies {

  private static final int REPEAT = 3;
  private static final List<String> CHANNELS = List.of("SMS", "EMAIL");

  private BuiltInPolicies() {}

  /**
   * The one for an incident.
   *
   * @param note why it is needed; said with the start of the escalation
   */
  public static Policy fitting(Incident incident, Reason note) {
    return switch (incident.severity()) {
      case SEV1, SEV2 -> policy(incident, 5, 10, note);
      case SEV3 -> policy(incident, 10, 20, note);
      case SEV4 -> policy(incident, 30, 60, note);
    };
  }

  private static Policy policy(Incident incident, int substituteAt, int deputyAt, Reason note) {
    List<Target> first = new ArrayList<>(technical(Role.PRIMARY));
    if (incident.scope() == Scope.GLOBAL) {
      first.add(Target.post(Policy.LEADER, Role.PRIMARY));
      first.add(Target.post(Policy.LEADER, Role.SUBSTITUTE));
    }
    List<Level> levels =
        List.of(
            level(0, first),
            level(substituteAt, technical(Role.SUBSTITUTE)),
            level(deputyAt, List.of(Target.post(Policy.LEADER, Role.SUBSTITUTE))));
    String id =
        "built-in-%s-%s".formatted(incident.scope(), incident.severity()).toLowerCase(Locale.ROOT);
    return Policy.of(id, null, REPEAT, levels, Duration.ofMinutes(5)).noting(note);
  }

  private static Level level(int minutes, List<Target> targets) {
    return new Level(Duration.ofMinutes(minutes), targets, CHANNELS, null, 1);
  }

  private static List<Target> technical(Role role) {
    return List.of(Target.post("AP", role), Target.post("DB", role));
  }
}
