package io.tocsin.escalation.paging;

import io.tocsin.escalation.domain.Escalation;
import io.tocsin.escalation.domain.Phase;
import io.tocsin.escalation.domain.Policy;
import io.tocsin.kit.web.PageOf;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How the paging stands. */
@RestController
class EscalationController {

  private static final int SHOWN = 200;

  private final PagingStore store;

  EscalationController(PagingStore store) {
    this.store = store;
  }

  /** Of one incident, or of all that wait for somebody, the most urgent first. */
  @GetMapping("/api/v1/escalations")
  Mono<PageOf<EscalationView>> escalations(
      @RequestParam(required = false) @Nullable String incident) {
    Flux<Paging> found =
        incident == null
            ? store.waiting(SHOWN)
            : store.load(incident).mapNotNull(loaded -> loaded.state()).flux();
    return found.map(EscalationView::of).collectList().map(items -> new PageOf<>(items, null));
  }

  /**
   * As the API shows it.
   *
   * @param level counts from 1; 0 before the first
   * @param cycle how often the policy has been repeated
   * @param dueAt when somebody is paged next if nobody acknowledges
   */
  record EscalationView(
      String incidentId,
      Phase phase,
      @Nullable String policyId,
      int level,
      int cycle,
      @Nullable Instant startedAt,
      @Nullable Instant dueAt,
      List<String> acknowledgedBy) {

    static EscalationView of(Paging paging) {
      Escalation escalation = paging.escalation();
      Policy policy = escalation.policy();
      return new EscalationView(
          escalation.incidentId(),
          escalation.phase(),
          policy == null ? null : policy.id(),
          escalation.level(),
          escalation.cycle(),
          escalation.startedAt(),
          escalation.dueAt(),
          escalation.acknowledgedBy());
    }
  }
}
