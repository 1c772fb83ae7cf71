package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Decision.Accepted;
import io.tocsin.roster.domain.Decision.Invalid;
import io.tocsin.roster.domain.Decision.Unknown;
import io.tocsin.roster.domain.Duty.Cause;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.ShiftSwap.Piece;
import io.tocsin.roster.domain.ShiftSwap.State;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides what people may change in a schedule.
 *
 * @param plan as it stands with {@code book}
 * @param leave by person
 */
public record ScheduleDesk(
    ShiftPlan plan, ScheduleBook book, Map<String, List<Leave>> leave, Instant now) {

  /**
   * Puts somebody on duty. One of an id that was entered before changes nothing, and is refused
   * where it says something else.
   */
  public Decision<ScheduleBook> override(ShiftOverride wanted) {
    ShiftOverride known = book.override(wanted.id());
    if (known != null) {
      return known.repeatedBy(wanted).of(book);
    }
    if (book.hadOverride(wanted.id())) {
      return Decision.refused(
          "应为新的替班安排，但 " + wanted.id() + " 已被撤销；如需再次安排，请换一个 Idempotency-Key",
          "Expected a new override, but %s was revoked; to enter it again, send another Idempotency-Key"
              .formatted(wanted.id()),
          wanted.id());
    }
    Decision<ScheduleBook> refusal = refuse(wanted);
    return refusal == null ? accepted(book.with(wanted)) : refusal;
  }

  private @Nullable Decision<ScheduleBook> refuse(ShiftOverride wanted) {
    Decision<ScheduleBook> refusal = mistimed("", wanted.from(), wanted.until());
    return refusal == null ? onLeave(wanted.personId(), wanted.from(), wanted.until()) : refusal;
  }

  /** Takes an override back, with the swaps that acted on it; one that has begun ends now. */
  public Decision<ScheduleBook> revoke(String id) {
    ShiftOverride found = book.override(id);
    if (found == null) {
      return new Unknown<>(
          new Text(
              "应为已有的替班安排，但没有 " + id,
              "Expected an override of this schedule, but there is no " + id));
    }
    if (!found.until().isAfter(now)) {
      return Decision.refused(
          "替班安排应尚未结束，但已于 " + found.until() + " 结束",
          "Expected an override that has not ended, but it ended at " + found.until());
    }
    return new Revocation(plan, book, now).of(found);
  }

  /**
   * Copies the overrides that begin in {@code [from, to)} so that {@code from} becomes {@code
   * into}, at the same hours by the wall clock. A copy that is there already stays as it is, also
   * one that was revoked meanwhile.
   *
   * @param newId makes the id of a copy from its original and the days between them
   */
  public Decision<ScheduleBook> copyForward(
      LocalDate from,
      LocalDate to,
      LocalDate into,
      BiFunction<ShiftOverride, Long, String> newId,
      String by) {
    Decision<ScheduleBook> wrong = wrongDays(from, to, into);
    if (wrong != null) {
      return wrong;
    }
    long days = ChronoUnit.DAYS.between(from, into);
    ZoneId zone = plan.schedule().zone();
    ScheduleBook copied = book;
    for (ShiftOverride o : List.copyOf(book.overrides())) {
      LocalDate begins = LocalDate.ofInstant(o.from(), zone);
      if (begins.isBefore(from) || !begins.isBefore(to)) {
        continue;
      }
      ShiftOverride copy =
          new ShiftOverride(
              newId.apply(o, days),
              o.role(),
              o.personId(),
              moved(o.from(), days, zone),
              moved(o.until(), days, zone),
              o.reason(),
              by,
              now);
      if (!EnteredTimes.within(copy.until())) {
        return EnteredTimes.outside("into", copy.until());
      }
      if (copied.hadOverride(copy.id())) {
        continue;
      }
      Decision<ScheduleBook> refusal = refuse(copy);
      if (refusal != null) {
        return refusal;
      }
      copied = copied.with(copy);
    }
    return accepted(copied);
  }

  private static @Nullable Decision<ScheduleBook> wrongDays(
      LocalDate from, LocalDate to, LocalDate into) {
    if (!EnteredTimes.within(from)) {
      return EnteredTimes.outside("from", from);
    }
    if (!EnteredTimes.within(to)) {
      return EnteredTimes.outside("to", to);
    }
    if (!EnteredTimes.within(into)) {
      return EnteredTimes.outside("into", into);
    }
    if (!from.isBefore(to)) {
      return new Invalid<>(
          "to",
          new Text(
              "来源期间的结束应晚于开始 %s，但为 %s".formatted(from, to),
              "Expected a period that ends after %s, but got %s".formatted(from, to)));
    }
    return into.isBefore(to)
        ? new Invalid<>(
            "into",
            new Text(
                "目标日期应不早于来源期间的结束 %s，但为 %s".formatted(to, into),
                "Expected a date to copy to that is not before the period's end %s, but got %s"
                    .formatted(to, into)))
        : null;
  }

  private static Instant moved(Instant t, long days, ZoneId zone) {
    return t.atZone(zone).plusDays(days).toInstant();
  }

  /**
   * Proposes a swap; it moves nobody before the other has agreed. One of an id that was proposed
   * before changes nothing, whatever became of it, and is refused where it says something else.
   */
  public Decision<ScheduleBook> propose(ShiftSwap wanted) {
    ShiftSwap known = book.swap(wanted.id());
    if (known != null) {
      return known.repeatedBy(wanted).of(book);
    }
    Decision<ScheduleBook> refusal = impossible(wanted);
    return refusal == null ? accepted(book.with(wanted)) : refusal;
  }

  /** The other agrees, and the swap holds from now on if both still have what they give. */
  public Decision<ScheduleBook> consent(String id, String caller) {
    return answer(
        id,
        caller,
        swap -> {
          Decision<ScheduleBook> refusal = impossible(swap);
          return refusal == null
              ? accepted(book.with(swap.answered(State.EFFECTIVE, now, null)))
              : refusal;
        });
  }

  public Decision<ScheduleBook> refuse(String id, String caller, String why) {
    return answer(id, caller, swap -> accepted(book.with(swap.answered(State.REFUSED, now, why))));
  }

  /** The proposer takes it back, as long as the other has not answered. */
  public Decision<ScheduleBook> withdraw(String id, String caller, boolean anybodys) {
    ShiftSwap swap = book.swap(id);
    if (swap == null) {
      return unknownSwap(id);
    }
    if (!anybodys && !swap.proposer().equals(caller)) {
      return Decision.refused(
          "应由提出人 " + swap.proposer() + " 撤回，但操作人是 " + caller,
          "Expected the proposer "
              + swap.proposer()
              + " to withdraw it, but the caller is "
              + caller,
          swap.proposer());
    }
    return swap.state() == State.PROPOSED
        ? accepted(book.with(swap.answered(State.WITHDRAWN, now, null)))
        : answeredBefore(swap);
  }

  private interface Answer {
    Decision<ScheduleBook> to(ShiftSwap swap);
  }

  private Decision<ScheduleBook> answer(String id, String caller, Answer answer) {
    ShiftSwap swap = book.swap(id);
    if (swap == null) {
      return unknownSwap(id);
    }
    if (!swap.counterpart().equals(caller)) {
      return Decision.refused(
          "应由对方 " + swap.counterpart() + " 答复，但操作人是 " + caller,
          "Expected " + swap.counterpart() + " to answer, but the caller is " + caller,
          swap.counterpart());
    }
    return swap.state() == State.PROPOSED ? answer.to(swap) : answeredBefore(swap);
  }

  private static Decision<ScheduleBook> unknownSwap(String id) {
    return new Unknown<>(
        new Text("应为已有的调班申请，但没有 " + id, "Expected a swap of this schedule, but there is no " + id));
  }

  private static Decision<ScheduleBook> answeredBefore(ShiftSwap swap) {
    return Decision.refused(
        "调班申请应尚未答复，但状态为 " + swap.state(),
        "Expected a swap that waits for an answer, but it is " + swap.state());
  }

  private @Nullable Decision<ScheduleBook> impossible(ShiftSwap swap) {
    if (swap.proposer().equals(swap.counterpart())) {
      return Decision.refused(
          "应为两个不同的人，但都是 " + swap.proposer(),
          "Expected two different people, but both are " + swap.proposer());
    }
    Decision<ScheduleBook> refusal =
        cannotGive("give.", swap.give(), swap.proposer(), swap.counterpart());
    if (refusal == null && swap.take() != null) {
      refusal = cannotGive("take.", swap.take(), swap.counterpart(), swap.proposer());
    }
    return refusal == null ? wouldNotHold(swap) : refusal;
  }

  /**
   * Whoever takes a piece holds all of it then; else the swap would promise what it does not do.
   */
  private @Nullable Decision<ScheduleBook> wouldNotHold(ShiftSwap swap) {
    ShiftPlan then = plan.with(book.with(swap.answered(State.EFFECTIVE, now, null)));
    Decision<ScheduleBook> refusal = heldByOther(then, swap.give(), swap.counterpart());
    return refusal != null || swap.take() == null
        ? refusal
        : heldByOther(then, swap.take(), swap.proposer());
  }

  private static @Nullable Decision<ScheduleBook> heldByOther(
      ShiftPlan then, Piece piece, String taker) {
    for (Shift shift : then.shifts(piece.role(), piece.from(), piece.until())) {
      if (!taker.equals(holder(shift))) {
        return Decision.refused(
            "调班后 %s 在 %s 至 %s 应为 %s，但会是 %s"
                .formatted(
                    piece.role(),
                    shift.from(),
                    shift.until(),
                    taker,
                    orNobody(holder(shift), "无人")),
            "Expected the swap to make %s %s from %s to %s, but it would be %s"
                .formatted(
                    taker,
                    piece.role(),
                    shift.from(),
                    shift.until(),
                    orNobody(holder(shift), "nobody")),
            taker);
      }
    }
    return null;
  }

  /** A piece is given whole, by who holds all of it, before it begins, to somebody who is there. */
  private @Nullable Decision<ScheduleBook> cannotGive(
      String in, Piece piece, String giver, String taker) {
    Decision<ScheduleBook> refusal = mistimed(in, piece.from(), piece.until());
    if (refusal != null) {
      return refusal;
    }
    if (piece.from().isBefore(now)) {
      return Decision.refused(
          "应调换尚未开始的班次，但 " + piece.from() + " 已过",
          "Expected a shift that has not begun, but " + piece.from() + " has passed");
    }
    for (Shift shift : plan.shifts(piece.role(), piece.from(), piece.until())) {
      String holder = holder(shift);
      if (!giver.equals(holder)) {
        return Decision.refused(
            "%s 在 %s 至 %s 应为 %s，但为 %s"
                .formatted(
                    piece.role(), shift.from(), shift.until(), giver, orNobody(holder, "无人")),
            "Expected %s to be %s from %s to %s, but it is %s"
                .formatted(
                    giver, piece.role(), shift.from(), shift.until(), orNobody(holder, "nobody")),
            giver);
      }
      if (shift.duty() instanceof OnDuty d && d.cause() instanceof Cause.MovedUp up) {
        return standsIn(giver, piece, up);
      }
    }
    return onLeave(taker, piece.from(), piece.until());
  }

  /** A swap exchanges whose shift it is; who stands in for somebody on leave has none to give. */
  private static Decision<ScheduleBook> standsIn(String giver, Piece piece, Cause.MovedUp up) {
    return Decision.refused(
        "%s 应本人排在 %s，但只是因 %s 请假而顶上；请改用替班安排".formatted(giver, piece.role(), up.away()),
        "Expected %s to be %s in their own right, but they only stand in for %s, who is on leave; enter an override instead"
            .formatted(giver, piece.role(), up.away()),
        up.away());
  }

  private static @Nullable String holder(Shift shift) {
    return shift.duty() instanceof OnDuty d ? d.personId() : null;
  }

  private static String orNobody(@Nullable String holder, String nobody) {
    return holder == null ? nobody : holder;
  }

  private @Nullable Decision<ScheduleBook> onLeave(String person, Instant from, Instant until) {
    for (Leave l : leave.getOrDefault(person, List.of())) {
      if (l.overlaps(from, until)) {
        return Decision.refused(
            "%s 应在岗，但 %s 至 %s 请假".formatted(person, l.from(), l.until()),
            "Expected %s to be there, but they are on leave from %s to %s"
                .formatted(person, l.from(), l.until()),
            person);
      }
    }
    return null;
  }

  private @Nullable Decision<ScheduleBook> mistimed(String in, Instant from, Instant until) {
    Decision<ScheduleBook> wrong = EnteredTimes.wrong(in, from, until);
    return wrong != null || until.isAfter(now)
        ? wrong
        : Decision.refused(
            "结束时间应在将来，但 " + until + " 已过",
            "Expected an end in the future, but " + until + " has passed");
  }

  private static Decision<ScheduleBook> accepted(ScheduleBook book) {
    return new Accepted<>(book);
  }
}
