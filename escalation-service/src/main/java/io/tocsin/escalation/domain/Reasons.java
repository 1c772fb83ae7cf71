package io.tocsin.escalation.domain;

import io.tocsin.escalation.domain.Command.TellTask;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The sentences that people read on the timeline and in a page. */
final class Reasons {

  private Reasons() {}

  static Reason chosen(Policy policy, Incident incident) {
    Reason chosen =
        new Reason(
            "升级策略 %s：%s故障，%s"
                .formatted(policy.id(), incident.scope().zh(), incident.severity().zh()),
            "policy %s fits a %s fault of %s"
                .formatted(policy.id(), incident.scope().en(), incident.severity().en()));
    Reason note = policy.note();
    return note == null ? chosen : chosen.and(new Reason("；" + note.zh(), "; " + note.en()));
  }

  static Reason expired(String name, Duration lasts) {
    return new Reason(
        "%s 已确认，但%s内没有进展，重新呼叫".formatted(name, zh(lasts)),
        "acknowledged by %s, but no progress within %s: paged anew".formatted(name, en(lasts)));
  }

  static Reason levelOne(Reason why) {
    return new Reason("第1级：" + why.zh(), "level 1: " + why.en());
  }

  static Reason task(TellTask.Why why, @Nullable Instant dueAt, Instant now) {
    Duration late = dueAt == null ? Duration.ZERO : Duration.between(now, dueAt);
    return switch (why) {
      case OPENED ->
          dueAt == null || late.isNegative()
              ? new Reason("步骤可以开始", "the step may begin")
              : new Reason("步骤可以开始，时限" + zh(late), "the step may begin and is due in " + en(late));
      case OVERDUE ->
          new Reason("步骤超时，同时通知主班和替班", "the step is overdue: primary and substitute are told");
      case NEAR -> new Reason("时限将至", "a time limit of the response is near");
      case MISSED -> new Reason("时限已过", "a time limit of the response passed");
      case DECISION -> new Reason("有待决定，不能再等", "a decision cannot wait");
    };
  }

  static Reason settled(Reason title) {
    return new Reason("已办结：" + title.zh(), "settled: " + title.en());
  }

  static Reason nobodyReads(Task.Told told) {
    Call call = told.call();
    String whom = call.post() == null ? String.valueOf(call.person()) : call.post();
    return told.unstaffed()
        ? new Reason(whom + "无人值守，改通知下一人", "nobody staffs " + whom + ", the next one is told")
        : new Reason(
            whom + "无法送达，改通知下一人", "nobody of " + whom + " could be reached, the next one is told");
  }

  static Reason stillOverdue() {
    return new Reason("步骤超时仍未办结，通知组长", "the overdue step is still open: the leader is told");
  }

  static Reason alreadyAcknowledged(Policy policy, String name) {
    return new Reason(
        "升级策略 %s：%s 此前已确认，不再呼叫".formatted(policy.id(), name),
        "policy %s: %s has acknowledged already, nobody is paged".formatted(policy.id(), name));
  }

  static Reason opened() {
    return new Reason("第1级：事件开启即呼叫", "level 1: paged as the incident was opened");
  }

  static Reason recurred() {
    return new Reason("第1级：事件重新开启，重新呼叫", "level 1: the incident is open again, paged anew");
  }

  static Reason grown(Policy policy) {
    return new Reason(
        "第1级：等级或范围升级，改用策略 " + policy.id(),
        "level 1: graver or wider now, policy " + policy.id() + " starts");
  }

  static Reason grownAgain(Policy policy) {
    return new Reason(
        "第1级：等级或范围升级，重新执行策略 " + policy.id(),
        "level 1: graver or wider now, policy " + policy.id() + " starts again");
  }

  static Reason continues(Policy policy) {
    return new Reason(
        "等级或范围升级，策略 %s 仍适用，继续执行".formatted(policy.id()),
        "graver or wider now, policy %s still fits and goes on".formatted(policy.id()));
  }

  static Reason again(Run run, Duration waited) {
    return new Reason(
        "第%d级第%d次呼叫：%s内无人确认".formatted(run.level(), run.round() + 1, zh(waited)),
        "level %d, page %d: not acknowledged within %s"
            .formatted(run.level(), run.round() + 1, en(waited)));
  }

