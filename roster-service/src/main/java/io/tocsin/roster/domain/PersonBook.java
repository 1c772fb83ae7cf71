package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Decision.Accepted;
import io.tocsin.roster.domain.Decision.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was entered for one person beside the organisation's document.
 *
 * @param channels the order in which the person wants to be reached; channels that are not in it
 *     come after those that are
 * @param verifications of contact points, by {@code CHANNEL:address}: a new number is a new one
 * @param calendarKey the SHA-256 of the secret in the link to the person's calendar; null when
 *     there is no link
 * @param cancelled the ids of leave that was cancelled before it began, each with its end: entering
 *     it again must not bring it back
 */
public record PersonBook(
    String personId,
    List<Leave> leave,
    List<String> channels,
    Map<String, Verification> verifications,
    @Nullable String calendarKey,
    Map<String, Instant> cancelled) {

  private static final Duration KEPT = Duration.ofDays(400);

  public PersonBook(
      String personId,
      List<Leave> leave,
      List<String> channels,
      Map<String, Verification> verifications,
      @Nullable String calendarKey,
      @Nullable Map<String, Instant> cancelled) {
    this.personId = personId;
    this.leave = List.copyOf(leave);
    this.channels = List.copyOf(channels);
    this.verifications = Map.copyOf(verifications);
    this.calendarKey = calendarKey;
    // A document that an earlier version stored has none.
    this.cancelled = cancelled == null ? Map.of() : Map.copyOf(cancelled);
  }

  public static PersonBook empty(String personId) {
    return new PersonBook(personId, List.of(), List.of(), Map.of(), null, Map.of());
  }

  /** Leave of that id; null where there is none. */
  public @Nullable Leave leave(String id) {
    for (Leave l : leave) {
      if (l.id().equals(id)) {
        return l;
      }
    }
    return null;
  }

  /**
   * Enters leave; two that overlap would say the same twice, so the second is refused. One of an id
   * that was entered before changes nothing, and is refused where it says something else.
   */
  public Decision<PersonBook> takeLeave(Leave wanted, Instant now) {
    Leave known = leave(wanted.id());
    if (known != null) {
      return known.repeatedBy(wanted).of(this);
    }
    if (cancelled.containsKey(wanted.id())) {
      return Decision.refused(
          "应为新的请假，但 " + wanted.id() + " 已被取消；如需再次登记，请换一个 Idempotency-Key",
          "Expected new leave, but %s was cancelled; to enter it again, send another Idempotency-Key"
              .formatted(wanted.id()),
          wanted.id());
    }
    Decision<PersonBook> wrong = EnteredTimes.wrong("", wanted.from(), wanted.until());
    if (wrong != null) {
      return wrong;
    }
    if (!wanted.until().isAfter(now)) {
      return Decision.refused(
          "请假结束应在将来，但 " + wanted.until() + " 已过",
          "Expected leave that ends in the future, but " + wanted.until() + " has passed");
    }
    for (Leave l : leave) {
      if (l.overlaps(wanted.from(), wanted.until())) {
        return Decision.refused(
            "请假时间应不与已有请假重叠，但已有 %s 至 %s".formatted(l.from(), l.until()),
            "Expected leave that overlaps no other, but there is one from %s to %s"
                .formatted(l.from(), l.until()),
            l.id());
      }
    }
    List<Leave> all = new ArrayList<>(leave);
    all.removeIf(l -> l.until().isBefore(now.minus(KEPT)));
    all.add(wanted);
    Map<String, Instant> still = new TreeMap<>(cancelled);
    still.values().removeIf(until -> until.isBefore(now.minus(KEPT)));
    return new Accepted<>(withLeave(all, still));
  }

  /** Ends it now if it has begun; else it never was. */
  public Decision<PersonBook> cancelLeave(String id, Instant now) {
    List<Leave> all = new ArrayList<>();
    Map<String, Instant> gone = new TreeMap<>(cancelled);
    boolean found = false;
    for (Leave l : leave) {
      if (!l.id().equals(id)) {
        all.add(l);
        continue;
      }
      found = true;
      if (!l.until().isAfter(now)) {
        return Decision.refused(
            "请假应尚未结束，但已于 " + l.until() + " 结束",
            "Expected leave that has not ended, but it ended at " + l.until());
      }
      if (l.from().isBefore(now)) {
        all.add(l.ended(now));
      } else {
        gone.put(l.id(), l.until());
      }
    }
    return found
        ? new Accepted<>(withLeave(all, gone))
        : new Unknown<>(
            new Text("应为已有的请假，但没有 " + id, "Expected leave of this person, but there is no " + id));
  }

  private PersonBook withLeave(List<Leave> all, Map<String, Instant> gone) {
    return new PersonBook(personId, all, channels, verifications, calendarKey, gone);
  }

  public PersonBook withChannels(List<String> order) {
    return new PersonBook(personId, leave, order, verifications, calendarKey, cancelled);
  }

  public PersonBook withCalendarKey(@Nullable String hash) {
    return new PersonBook(personId, leave, channels, verifications, hash, cancelled);
  }

  PersonBook with(String contact, Verification verification) {
    Map<String, Verification> all = new TreeMap<>(verifications);
    all.put(contact, verification);
    return new PersonBook(personId, leave, channels, all, calendarKey, cancelled);
  }

  /** When the contact point was last answered from; null for never. */
  public @Nullable Instant verifiedAt(String contact) {
    Verification verification = verifications.get(contact);
    return verification == null ? null : verification.verifiedAt();
  }
}
