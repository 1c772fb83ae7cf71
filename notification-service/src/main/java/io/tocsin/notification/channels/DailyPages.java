package io.tocsin.notification.channels;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.kit.store.Loaded;
import io.tocsin.notification.channels.DailyPageProperties.Contact;
import io.tocsin.notification.deliveries.DeliveryStore;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.rounds.Rounds;
import io.tocsin.notification.sending.Senders;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Sends a page every day, looks whether it arrived, and tells the others whom it reached when one
 * of them was not: a channel that died unnoticed is found by daylight and not by a fault.
 */
@Component
final class DailyPages extends Rounds {

  private static final Logger LOG = LoggerFactory.getLogger(DailyPages.class);

  private final DeliveryStore store;
  private final Senders senders;
  private final DailyPageProperties properties;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<Contact, Outcome> outcomes = new ConcurrentHashMap<>();
  private volatile @Nullable LocalDate sent;
  private volatile @Nullable LocalDate judged;

  DailyPages(
      DeliveryStore store,
      Senders senders,
      DailyPageProperties properties,
      MeterRegistry meters,
      Clock clock) {
    super(properties.poll());
    this.store = store;
    this.senders = senders;
    this.properties = properties;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * What came of the last one.
   *
   * @param day whose page it was
   * @param detail why it did not arrive, or the state that it is in
   */
  record Outcome(String to, LocalDate day, String deliveryId, boolean arrived, String detail) {}

  List<Outcome> outcomes(Channel channel) {
    return properties.to().stream()
        .filter(contact -> contact.channel() == channel)
        .map(outcomes::get)
        .filter(Objects::nonNull)
        .toList();
  }

  @Override
  public void start() {
    if (!properties.to().isEmpty()) {
      properties.to().forEach(this::gauge);
      super.start();
    }
  }

  @Override
  protected Mono<Void> round() {
    Instant now = clock.instant();
    return Flux.fromIterable(properties.days(now)).concatMap(day -> page(day, now)).then();
  }

  /** One of yesterday is too late to be sent, and not to be judged. */
  private Mono<Void> page(LocalDate day, Instant now) {
    DailyPage page =
        new DailyPage(day, properties.language(), properties.within(), senders.channels());
    boolean today = day.equals(now.atZone(properties.zone()).toLocalDate());
    return (today ? send(page, now) : Mono.<Void>empty()).then(Mono.defer(() -> judge(page, now)));
  }

  /** What another instance, or this one before a restart, has sent already stays as it is. */
  private Mono<Void> send(DailyPage page, Instant now) {
    return page.day().equals(sent)
        ? Mono.empty()
        : store
            .add(properties.to().stream().map(to -> page.page(to, now)).toList(), null)
            .doOnSuccess(done -> sent = page.day())
            .then();
  }

  private Mono<Void> judge(DailyPage page, Instant now) {
    LocalDate last = judged;
    if (last != null && !page.day().isAfter(last)) {
      return Mono.empty();
    }
    return store
        .loadAll(properties.to().stream().map(page::id).toList())
        .flatMap(found -> due(found, now) ? judge(page, found, now) : Mono.empty());
  }

  private boolean due(List<Loaded<Delivery>> found, Instant now) {
    return found.stream()
        .map(Loaded::state)
        .allMatch(
            d -> d != null && !now.isBefore(d.message().createdAt().plus(properties.within())));
  }

  private Mono<Void> judge(DailyPage page, List<Loaded<Delivery>> found, Instant now) {
    List<Contact> reached = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      Contact to = properties.to().get(i);
      Outcome outcome = outcome(page.day(), to, found.get(i));
      outcomes.put(to, outcome);
      if (outcome.arrived()) {
        reached.add(to);
      } else {
        LOG.error("The daily page of {} did not reach {}: {}", page.day(), to, outcome.detail());
      }
    }
    List<Delivery> alarms = new ArrayList<>();
    for (Contact lost : properties.to()) {
      Outcome outcome = outcomes.get(lost);
      if (outcome != null && !outcome.arrived()) {
        reached.forEach(to -> alarms.add(page.alarm(lost, outcome.detail(), to, now)));
      }
    }
    return (alarms.isEmpty() ? Mono.<Void>empty() : store.add(alarms, null).then())
        .doOnSuccess(done -> judged = page.day());
  }

  private Outcome outcome(LocalDate day, Contact to, Loaded<Delivery> loaded) {
    Delivery delivery = loaded.state();
    if (delivery == null) {
      return new Outcome(to.address(), day, loaded.id(), false, "not in the store");
    }
    Words reason = delivery.reason();
    String detail = reason == null ? delivery.state().toString() : reason.in(properties.language());
    return new Outcome(to.address(), day, loaded.id(), DailyPage.arrived(delivery), detail);
  }

  /** 1 for arrived, 0 for not; none before the first was judged. */
  private void gauge(Contact to) {
    Gauge.builder("tocsin.daily.page.arrived", () -> value(outcomes.get(to)))
        .description("Whether the last daily page arrived")
        .tag("channel", to.channel().name())
        .tag("to", to.address())
        .register(meters);
  }

  private static double value(@Nullable Outcome outcome) {
    return outcome == null ? Double.NaN : outcome.arrived() ? 1 : 0;
  }
}
