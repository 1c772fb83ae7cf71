package io.tocsin.notification.paging;

import io.tocsin.contracts.AssignmentEvent.Assignee;
import io.tocsin.contracts.AssignmentEvent.AssignmentsWithdrawnV1;
import io.tocsin.contracts.AssignmentEvent.PageAssignedV1;
import io.tocsin.contracts.Envelope;
import io.tocsin.contracts.LocalText;
import io.tocsin.contracts.PageEvent.PageRequestedV1;
import io.tocsin.kit.directory.Directory;
import io.tocsin.kit.kafka.KeyedHandler;
import io.tocsin.notification.deliveries.BouncedContacts;
import io.tocsin.notification.deliveries.DeliveryIds;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.deliveries.WithdrawnPages;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Waiting;
import io.tocsin.notification.domain.Needless;
import io.tocsin.notification.domain.ReplyCode;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.replies.AcknowledgeLinks;
import io.tocsin.notification.replies.PagedPerson;
import io.tocsin.notification.replies.ReplyCodes;
import io.tocsin.notification.sending.Dispatch;
import io.tocsin.notification.sending.Senders;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Handles the roster's answers for one incident, in their order: pages what was assigned with one
 * write, then takes back what was withdrawn.
 */
@Component
class Paging implements KeyedHandler {

  private static final Logger LOG = LoggerFactory.getLogger(Paging.class);
  private static final int CODES_AT_ONCE = 32;

  private final DeliveryStore deliveries;
  private final WithdrawnPages withdrawn;
  private final ReplyCodes codes;
  private final Directory directory;
  private final AcknowledgeLinks links;
  private final BouncedContacts bounced;
  private final PageWording wording;
  private final Senders senders;
  private final Dispatch dispatch;
  private final PagingProperties properties;
  private final Clock clock;

