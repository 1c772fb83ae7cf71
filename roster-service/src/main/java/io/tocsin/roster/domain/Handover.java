package io.tocsin.roster.domain;

import io.tocsin.roster.domain.Decision.Accepted;
import io.tocsin.roster.domain.Duty.OnDuty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One shift hands over to the next.
 *
 * @param from who goes off duty
 * @param to who comes on
 * @param incidents what was open when it was written, in the order of opening; it stays as it was
 * @param open how many were open: more than {@code incidents} where that would be too long a list;
 *     null in a record of before that was counted
 * @param signatures of the two, in the order they signed
 */
public record Handover(
    String id,
    String schedule,
    OnCallRole role,
    String from,
    String to,
    String note,
    List<OpenIncident> incidents,
    @Nullable Integer open,
    List<Signature> signatures,
    Instant at) {

  /**
   * It is written about when the shift ends: whoever was on duty longer ago has nothing to give.
   */
  private static final Duration AFTER = Duration.ofDays(1);

  public Handover {
    incidents = List.copyOf(incidents);
    signatures = List.copyOf(signatures);
  }

  /**
   * An incident that the next shift takes over.
   *
   * @param exercise whether it is a drill; null where that was not kept yet
   */
  public record OpenIncident(
      String id,
      String number,
      String system,
      String severity,
      String state,
      Instant openedAt,
      @Nullable Boolean exercise) {}

  /** Somebody put their name to it. */
  public record Signature(String personId, Instant at) {}

  /**
   * One of the same id that is written again changes nothing, and is refused where it says
   * something else. What was open at that time and who has signed is no part of what is asked for.
   */
  public Decision<Handover> again(Handover wanted) {
    return new Repetition("交接班记录", "handover", id)
        .with("role", role, wanted.role)
        .with("from", from, wanted.from)
        .with("to", to, wanted.to)
        .with("note", note, wanted.note)
        .of(this);
  }

  /**
   * With what is open.
   *
   * @param count more than are {@code listed} where that would be too long a list
   */
  public Handover with(List<OpenIncident> listed, int count) {
    return new Handover(id, schedule, role, from, to, note, listed, count, signatures, at);
  }

  /** Signed by both. */
  public boolean complete() {
    return signatures.size() == 2;
  }

  /**
   * Whether it may be written: of a shift that {@code from} held, by one of the two, who signs it
   * with that, or by somebody who arranges shifts.
   */
  public Decision<Handover> written(String caller, boolean arranges, ShiftPlan plan) {
    if (from.equals(to)) {
      return Decision.refused(
          "应为两个不同的人，但都是 " + from, "Expected two different people, but both are " + from);
    }
    boolean one = caller.equals(from) || caller.equals(to);
    if (!one && !arranges) {
      return Decision.refused(
          "应由交班人 %s 或接班人 %s 填写，但操作人是 %s".formatted(from, to, caller),
          "Expected %s or %s to write it, but the caller is %s".formatted(from, to, caller),
          from,
          to);
    }
    if (!held(plan)) {
      return Decision.refused(
          "%s 应在最近 %d 小时内担任值班表 %s 的 %s，但没有".formatted(from, AFTER.toHours(), schedule, role),
          "Expected %s to have been %s of schedule %s within the last %d hours, but they were not"
              .formatted(from, role, schedule, AFTER.toHours()),
          from);
    }
    return one ? sign(caller, at) : new Accepted<>(this);
  }

  private boolean held(ShiftPlan plan) {
    return plan.shifts(role, at.minus(AFTER), at.plusNanos(1)).stream()
        .anyMatch(s -> s.duty() instanceof OnDuty d && d.personId().equals(from));
  }

  /** The caller's name under it; signing twice changes nothing. */
  public Decision<Handover> sign(String caller, Instant now) {
    if (!caller.equals(from) && !caller.equals(to)) {
      return Decision.refused(
          "应由交班人 %s 或接班人 %s 签字，但操作人是 %s".formatted(from, to, caller),
          "Expected %s or %s to sign, but the caller is %s".formatted(from, to, caller),
          from,
          to);
    }
    if (signatures.stream().anyMatch(s -> s.personId().equals(caller))) {
      return new Accepted<>(this);
    }
    List<Signature> all = new ArrayList<>(signatures);
    all.add(new Signature(caller, now));
    return new Accepted<>(
        new Handover(id, schedule, role, from, to, note, incidents, open, all, at));
  }
}