  /** The next level of the same cycle, or the first of a new one. */
  static Reason next(Run from, Position there, Duration waited, int skipped) {
    boolean repeated = there.cycle() > from.cycle();
    String zhLevel =
        (repeated ? "第%d轮".formatted(there.cycle() + 1) : "") + "第" + there.level() + "级";
    String enLevel =
        (repeated ? "round %d, ".formatted(there.cycle() + 1) : "") + "level " + there.level();
    Reason why = from.level() == 0 ? delayed(waited) : why(from, waited);
    return new Reason(zhLevel + "：" + why.zh(), enLevel + ": " + why.en()).and(skipped(skipped));
  }

  static Reason nextInTurn(Run from) {
    return new Reason(
        "第%d级：轮到的人%s，轮到下一人".formatted(from.level(), from.unstaffed() ? "无人值守" : "无法送达"),
        "level %d: %s, it is the next one's turn"
            .formatted(
                from.level(),
                from.unstaffed()
                    ? "nobody holds the post in turn"
                    : "who was in turn was not reached"));
  }

  static Reason exhausted(Run from, Duration waited, int skipped) {
    Reason told =
        from.reached() || !from.unstaffed()
            ? new Reason(
                "策略 %s 已执行%d轮，无人确认".formatted(from.policy().id(), from.cycle() + 1),
                "policy %s ran %d times and nobody acknowledged"
                    .formatted(from.policy().id(), from.cycle() + 1))
            : new Reason(
                "策略 %s 的各级均无人值守".formatted(from.policy().id()),
                "nobody staffs any level of policy %s".formatted(from.policy().id()));
    Reason why = why(from, waited);
    return new Reason(
            told.zh() + "，呼叫全体组长（%s）".formatted(why.zh()),
            told.en() + ": all leaders are paged (%s)".formatted(why.en()))
        .and(skipped(skipped));
  }

  static Reason leadersOffDuty(Run from) {
    Reason why = why(from, Duration.ZERO);
    return new Reason(
        why.zh() + "，呼叫岗位 LD 的全体人员，不论是否当班",
        why.en() + ": everyone of post LD is paged, on duty or not");
  }

  static Reason leadersAgain(Run from, Duration waited) {
    return from.hopeless()
        ? new Reason(
            "此前未能联系到任何组长，再次呼叫全体组长", "no leader could be reached so far, all are paged again")
        : new Reason(
            "组长%s内无人确认，再次呼叫全体组长".formatted(zh(waited)),
            "no leader acknowledged within %s: all are paged again".formatted(en(waited)));
  }

  static Reason acknowledged(String name) {
    return new Reason(name + " 已确认", "acknowledged by " + name);
  }

  static Reason ended() {
    return new Reason("事件已不在处置中", "the incident is no longer open");
  }

  private static Reason why(Run from, Duration waited) {
    if (from.current().isEmpty() && waited.isZero()) {
      return new Reason(
          "第%d级对此事件没有可呼叫的人".formatted(from.level()),
          "level %d names nobody for this incident".formatted(from.level()));
    }
    if (!from.hopeless()) {
      return new Reason(zh(waited) + "内无人确认", "not acknowledged within " + en(waited));
    }
    String zh = from.atLeaders() ? "组长" : "第" + from.level() + "级";
    String en = from.atLeaders() ? "the leaders" : "level " + from.level();
    return from.unstaffed()
        ? new Reason(zh + "无人值守", "nobody staffs " + en)
        : new Reason(zh + "人员均无法送达", "nobody of " + en + " could be reached");
  }

  private static Reason delayed(Duration waited) {
    return new Reason(
        "按策略于开始%s后呼叫".formatted(zh(waited)), "paged %s into the policy".formatted(en(waited)));
  }

  private static Reason skipped(int levels) {
    return levels <= 0
        ? new Reason("", "")
        : new Reason(
            "，处理曾中断，略过其间到期的%d级".formatted(levels),
            "; %d level(s) that fell due during a stall are skipped".formatted(levels));
  }

  private static String zh(Duration d) {
    return text(d, "小时", "分钟", "秒");
  }

  private static String en(Duration d) {
    return text(d, " h", " min", " s");
  }

  /** The largest unit that leaves no rest; the milliseconds of a poll are nobody's business. */
  private static String text(Duration d, String hours, String minutes, String seconds) {
    long s = d.plusMillis(500).toSeconds();
    if (s >= 3600 && s % 3600 == 0) {
      return s / 3600 + hours;
    }
    return s >= 60 && s % 60 == 0 ? s / 60 + minutes : s + seconds;
  }
}
