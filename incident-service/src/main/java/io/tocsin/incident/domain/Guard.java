package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Decision.Refused;
import java.util.List;
import java.util.Optional;

/** Refusals that many acts share. */
final class Guard {

  private Guard() {}

  /** Empty when the person holds the power. */
  static Optional<Refused> power(Act act, Power needed) {
    if (act.may(needed)) {
      return Optional.empty();
    }
    Text whom = needed.label();
    return Optional.of(
        new Refused(
            new Text(
                "该操作应由%s执行，但%s不是。".formatted(whom.zh(), act.actor().name()),
                "Expected %s for this, but %s is not.".formatted(whom.en(), act.actor().name())),
            List.of("role " + needed.name()),
            true));
  }

  /** The leader, or the duty lead where the fault is REGIONAL and of the lowest level. */
  static Optional<Refused> leaderOrDelegate(Incident incident, Act act) {
    return power(act, incident.delegated() ? Power.DUTY_LEAD : Power.LEADER);
  }

  /**
   * @param needed name of a state, or {@code open incident} for any of those
   */
  static Refused stage(Incident incident, Text act, String needed) {
    boolean open = needed.equals("open incident");
    return new Refused(
        new Text(
            "%s需要%s，但%s的状态为：%s。"
                .formatted(
                    act.zh(),
                    open ? "未结事件" : "“" + LifeStage.label(needed).zh() + "”的事件",
                    incident.label().zh(),
                    incident.stageLabel().zh()),
            "Expected %s for %s, but %s is %s."
                .formatted(
                    open ? "an open incident" : "an incident in " + needed,
                    act.en(),
                    incident.label().en(),
                    incident.stageLabel().en())),
        List.of(open ? needed : "state " + needed));
  }
}
