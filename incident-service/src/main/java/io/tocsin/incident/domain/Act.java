package io.tocsin.incident.domain;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody asks for something: who, with which powers, when, and in their own words why.
 *
 * @param words null where none were given
 */
public record Act(Actor actor, Set<Power> powers, Instant at, @Nullable String words) {

  public Act {
    powers = Set.copyOf(powers);
    words = words == null || words.isBlank() ? null : words.strip();
  }

  boolean may(Power power) {
    return powers.contains(power);
  }

  /** The sentence on the timeline, with the person's own words behind it. */
  Because because(Text sentence) {
    return new Because(words == null ? sentence : sentence.then(Text.same(words)), actor, at);
  }
}
