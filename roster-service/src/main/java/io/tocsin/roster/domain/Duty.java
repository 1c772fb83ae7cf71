package io.tocsin.roster.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to "who holds this post in this role now?", with what it follows from. */
public sealed interface Duty {

  /**
   * This person does.
   *
   * @param turn of the layer's rotation, counts from 0
   * @param from belongs to the shift
   * @param until no longer belongs to it
   */
  record OnDuty(
      String personId, String schedule, String layer, long turn, Instant from, Instant until)
      implements Duty {}

  /** Nobody does. */
  record Nobody(
      Why why, @Nullable String schedule, @Nullable Instant begins, @Nullable String person)
      implements Duty {

    static Nobody because(Why why) {
      return new Nobody(why, null, null, null);
    }
  }

  /** Why nobody holds a post. */
  enum Why {
    NO_SCHEDULE,
    NO_LAYER_FOR_ROLE,
    /** The rotation's first handoff lies ahead, at {@link Nobody#begins}. */
    NOT_BEGUN,
    /** The substitute would be {@link Nobody#person}, who is the primary at the same time. */
    SAME_AS_PRIMARY
  }
}
