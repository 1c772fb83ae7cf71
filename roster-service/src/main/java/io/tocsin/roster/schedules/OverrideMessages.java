package io.tocsin.roster.schedules;

import io.tocsin.contracts.DeliveryEvent.Urgency;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.time.Ids;
import io.tocsin.roster.book.BookKeeping.Entry;
import io.tocsin.roster.domain.Decision;
import io.tocsin.roster.domain.ScheduleBook;
import io.tocsin.roster.domain.ShiftOverride;
import io.tocsin.roster.domain.ShiftSwap;
import io.tocsin.roster.messages.PersonMessage;
import io.tocsin.roster.oncall.DutyReason;
import io.tocsin.roster.oncall.WallClock;
import io.tocsin.roster.schedules.Schedules.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells people of the overrides that others enter for them and take back: whoever is put on duty
 * without being asked must not find out by the first page. What has begun is told as a change of
 * shift, where the schedule tells of those.
 */
final class OverrideMessages {

  private static final Duration WORTH = Duration.ofDays(1);

  private OverrideMessages() {}

  /** The decision with the messages that it makes. */
  static Entry<ScheduleBook> of(
      Asked asked, ScheduleBook before, Decision<ScheduleBook> decision, Instant now) {
    if (!(decision instanceof Decision.Accepted<ScheduleBook> accepted)) {
      return Entry.silent(decision);
    }
    List<Outgoing> told = new ArrayList<>();
    told(asked, less(accepted.state(), before), true, now, told);
    told(asked, less(before, accepted.state()), false, now, told);
    for (ShiftSwap swap : accepted.state().swaps()) {
      if (swap.state() == ShiftSwap.State.REVOKED && !swap.equals(before.swap(swap.id()))) {
        told.addAll(SwapMessages.of(asked, swap, now));
      }
    }
    return new Entry<>(decision, told);
  }

  private static List<ShiftOverride> less(ScheduleBook book, ScheduleBook other) {
    return book.overrides().stream().filter(o -> other.override(o.id()) == null).toList();
  }

  private static void told(
      Asked asked, List<ShiftOverride> overrides, boolean entered, Instant now, List<Outgoing> to) {
    boolean changesAreTold = asked.plan().schedule().announces();
    Map<String, List<ShiftOverride>> byPerson = new LinkedHashMap<>();
    for (ShiftOverride o : overrides) {
      boolean ahead = changesAreTold ? o.from().isAfter(now) : o.until().isAfter(now);
      if (ahead && !o.personId().equals(asked.caller().id())) {
        byPerson.computeIfAbsent(o.personId(), p -> new ArrayList<>()).add(o);
      }
    }
    byPerson.forEach((personId, own) -> {
      PersonV1 person = asked.roster().person(personId);
      if (person != null) {
        to.addAll(message(asked, own, entered).to(person, asked.roster(), now));
      }
    });
  }

  private static PersonMessage message(Asked asked, List<ShiftOverride> own, boolean entered) {
    ShiftOverride first = own.getFirst();
    LocalText what = entered ? entered(own) : new LocalText("取消了您的值班", "has taken back your duty");
    ZoneId zone = asked.plan().schedule().zone();
    String post = asked.plan().schedule().post();
    String by = asked.caller().name();
    String from = WallClock.minute(first.from(), zone);
    String until = WallClock.minute(first.until(), zone);
    return new PersonMessage(
        Ids.derived(
            "override", first.id(), String.valueOf(own.size()), entered ? "entered" : "taken back"),
        entered
            ? new LocalText("值班安排", "You are put on duty")
            : new LocalText("值班取消", "Your duty is taken back"),
        new LocalText(
            "%s%s：岗位 %s %s，%s 至 %s（%s）。"
                .formatted(
                    by,
                    what.zh(),
                    post,
                    DutyReason.roleZh(first.role()),
                    from,
                    until,
                    first.reason()),
            "%s %s: post %s, %s, %s to %s (%s)."
                .formatted(
                    by,
                    what.en(),
                    post,
                    DutyReason.roleEn(first.role()),
                    from,
                    until,
                    first.reason())),
        Urgency.BULK,
        WORTH,
        new LocalText("由他人安排值班", "put on duty by somebody else"));
  }

  private static LocalText entered(List<ShiftOverride> own) {
    return own.size() == 1
        ? new LocalText("安排您值班", "has put you on duty")
        : new LocalText(
            "安排您值班 %d 次，第一次".formatted(own.size()),
            "has put you on duty %d times, first".formatted(own.size()));
  }
}
