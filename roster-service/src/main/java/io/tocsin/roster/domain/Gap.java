package io.tocsin.roster.domain;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that keeps a post from being answered, or might.
 *
 * @param unit the one unit whose schedule it is; null for all units
 * @param schedule null where the post has none
 * @param person whom it is about; null where it is about nobody
 * @param detail what the roster found there
 */
public record Gap(
    Kind kind,
    String post,
    @Nullable String unit,
    @Nullable String schedule,
    OnCallRole role,
    @Nullable String person,
    Instant from,
    Instant until,
    Duty detail) {

  /** What is wrong. */
  public enum Kind {
    /** Nobody is on duty. */
    UNSTAFFED,
    /** The substitute is the primary. */
    SAME_PERSON,
    /** Who should be on duty is on leave; another was called up, or nobody. */
    ON_LEAVE,
    /**
     * Who is on duty has a contact point that nobody has answered from lately, or none that anybody
     * could answer from; or who should be has left, and was passed over.
     */
    UNVERIFIED
  }

  /** Whether the other one is the same trouble, only seen at another time. */
  boolean continues(Gap other) {
    return sameTrouble(other) && !other.until.isBefore(from) && !until.isBefore(other.from);
  }

  private boolean sameTrouble(Gap other) {
    return kind == other.kind
        && post.equals(other.post)
        && role.equals(other.role)
        && Objects.equals(unit, other.unit)
        && Objects.equals(person, other.person);
  }

  Gap until(Instant end) {
    return new Gap(kind, post, unit, schedule, role, person, from, end, detail);
  }
}
