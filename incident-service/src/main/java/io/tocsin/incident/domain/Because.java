package io.tocsin.incident.domain;

import java.time.Instant;

/** Why something happened, who did it, and when: every event carries one. */
public record Because(Text reason, Actor actor, Instant at) {

  public static Because rule(Text reason, Instant at) {
    return new Because(reason, Actor.SYSTEM, at);
  }

  Because reason(Text other) {
    return new Because(other, actor, at);
  }
}
