package io.tocsin.roster.oncall;

import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.roster.domain.Duty;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.domain.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what an answer of the roster follows from. */
public final class DutyReason {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

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
    return new LocalText(
        "值班表 %s,第%s层,第%d班:%s 至 %s".formatted(d.schedule(), d.layer(), d.turn() + 1, from, until),
        "schedule %s, layer %s, turn %d: %s to %s"
            .formatted(d.schedule(), d.layer(), d.turn() + 1, from, until));
  }

  private static LocalText nobody(Duty.Nobody n, String post, OnCallRole role, Roster roster) {
    String zhRole = role == OnCallRole.PRIMARY ? "主班" : "替班";
    String enRole = role == OnCallRole.PRIMARY ? "primary" : "substitute";
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
      case SAME_AS_PRIMARY -> {
        String name = name(n.person(), roster);
        yield new LocalText(
            "值班表 %s 的替班与主班同为 %s".formatted(n.schedule(), name),
            "the substitute of schedule %s is %s, who is the primary at the same time"
                .formatted(n.schedule(), name));
      }
    };
  }

  /** By the clock of the schedule, since that is the one that its people live by. */
  private static String time(
      @Nullable Instant instant, @Nullable String scheduleId, Roster roster) {
    if (instant == null || instant.equals(Instant.MAX)) {
      return "–";
    }
    Schedule schedule = scheduleId == null ? null : roster.schedule(scheduleId);
    ZoneId zone = schedule == null ? roster.organisation().timeZone() : schedule.zone();
    return MINUTE.format(instant.atZone(zone));
  }

  private static String name(@Nullable String personId, Roster roster) {
    PersonV1 person = personId == null ? null : roster.person(personId);
    return person == null ? String.valueOf(personId) : person.name();
  }
}
