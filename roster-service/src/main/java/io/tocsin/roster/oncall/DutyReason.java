package io.tocsin.roster.oncall;

import io.tocsin.contracts.LocalText;
import io.tocsin.roster.domain.Duty;
import io.tocsin.roster.domain.Duty.Cause;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.domain.ShiftPlan;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what an answer of the roster follows from. */
public final class DutyReason {

  private DutyReason() {}

  public static LocalText of(Duty duty, String post, OnCallRole role, Roster roster) {
    return switch (duty) {
      case Duty.OnDuty d -> onDuty(d, roster);
      case Duty.Nobody n -> nobody(n, post, role, roster);
    };
  }

  private static LocalText onDuty(Duty.OnDuty d, Roster roster) {
    String from = time(d.from(), d.schedule(), roster);
    String until = time(d.until(), d.schedule(), roster);
    LocalText cause = cause(d.cause(), roster);
    return new LocalText(
        "值班表 %s，%s：%s 至 %s".formatted(d.schedule(), cause.zh(), from, until),
        "schedule %s, %s: %s to %s".formatted(d.schedule(), cause.en(), from, until));
  }

  /** Without the schedule and the times. */
  public static LocalText cause(Cause cause, Roster roster) {
    return switch (cause) {
      case Cause.Rotated c ->
          new LocalText(
              "第%s层，第%d班".formatted(c.layer(), c.turn() + 1),
              "layer %s, turn %d".formatted(c.layer(), c.turn() + 1));
      case Cause.Imported c ->
          new LocalText(
              "第%s层的外部日历".formatted(c.layer()),
              "the calendar brought into layer %s".formatted(c.layer()));
      case Cause.Overridden c -> {
        String instead = c.instead() == null ? null : roster.nameOf(c.instead());
        yield new LocalText(
            instead == null
                ? "临时指定（%s）".formatted(c.reason())
                : "临时替换%s（%s）".formatted(instead, c.reason()),
            instead == null
                ? "an override (%s)".formatted(c.reason())
                : "an override in place of %s (%s)".formatted(instead, c.reason()));
      }
      case Cause.Swapped c -> {
        String with = roster.nameOf(c.with());
        yield new LocalText("与%s调班".formatted(with), "a swap with %s".formatted(with));
      }
      case Cause.MovedUp c -> {
        String away = roster.nameOf(c.away());
        yield new LocalText(
            "%s请假，由%s顶上".formatted(away, roleZh(c.of())),
            "%s is on leave and the %s moves up".formatted(away, roleEn(c.of())));
      }
      case Cause.PassedOver c -> {
        LocalText own = cause(c.own(), roster);
        yield new LocalText(
            "%s（原定的 %s 已不在组织设置中）".formatted(own.zh(), c.left()),
            "%s (%s, who was to be on duty, is not in the set-up any more)"
                .formatted(own.en(), c.left()));
      }
    };
  }

  private static LocalText nobody(Duty.Nobody n, String post, OnCallRole role, Roster roster) {
    String zhRole = roleZh(role);
    String enRole = roleEn(role);
    String person = n.person() == null ? "–" : roster.nameOf(n.person());
    return switch (n.why()) {
      case NO_SCHEDULE ->
          new LocalText("岗位 " + post + " 没有值班表", "post " + post + " has no schedule");
      case NO_LAYER_FOR_ROLE ->
          new LocalText(
              "值班表 %s 没有%s".formatted(n.schedule(), zhRole),
              "schedule %s has no layer for a %s".formatted(n.schedule(), enRole));
      case NOT_BEGUN -> {
        String begins = time(n.begins(), n.schedule(), roster);
        yield new LocalText(
            "值班表 %s 的%s自 %s 才开始".formatted(n.schedule(), zhRole, begins),
            "the %s of schedule %s begins at %s".formatted(enRole, n.schedule(), begins));
      }
      case OFF_HOURS ->
          new LocalText(
              "值班表 %s 的%s此时不值班".formatted(n.schedule(), zhRole),
              "the %s of schedule %s has no duty at this time".formatted(enRole, n.schedule()));
      case LEFT ->
          new LocalText(
              "值班表 %s 的%s %s 已不在组织设置中，无人接替".formatted(n.schedule(), zhRole, n.person()),
              "%s, the %s of schedule %s, is not in the set-up any more and nobody else is there"
                  .formatted(n.person(), enRole, n.schedule()));
      case MOVED_UP ->
          new LocalText(
              "值班表 %s 的%s%s已顶上，无人接替".formatted(n.schedule(), zhRole, person),
              "%s, the %s of schedule %s, has moved up and nobody follows"
                  .formatted(person, enRole, n.schedule()));
      case ON_LEAVE ->
          new LocalText(
              "值班表 %s 的%s%s请假，无人顶上".formatted(n.schedule(), zhRole, person),
              "%s, the %s of schedule %s, is on leave and nobody can move up"
                  .formatted(person, enRole, n.schedule()));
      case SAME_AS_PRIMARY -> twice(n.schedule(), role, person);
    };
  }

  private static LocalText twice(@Nullable String schedule, OnCallRole role, String person) {
    return role.equals(OnCallRole.SUBSTITUTE)
        ? new LocalText(
            "值班表 %s 的替班与主班同为 %s".formatted(schedule, person),
            "the substitute of schedule %s is %s, who is the primary at the same time"
                .formatted(schedule, person))
        : new LocalText(
            "值班表 %s 的%s %s 同时已担任前面的角色".formatted(schedule, roleZh(role), person),
            "the %s of schedule %s is %s, who holds a role before it at the same time"
                .formatted(roleEn(role), schedule, person));
  }

  public static String roleZh(OnCallRole role) {
    return switch (role.name()) {
      case "PRIMARY" -> "主班";
      case "SUBSTITUTE" -> "替班";
      default -> role.name();
    };
  }

  public static String roleEn(OnCallRole role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** By the clock of the schedule, since that is the one that its people live by. */
  private static String time(
      @Nullable Instant instant, @Nullable String scheduleId, Roster roster) {
    if (instant == null) {
      return "–";
    }
    ShiftPlan plan = scheduleId == null ? null : roster.plan(scheduleId);
    ZoneId zone = plan == null ? roster.organisation().timeZone() : plan.schedule().zone();
    return WallClock.minute(instant, zone);
  }
}
