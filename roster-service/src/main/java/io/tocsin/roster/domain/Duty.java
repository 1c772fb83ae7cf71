package io.tocsin.roster.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The answer to "who holds this post in this role now?", with what it follows from. */
public sealed interface Duty {

  /**
   * This person does.
   *
   * @param from belongs to the shift
   * @param until no longer belongs to it
   */
  record OnDuty(String personId, String schedule, Cause cause, Instant from, Instant until)
      implements Duty {

    boolean goesOnIn(Duty other) {
      return other instanceof OnDuty o && o.personId.equals(personId) && o.cause.equals(cause);
    }
  }

  /**
   * Nobody does.
   *
   * @param begins when the layers have somebody, where that is known
   * @param person whom the reason speaks of
   */
  record Nobody(
      Why why, @Nullable String schedule, @Nullable Instant begins, @Nullable String person)
      implements Duty {

    static Nobody because(Why why) {
      return new Nobody(why, null, null, null);
    }
  }

  /** Why this person. */
  sealed interface Cause {

    /**
     * Their turn in a rotation.
     *
     * @param turn counts from 0
     */
    record Rotated(String layer, long turn) implements Cause {}

    /** A calendar that was brought in says so. */
    record Imported(String layer) implements Cause {}

    /** Somebody decided it. {@code instead} is who would be on duty without, null for nobody. */
    record Overridden(String id, String reason, @Nullable String instead) implements Cause {}

    /** They swapped with {@code with}. */
    record Swapped(String id, String with) implements Cause {}

    /**
     * The holder {@code away} of the role is on leave; this one is called up from {@code of}, which
     * they hold for {@code own} reason.
     */
    record MovedUp(OnCallRole of, String away, Cause own) implements Cause {}

    /**
     * What people entered puts {@code left} on duty, who is not in the set-up any more; without it
     * this one holds the role for {@code own} reason.
     */
    record PassedOver(String left, Cause own) implements Cause {}
  }

  /** Why nobody holds a post; the later one tells more. */
  enum Why {
    NO_SCHEDULE,
    NO_LAYER_FOR_ROLE,
    /** The rotation's first handoff lies ahead, at {@link Nobody#begins}. */
    NOT_BEGUN,
    /** Outside the hours of every layer of the role. */
    OFF_HOURS,
    /** It would be {@link Nobody#person}, who is not in the set-up any more. */
    LEFT,
    /** {@link Nobody#person} was called up for somebody on leave, and nobody follows. */
    MOVED_UP,
    /** {@link Nobody#person} is on leave and nobody can move up. */
    ON_LEAVE,
    /** It would be {@link Nobody#person}, who holds a higher role at the same time. */
    SAME_AS_PRIMARY
  }
}
