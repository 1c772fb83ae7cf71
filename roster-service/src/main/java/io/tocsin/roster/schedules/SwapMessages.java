package io.tocsin.roster.schedules;

import io.tocsin.contracts.DeliveryEvent.Urgency;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.time.Ids;
import io.tocsin.roster.domain.ShiftSwap;
import io.tocsin.roster.messages.PersonMessage;
import io.tocsin.roster.oncall.WallClock;
import io.tocsin.roster.schedules.Schedules.Asked;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is to know of a swap as it stands now: whoever did not bring it there. */
final class SwapMessages {

  private static final Duration WORTH = Duration.ofDays(1);

  private SwapMessages() {}

  static List<Outgoing> of(Asked asked, @Nullable ShiftSwap swap, Instant now) {
    if (swap == null) {
      return List.of();
    }
    String proposer = swap.proposer();
    String counterpart = swap.counterpart();
    return switch (swap.state()) {
      case PROPOSED, WITHDRAWN ->
          to(counterpart, asked.roster().nameOf(proposer), asked, swap, now);
      case EFFECTIVE, REFUSED -> to(proposer, asked.roster().nameOf(counterpart), asked, swap, now);
      case REVOKED ->
          Stream.of(proposer, counterpart)
              .filter(p -> !p.equals(asked.caller().id()))
              .flatMap(p -> to(p, asked.caller().name(), asked, swap, now).stream())
              .toList();
    };
  }

  private static List<Outgoing> to(
      String personId, String from, Asked asked, ShiftSwap swap, Instant now) {
    PersonV1 person = asked.roster().person(personId);
    if (person == null) {
      return List.of();
    }
    ZoneId zone = asked.plan().schedule().zone();
    String since = WallClock.minute(swap.give().from(), zone);
    String until = WallClock.minute(swap.give().until(), zone);
    LocalText what = words(swap.state());
    return new PersonMessage(
            Ids.derived("swap", swap.id(), swap.state().name(), personId),
            new LocalText("调班：" + what.zh(), "Swap: " + what.en()),
            new LocalText(
                "%s%s，值班表 %s，%s 至 %s。请在控制台查看。".formatted(from, what.zh(), asked.id(), since, until),
                "%s: %s, schedule %s, %s to %s. See the console."
                    .formatted(from, what.en(), asked.id(), since, until)),
            Urgency.BULK,
            WORTH,
            new LocalText("调班的另一方", "the other party of a swap"))
        .to(person, asked.roster(), now);
  }

  private static LocalText words(ShiftSwap.State state) {
    return switch (state) {
      case PROPOSED -> new LocalText("申请与您调班", "asks you to swap a shift");
      case EFFECTIVE -> new LocalText("同意了调班", "has agreed to the swap");
      case REFUSED -> new LocalText("拒绝了调班", "has refused the swap");
      case WITHDRAWN -> new LocalText("撤回了调班申请", "has withdrawn the swap");
      case REVOKED ->
          new LocalText("撤销了替班，您的调班随之失效", "has taken back an override, and your swap with it");
    };
  }
}
