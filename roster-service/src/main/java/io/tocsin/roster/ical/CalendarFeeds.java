package io.tocsin.roster.ical;

import io.tocsin.contracts.DeliveryEvent.Urgency;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.time.Ids;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.roster.book.BookKeeping;
import io.tocsin.roster.book.BookKeeping.Entry;
import io.tocsin.roster.domain.CalendarFeed;
import io.tocsin.roster.domain.Decision.Accepted;
import io.tocsin.roster.domain.ImportedShift;
import io.tocsin.roster.domain.Layer;
import io.tocsin.roster.domain.Schedule;
import io.tocsin.roster.domain.ShiftPlan;
import io.tocsin.roster.domain.Text;
import io.tocsin.roster.ical.CalendarFetch.FetchFailed;
import io.tocsin.roster.ical.CalendarFetch.Fetched;
import io.tocsin.roster.messages.PersonMessage;
import io.tocsin.roster.oncall.CurrentRoster;
import io.tocsin.roster.oncall.Roster;
import io.tocsin.roster.oncall.WallClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Keeps the layers filled whose calendars have an address. Of several instances the one looks that
 * first writes the time of the next look. What cannot be had or read changes no shift; the
 * schedule's owner is told when that lasts.
 */
@Component
class CalendarFeeds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(CalendarFeeds.class);
  private static final Duration WORTH = Duration.ofDays(1);
  private static final int SIDE_BY_SIDE = 4;

  private final CurrentRoster roster;
  private final BookKeeping books;
  private final CalendarFetch fetch;
  private final CalendarFeedProperties properties;
  private final AggregateStore<CalendarFeed> store;
  private final Clock clock;
  private final Disposable.Swap running = Disposables.swap();

  CalendarFeeds(
      CurrentRoster roster,
      BookKeeping books,
      CalendarFetch fetch,
      CalendarFeedProperties properties,
      AggregateStores stores,
      Clock clock) {
    this.roster = roster;
    this.books = books;
    this.fetch = fetch;
    this.properties = properties;
    this.store =
        stores.open(
            "calendar_feeds",
            JacksonStateCodec.of(CalendarFeed.class, f -> Map.of()),
            1,
            List.of());
    this.clock = clock;
  }

  @EventListener(ApplicationReadyEvent.class)
  void start() {
    running.update(
        Mono.defer(this::look)
            .onErrorResume(e -> {
              LOG.warn("Looks for calendars again later: {}", e.toString());
              return Mono.empty();
            })
            .then(Mono.delay(properties.tick()))
            .repeat()
            .subscribe());
  }

  /** A layer and the address that fills it. */
  record Fed(Roster roster, ShiftPlan plan, Layer layer, String address) {

    String id() {
      return CalendarFeeds.id(plan.schedule().id(), layer.name());
    }

    /** What was read lies in the book of the schedule; one that came anew has none of it. */
    boolean filled() {
      return roster.books().schedule(plan.schedule().id()).imported().containsKey(layer.name());
    }
  }

  static String id(String schedule, String layer) {
    return schedule + "/" + layer;
  }

  private Mono<Void> look() {
    return roster
        .current()
        .flatMapIterable(CalendarFeeds::fed)
        .flatMap(this::lookIfDue, SIDE_BY_SIDE)
        .then();
  }

  private static List<Fed> fed(Roster roster) {
    List<Fed> all = new ArrayList<>();
    for (ShiftPlan plan : roster.plans()) {
      for (Layer layer : plan.schedule().layers()) {
        if (layer.calendar() != null) {
          all.add(new Fed(roster, plan, layer, layer.calendar()));
        }
      }
    }
    return all;
  }

  /** How it stands with a layer's calendar; empty before the first look at its address. */
  Mono<CalendarFeed> of(String schedule, Layer layer) {
    return store
        .load(id(schedule, layer.name()))
        .mapNotNull(Loaded::state)
        .filter(feed -> feed.address().equals(layer.calendar()));
  }

  private Mono<Void> lookIfDue(Fed fed) {
    Instant now = clock.instant();
    return store
        .load(fed.id())
        .filter(loaded -> current(loaded, fed, now).due(now))
        .flatMap(loaded -> take(fed, now))
        .flatMap(feed -> look(fed, feed, now));
  }

  private static CalendarFeed current(Loaded<CalendarFeed> loaded, Fed fed, Instant now) {
    CalendarFeed feed = loaded.state();
    return feed == null
            || !feed.address().equals(fed.address)
            || (feed.readAt() != null && !fed.filled())
        ? CalendarFeed.of(fed.address, now)
        : feed;
  }

  /** Empty when another instance was faster. */
  private Mono<CalendarFeed> take(Fed fed, Instant now) {
    AtomicBoolean ours = new AtomicBoolean();
    return store
        .update(
            fed.id(),
            loaded -> {
              CalendarFeed feed = current(loaded, fed, now);
              ours.set(feed.due(now));
              return ours.get()
                  ? changed(loaded, feed.taken(now.plus(properties.every())), List.of())
                  : Change.none(loaded);
            })
        .filter(loaded -> ours.get())
        .mapNotNull(Loaded::state);
  }

  private static Change<CalendarFeed> changed(
      Loaded<CalendarFeed> loaded, CalendarFeed feed, List<Outgoing> events) {
    return new Change<>(loaded, feed, events, List.of());
  }

  private Mono<Void> look(Fed fed, CalendarFeed feed, Instant now) {
    return fetch
        .fetch(fed.address, feed.known(now))
        .publishOn(Schedulers.boundedElastic())
        .flatMap(fetched -> fill(fed, fetched, now))
        .then()
        .onErrorResume(e -> fail(fed, reason(e), now));
  }

  private Mono<Loaded<CalendarFeed>> fill(Fed fed, Fetched fetched, Instant now) {
    String text = fetched.text();
    if (text == null) {
      return store.update(
          fed.id(), loaded -> changed(loaded, current(loaded, fed, now).unchanged(), List.of()));
    }
    Schedule schedule = fed.plan.schedule();
    CalendarReader reader =
        CalendarReader.at(now, fed.roster.organisation().people(), schedule.zone());
    List<ImportedShift> shifts = reader.read(text);
    return books
        .schedule(
            schedule.id(),
            fed.roster.since(schedule.id()),
            b ->
                Entry.silent(
                    new Accepted<>(b.withImported(fed.layer.name(), shifts, reader.from()))))
        .then(
            store.update(
                fed.id(),
                loaded ->
                    changed(
                        loaded,
                        current(loaded, fed, now).read(shifts.size(), fetched.etag(), now),
                        List.of())));
  }

  private Mono<Void> fail(Fed fed, Text why, Instant now) {
    LOG.warn("The calendar of {} stays as it was: {}", fed.id(), why.en());
    return store
        .update(
            fed.id(),
            loaded -> {
              CalendarFeed failed = current(loaded, fed, now).failed(why, now);
              return failed.toBeWarnedOf(properties.warnAfter(), now)
                  ? changed(loaded, failed.warnedOf(), warning(fed, failed, now))
                  : changed(loaded, failed, List.of());
            })
        .then();
  }

  private static Text reason(Throwable e) {
    return switch (e) {
      case FetchFailed f -> new Text(f.reason().zh(), f.reason().en());
      case ProblemException p -> {
        LocalText detail = p.detail();
        yield new Text(detail.zh(), detail.en());
      }
      default -> {
        String said = Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
        yield new Text("无法读取日历：" + said, "The calendar could not be read: " + said);
      }
    };
  }

  private static List<Outgoing> warning(Fed fed, CalendarFeed failed, Instant now) {
    Schedule schedule = fed.plan.schedule();
    PersonV1 owner = schedule.owner() == null ? null : fed.roster.person(schedule.owner());
    if (owner == null) {
      return List.of();
    }
    Instant failingSince = Objects.requireNonNull(failed.failingSince());
    Text why = Objects.requireNonNull(failed.failure());
    String since = WallClock.minute(failingSince, schedule.zone());
    return new PersonMessage(
            Ids.derived("calendar-fails", fed.id(), failingSince.toString()),
            new LocalText("外部日历无法读取：" + schedule.id(), "Calendar of " + schedule.id() + " fails"),
            new LocalText(
                "值班表 %s 的层 %s 自 %s 起无法读取外部日历，沿用上次内容。%s"
                    .formatted(schedule.id(), fed.layer.name(), since, why.zh()),
                "Layer %s of schedule %s cannot read its calendar since %s and keeps what it had. %s"
                    .formatted(fed.layer.name(), schedule.id(), since, why.en())),
            Urgency.BULK,
            WORTH,
            new LocalText(
                "值班表 " + schedule.id() + " 的负责人", "the owner of schedule " + schedule.id()))
        .to(owner, fed.roster, now);
  }

  @Override
  public void close() {
    running.dispose();
  }
}
