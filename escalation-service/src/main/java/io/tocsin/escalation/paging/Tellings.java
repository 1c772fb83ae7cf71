package io.tocsin.escalation.paging;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DutyRole;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent;
import io.tocsin.contracts.PageEvent.EscalationExhaustedV1;
import io.tocsin.contracts.PageEvent.EscalationStartedV1;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.contracts.PageEvent.PageTarget;
import io.tocsin.contracts.PageEvent.PagesWithdrawnV1;
import io.tocsin.contracts.Topics;
import io.tocsin.escalation.domain.Call;
import io.tocsin.escalation.domain.Effect;
import io.tocsin.escalation.domain.Reason;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.time.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The effects of a decision as records of {@code tocsin.pages.v1}. */
public final class Tellings {

  private Tellings() {}

  /**
   * Writes the records.
   *
   * @param version of the document that the decision makes: with the place in the list it names the
   *     record, so that whoever decides the same writes the same
   */
  static List<Outgoing> of(
      List<Effect> effects,
      String incidentId,
      @Nullable IncidentFacts facts,
      long version,
      @Nullable String cause,
      Instant now) {
    List<Outgoing> records = new ArrayList<>();
    for (Effect effect : effects) {
      String id =
          Ids.derived(
              "escalation", incidentId, Long.toString(version), Integer.toString(records.size()));
      records.add(
          Outgoing.of(Topics.PAGES, incidentId, id, now, cause, event(effect, incidentId, facts)));
    }
    return records;
  }

  private static PageEvent event(Effect effect, String incidentId, @Nullable IncidentFacts facts) {
    return switch (effect) {
      case Effect.Started e ->
          new EscalationStartedV1(incidentId, e.policyId(), text(e.reason()), e.firstPageWithin());
      case Effect.Continued e ->
          new EscalationStartedV1(incidentId, e.policyId(), text(e.reason()), e.firstPageWithin());
      case Effect.Withdraw e -> new PagesWithdrawnV1(incidentId, e.pageIds(), text(e.reason()));
      case Effect.Exhausted e ->
          new EscalationExhaustedV1(incidentId, e.policyId(), text(e.reason()));
      case Effect.Page e -> page(e, known(incidentId, facts));
    };
  }

  private static IncidentFacts known(String incidentId, @Nullable IncidentFacts facts) {
    if (facts == null) {
      throw new IllegalStateException(
          "Expected the facts of incident " + incidentId + " before its first page");
    }
    return facts;
  }

  /** One page of an incident. */
  public static PageRequestedV1 page(Effect.Page page, IncidentFacts facts) {
    return new PageRequestedV1(
        page.pageId(),
        facts,
        page.policyId(),
        page.level(),
        page.round(),
        target(page.target()),
        page.channels().stream().map(Channel::valueOf).toList(),
        page.acknowledgeWithin(),
        text(page.reason()),
        page.at(),
        page.excluding(),
        page.task() == null ? null : text(page.task()),
        page.before().isEmpty() ? null : page.before().stream().map(Tellings::target).toList(),
        page.acknowledgementLasts(),
        page.nextPageWithin(),
        page.acknowledgements() > 1 ? page.acknowledgements() : null);
  }

  /** Whom a page asks for, in the terms of the contract. */
  public static PageTarget target(Call call) {
    String role = call.role() == null ? null : call.role().name();
    return new PageTarget(
        call.post(),
        DutyRole.of(role),
        call.person(),
        call.schedule(),
        call.unit(),
        call.everyone(),
        call.turn(),
        DutyRole.other(role));
  }

  private static LocalText text(Reason reason) {
    return new LocalText(reason.zh(), reason.en());
  }
}