  Paging(
      DeliveryStore deliveries,
      WithdrawnPages withdrawn,
      ReplyCodes codes,
      Directory directory,
      AcknowledgeLinks links,
      BouncedContacts bounced,
      PageWording wording,
      Senders senders,
      Dispatch dispatch,
      PagingProperties properties,
      Clock clock) {
    this.deliveries = deliveries;
    this.withdrawn = withdrawn;
    this.codes = codes;
    this.directory = directory;
    this.links = links;
    this.bounced = bounced;
    this.wording = wording;
    this.senders = senders;
    this.dispatch = dispatch;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public Mono<Void> handle(String incidentId, List<Envelope<?>> records) {
    List<Mono<Void>> steps = new ArrayList<>();
    List<Envelope<?>> assigned = new ArrayList<>();
    for (Envelope<?> record : records) {
      if (record.data() instanceof PageAssignedV1) {
        assigned.add(record);
      } else if (record.data() instanceof AssignmentsWithdrawnV1 taken) {
        steps.add(page(List.copyOf(assigned), deliveries::add));
        steps.add(withdraw(taken));
        assigned.clear();
      }
    }
    steps.add(page(assigned, this::send));
    return Flux.concat(steps).then();
  }

  /** How new deliveries get on their way. */
  private interface Way {
    Publisher<?> go(List<Delivery> planned, String cause);
  }

  /** Where one batch brings several rounds to a person, the older ones must not be gone before. */
  private Publisher<?> send(List<Delivery> planned, String cause) {
    long series = planned.stream().map(d -> d.message().series()).distinct().count();
    return series == planned.size()
        ? dispatch.send(planned, cause)
        : deliveries.add(planned, cause);
  }

  /**
   * Pages everybody who was assigned.
   *
   * @param way queued where a withdrawal follows in the same batch
   */
  private Mono<Void> page(List<Envelope<?>> records, Way way) {
    if (records.isEmpty()) {
      return Mono.empty();
    }
    return Flux.fromIterable(records)
        .concatMapIterable(r -> people((PageAssignedV1) r.data()))
        .flatMapSequential(paged -> plan(paged), CODES_AT_ONCE)
        .concatMapIterable(PagePlan::deliveries)
        .collectList()
        .flatMap(planned ->
            Mono.from(way.go(planned, records.getLast().id()))
                .then(supersedeOlder(records, planned)));
  }

  /** One person of one page. */
  private record Paged(PageRequestedV1 page, Assignee assignee) {}

  /** A person is paged once for a page, even where the roster names him twice. */
  private static List<Paged> people(PageAssignedV1 assigned) {
    Map<String, Paged> people = new LinkedHashMap<>();
    for (Assignee assignee : assigned.assignees()) {
      Paged first = people.putIfAbsent(assignee.personId(), new Paged(assigned.page(), assignee));
      if (first != null) {
        LOG.info(
            "Page {} reaches {} once: as {}, not again as {}",
            assigned.page().pageId(),
            assignee.personId(),
            first.assignee().post(),
            assignee.post());
      }
    }
    return List.copyOf(people.values());
  }

  private Mono<PagePlan> plan(Paged paged) {
    return Mono.zip(code(paged).map(Optional::of).defaultIfEmpty(Optional.empty()), links(paged))
        .map(codeAndLinks ->
            new PagePlan(
                paged.page(),
                paged.assignee(),
                PageTexts.of(paged.page(), paged.assignee(), directory.current()),
                codeAndLinks.getT1().orElse(null),
                codeAndLinks.getT2(),
                senders.channels(),
                bounced.addresses(),
                wording,
                notAfter(paged.page())));
  }

  /** Links go where a link can be followed; an SMS is kept free of them. */
  private Mono<Map<Channel, String>> links(Paged paged) {
    Instant now = clock.instant();
    return Flux.fromIterable(new LinkedHashSet<>(paged.page().channels()))
        .map(channel -> Channel.valueOf(channel.name()))
        .filter(channel -> channel == Channel.EMAIL || channel == Channel.CHAT)
        .filter(channel -> paged.page().task() == null)
        .concatMap(channel ->
            links
                .link(
                    DeliveryIds.ofPage(paged.page().pageId(), paged.assignee().personId(), channel),
                    now)
                .map(link -> Map.entry(channel, link)))
        .collectMap(Map.Entry::getKey, Map.Entry::getValue);
  }

  private Mono<ReplyCode> code(Paged paged) {
    var page = paged.page();
    var assignee = paged.assignee();
    return Mono.justOrEmpty(PagePlan.address(assignee, Channel.SMS))
        .filter(address -> page.channels().contains(io.tocsin.contracts.Channel.SMS))
        // A task needs no acknowledgement, and so no code.
        .filter(address -> page.task() == null)
        .flatMap(address ->
            codes.issue(
                new PagedPerson(
                    address,
                    page.incident().id(),
                    page.incident().number(),
                    page.pageId(),
                    assignee.personId(),
                    assignee.name(),
                    PagePlan.language(assignee),
                    page.incident().exercise())));
  }

  private Instant notAfter(PageRequestedV1 page) {
    Duration within = page.acknowledgeWithin();
    Duration worth = properties.worth();
    return page.requestedAt().plus(within.compareTo(worth) > 0 ? within : worth);
  }

  /** After a stall one current page goes out, not one for every round that was missed. */
  private Mono<Void> supersedeOlder(List<Envelope<?>> records, List<Delivery> planned) {
    boolean again =
        records.stream()
            .map(r -> ((PageAssignedV1) r.data()).page())
            .anyMatch(p -> p.round() > 0 || p.level() > 1);
    if (!again) {
      return Mono.empty();
    }
    Map<String, Delivery> newest =
        planned.stream()
            .collect(
                Collectors.toMap(
                    d -> Objects.requireNonNull(d.message().series()), d -> d, (older, d) -> d));
    Words reason = new Words("已有更新的呼叫", "A newer page has taken its place");
    return deliveries
        .waitingOfSeries(newest.keySet())
        .filter(found -> {
          Delivery waiting = Objects.requireNonNull(found.state());
          Delivery newer =
              Objects.requireNonNull(
                  newest.get(Objects.requireNonNull(waiting.message().series())));
          return waiting.message().createdAt().isBefore(newer.message().createdAt());
        })
        .flatMap(found -> supersede(found.id(), reason))
        .then();
  }

  /**
   * Remembered first: what left before and turns out to be lost after it must not begin anew by
   * another channel.
   */
  private Mono<Void> withdraw(AssignmentsWithdrawnV1 taken) {
    LocalText why = taken.reason();
    Needless needless = new Needless(new Words(why.zh(), why.en()), clock.instant());
    return withdrawn
        .add(taken.pageIds(), needless)
        .thenMany(deliveries.openOfPages(taken.pageIds()))
        .flatMap(found -> deliveries.update(found.id(), needless::stopped))
        .then();
  }

  private Mono<Void> supersede(String id, Words reason) {
    return deliveries.update(
        id,
        delivery ->
            delivery instanceof Waiting waiting
                ? Optional.of(waiting.supersede(reason))
                : Optional.empty());
  }
}
