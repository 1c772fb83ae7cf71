package io.tocsin.roster.lookahead;

import io.tocsin.contracts.DeliveryEvent.Urgency;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.VendorV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.time.Ids;
import io.tocsin.roster.domain.ContractTerm;
import io.tocsin.roster.domain.Duty.OnDuty;
import io.tocsin.roster.domain.OnCallRole;
import io.tocsin.roster.messages.PersonMessage;
import io.tocsin.roster.oncall.Roster;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Warns whoever leads of contracts with vendors that come to their end: in the night in which the
 * vendor is needed it is too late to find out.
 */
@Component
class Contracts {

  private static final Duration WORTH = Duration.ofDays(1);

  private final AggregateStore<ContractTerm> store;
  private final LookAheadProperties properties;

  Contracts(AggregateStores stores, LookAheadProperties properties) {
    this.store =
        stores.open(
            "vendor_contracts",
            JacksonStateCodec.of(ContractTerm.class, c -> Map.of()),
            1,
            List.of());
    this.properties = properties;
  }

  /** Tells of those whose end has come near. */
  Mono<Void> look(Roster roster, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, roster.organisation().timeZone());
    return Flux.fromIterable(roster.organisation().vendors())
        .concatMap(vendor -> {
          LocalDate until = vendor.contractUntil();
          return until == null ? Mono.empty() : look(vendor, until, today, roster, now);
        })
        .then();
  }

  private Mono<Loaded<ContractTerm>> look(
      VendorV1 vendor, LocalDate until, LocalDate today, Roster roster, Instant now) {
    return store.update(
        vendor.id(),
        loaded -> {
          ContractTerm term = loaded.state();
          if (term == null || !term.until().equals(until)) {
            term = ContractTerm.of(until);
          }
          Integer due = term.due(properties.contracts(), today);
          return due == null
              ? Change.none(loaded)
              : new Change<>(
                  loaded,
                  term.warned(due),
                  warnings(vendor, term, due, today, roster, now),
                  List.of());
        });
  }

  private static List<Outgoing> warnings(
      VendorV1 vendor, ContractTerm term, int days, LocalDate today, Roster roster, Instant now) {
    LocalText when = when(term, today);
    List<Outgoing> told = new ArrayList<>();
    for (String personId : leaders(roster, now)) {
      PersonV1 person = roster.person(personId);
      if (person != null) {
        told.addAll(
            message(
                    vendor,
                    when,
                    Ids.derived(
                        "contract",
                        vendor.id(),
                        term.until().toString(),
                        String.valueOf(days),
                        personId))
                .to(person, roster, now));
      }
    }
    return told;
  }

  private static LocalText when(ContractTerm term, LocalDate today) {
    long left = term.daysLeft(today);
    return left < 0
        ? new LocalText("已于 " + term.until() + " 到期", "ended on " + term.until())
        : new LocalText(
            "将于 " + term.until() + " 到期（剩余 " + left + " 天）",
            "ends on " + term.until() + " (" + left + " days left)");
  }

  private static PersonMessage message(VendorV1 vendor, LocalText when, String id) {
    String assets = String.join(", ", vendor.assets());
    return new PersonMessage(
        id,
        new LocalText("厂商合同到期提醒：" + vendor.name(), "Contract with " + vendor.name()),
        new LocalText(
            "厂商 %s 的合同%s，涉及系统：%s。请安排续签。".formatted(vendor.name(), when.zh(), assets),
            "The contract with %s %s. Systems: %s. Please see to its renewal."
                .formatted(vendor.name(), when.en(), assets)),
        Urgency.BULK,
        WORTH,
        new LocalText("当值组长", "leads now"));
  }

  /** Who leads now and the deputy; everybody of the post where nobody does. */
  private static Set<String> leaders(Roster roster, Instant now) {
    Set<String> leaders = new LinkedHashSet<>();
    for (OnCallRole role : List.of(OnCallRole.PRIMARY, OnCallRole.SUBSTITUTE)) {
      if (roster.holderAt(Roster.LEADER, role, now) instanceof OnDuty duty) {
        leaders.add(duty.personId());
      }
    }
    if (leaders.isEmpty()) {
      roster.everyone(Roster.LEADER, now).forEach(p -> leaders.add(p.id()));
    }
    return leaders;
  }
}
