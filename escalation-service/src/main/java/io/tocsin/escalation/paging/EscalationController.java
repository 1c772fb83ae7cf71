package io.tocsin.escalation.paging;

import io.tocsin.contracts.LocalText;
import io.tocsin.escalation.domain.Acknowledgement;
import io.tocsin.escalation.domain.Escalation;
import io.tocsin.escalation.domain.Phase;
import io.tocsin.escalation.domain.Policy;
import io.tocsin.escalation.domain.Reason;
import io.tocsin.escalation.paging.PagingStore.Place;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.Cursors;
import io.tocsin.kit.web.Languages;
import io.tocsin.kit.web.PageOf;
import io.tocsin.kit.web.PageSizes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** How the paging stands. */
@RestController
class EscalationController {

  private static final String WAITING = "escalations";

  private final PagingStore store;

  EscalationController(PagingStore store) {
    this.store = store;
  }

  /** Of one incident, or of all that wait for somebody, the most urgent first. */
  @GetMapping("/api/v1/escalations")
  Mono<PageOf<EscalationView>> escalations(
      @RequestParam(required = false) @Nullable String incident,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "200") int limit,
      ServerHttpRequest request) {
    Locale locale = Languages.of(request);
    int size = PageSizes.checked(limit);
    if (incident != null) {
      if (cursor != null) {
        // One incident has one page, so that no cursor was ever given for it.
        Cursors.read(WAITING + "?incident=" + incident, cursor);
      }
      return store
          .load(incident)
          .mapNotNull(Loaded::state)
          .flux()
          .collectList()
          .map(found -> page(found, size, locale));
    }
    Place after = cursor == null ? null : place(Cursors.read(WAITING, cursor));
    return store.waiting(after, size + 1).collectList().map(found -> page(found, size, locale));
  }

  private static Place place(List<String> parts) {
    return new Place(Instant.ofEpochMilli(Long.parseLong(parts.getFirst())), parts.getLast());
  }

  /** One more was asked for than is shown, to know whether there is another page. */
  private static PageOf<EscalationView> page(List<Paging> found, int size, Locale locale) {
    List<Paging> shown = found.subList(0, Math.min(size, found.size()));
    return new PageOf<>(
        shown.stream().map(paging -> EscalationView.of(paging, locale)).toList(),
        found.size() > size ? cursor(Place.of(shown.getLast())) : null);
  }

  private static String cursor(Place last) {
    return Cursors.write(WAITING, String.valueOf(last.dueAt().toEpochMilli()), last.incidentId());
  }

  /**
   * As the API shows it.
   *
   * @param level counts from 1; 0 before the first
   * @param cycle how often the policy has been repeated
   * @param dueAt when somebody is paged next if nobody acknowledges, or works on it
   * @param levels of the policy, with what became of them in this run
   * @param moments what was told lately and why, the latest last
   */
  record EscalationView(
      String incidentId,
      Phase phase,
      @Nullable String policyId,
      int level,
      int cycle,
      @Nullable Instant startedAt,
      @Nullable Instant dueAt,
      List<String> acknowledgedBy,
      List<LevelView> levels,
      List<AcknowledgementView> acknowledgements,
      List<MomentView> moments) {

    static EscalationView of(Paging paging, Locale locale) {
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
          escalation.acknowledgedBy(),
          escalation.levels().stream().map(LevelView::of).toList(),
          escalation.acknowledgements().stream()
              .map(a -> AcknowledgementView.of(a, escalation.episode()))
              .toList(),
          paging.latest().stream().map(m -> MomentView.of(m, locale)).toList());
    }
  }

  /**
   * One level in the current cycle.
   *
   * @param dueAt when it is or was due if nobody acknowledges
   * @param paged how often it was paged
   */
  record LevelView(int level, Instant dueAt, int paged, boolean current, List<String> channels) {

    static LevelView of(Escalation.LevelState level) {
      return new LevelView(
          level.level(), level.dueAt(), level.paged(), level.current(), level.channels());
    }
  }

  /** {@code lapsed}: it was given before the paging began anew and does not count any more. */
  record AcknowledgementView(
      String personId, String name, @Nullable String pageId, boolean lapsed) {

    static AcknowledgementView of(Acknowledgement a, int episode) {
      return new AcknowledgementView(a.personId(), a.name(), a.pageId(), a.episode() != episode);
    }
  }

  /** {@code reason} in the language of the request. */
  record MomentView(
      Instant at, String event, int level, int round, List<String> targets, String reason) {

    static MomentView of(Moment moment, Locale locale) {
      Reason reason = moment.reason();
      return new MomentView(
          moment.at(),
          moment.event(),
          moment.level(),
          moment.round(),
          moment.targets(),
          new LocalText(reason.zh(), reason.en()).in(locale));
    }
  }
}
