package io.tocsin.roster.organisation;

import io.tocsin.contracts.LocalText;
import org.jspecify.annotations.Nullable;

/**
 * Something about who is paged that nobody would notice before the night in which it matters.
 *
 * @param policy null for what is missing behind all of them, and for a schedule
 * @param level counts from 1; null where no level is meant
 */
record PolicyHole(Kind kind, @Nullable String policy, @Nullable Integer level, LocalText message) {

  /** What kind of hole. */
  enum Kind {
    /** One before it always fits first, or its times never come, or none of its units does. */
    UNREACHABLE_POLICY,
    /** No incident bears one of its units, which counts for the bureau above it. */
    UNREACHABLE_UNIT,
    /** Nobody can be paged by the level. */
    EMPTY_LEVEL,
    /** One of the level's targets can be nobody. */
    EMPTY_TARGET,
    /** Somebody cannot be reached by the level's channels. */
    MISSING_CONTACT,
    /** The level is over before its first repeat. */
    UNREACHABLE_REPEAT,
    /** More acknowledgements than people. */
    TOO_MANY_ACKNOWLEDGEMENTS,
    /** No page asks for a schedule, since no incident bears its unit. */
    UNREACHABLE_SCHEDULE,
    /** Nobody can be paged when all else failed. */
    NO_LEADER
  }
}
