package io.tocsin.roster.book;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.kafka.ListenerGate;
import io.tocsin.kit.kafka.Outgoing;
import io.tocsin.kit.store.AggregateStore;
import io.tocsin.kit.store.AggregateStores;
import io.tocsin.kit.store.Change;
import io.tocsin.kit.store.JacksonStateCodec;
import io.tocsin.kit.store.Loaded;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import io.tocsin.roster.domain.Decision;
import io.tocsin.roster.domain.PersonBook;
import io.tocsin.roster.domain.ScheduleBook;
import io.tocsin.roster.domain.Text;
import io.tocsin.roster.stored.StoredRoles;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/**
 * Keeps what people entered. One document for each schedule and one for each person, so one writer
 * at a time for each; the answers come from memory, where a change made here shows at once and one
 * made by another instance within half a second.
 */
@Component
public final class BookKeeping implements ListenerGate, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BookKeeping.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /** Once a minute. */
  private static final int SAID_EVERY = 120;

  private static final String SCHEDULES = "schedule_books";
  private static final String PEOPLE = "person_books";

  /** How many records that were taken in for one person are remembered. */
  private static final int RECORDS = 50;

  private final AggregateStore<Entered<ScheduleBook>> schedules;
  private final AggregateStore<Entered<PersonBook>> people;
  private final Followed<ScheduleBook> followedSchedules;
  private final Followed<PersonBook> followedPeople;
  private final CompletableFuture<Boolean> caughtUp = new CompletableFuture<>();
  private final AtomicLong revisions = new AtomicLong();
  private final Disposable following;
  private volatile Books current = Books.EMPTY;

  /** Looks that failed since the last that did not; only the loop that looks writes it. */
  private int failing;

  BookKeeping(AggregateStores stores, Clock clock, MeterRegistry registry) {
    List<IndexModel> indexes = List.of(new IndexModel(Indexes.ascending(Followed.UPDATED_AT)));
    this.schedules =
        stores.open(
            SCHEDULES,
            new EnteredCodec<>(
                JacksonStateCodec.of(ScheduleBook.class, b -> Map.of(), StoredRoles::asText)),
            1,
            indexes);
    this.people =
        stores.open(
            PEOPLE,
            new EnteredCodec<>(JacksonStateCodec.of(PersonBook.class, b -> Map.of())),
            RECORDS,
            indexes);
    this.followedSchedules = followed(SCHEDULES, schedules, clock, registry);
    this.followedPeople = followed(PEOPLE, people, clock, registry);
    this.following =
        Mono.defer(this::look)
            .doOnSuccess(done -> failing = 0)
            .onErrorResume(this::lookLater)
            .then(Mono.delay(LOOK_EVERY))
            .repeat()
            .subscribe();
  }

  private static <S> Followed<S> followed(
      String name, AggregateStore<Entered<S>> store, Clock clock, MeterRegistry registry) {
    Followed<S> followed = new Followed<>(name, store, clock);
    Gauge.builder("tocsin.roster.unread", followed, Followed::unread)
        .description("Documents that cannot be read and are left out")
        .tag("collection", name)
        .register(registry);
    return followed;
  }

  /** Until it succeeds the roster is as it was, and before the first success there is none. */
  private Mono<Void> lookLater(Throwable e) {
    if (failing++ % SAID_EVERY == 0) {
      LOG.warn("Cannot look for what people entered, tries again: {}", e.toString());
    }
    return Mono.empty();
  }

  private Mono<Void> look() {
    return followedSchedules
        .look()
        .zipWith(followedPeople.look(), Boolean::logicalOr)
        .doOnNext(changed -> {
          if (changed) {
            show();
          }
          caughtUp.complete(true);
        })
        .then();
  }

  private synchronized void show() {
    current =
        new Books(revisions.incrementAndGet(), followedSchedules.states(), followedPeople.states());
  }

  /** Never blocks. */
  public Books now() {
    return current;
  }

  /** As {@link #now}, but waits for the first reading of the store. */
  public Mono<Books> current() {
    return opened().then(Mono.fromSupplier(() -> current));
  }

  /** Whether the store was read once: before that nobody can say who is on duty. */
  boolean caughtUp() {
    return caughtUp.isDone();
  }

  @Override
  public Mono<Void> opened() {
    return Mono.fromFuture(caughtUp, true).then();
  }

  /** What was decided, and what the others are told of it. */
  public record Entry<S>(Decision<S> decision, List<Outgoing> events) {

    public static <S> Entry<S> silent(Decision<S> decision) {
      return new Entry<>(decision, List.of());
    }
  }

  /**
   * Changes what was entered for a schedule; shows in {@link #now} when it completes.
   *
   * @param since the revision of the set-up with which the schedule came: what was entered for an
   *     earlier one of the same id goes now
   * @return an error with the refusal, 400, 404, 409 or 422, when it was refused
   */
  public Mono<ScheduleBook> schedule(
      String id, long since, Function<ScheduleBook, Entry<ScheduleBook>> decide) {
    ScheduleBook empty = ScheduleBook.empty(id, since);
    return keep(
        schedules,
        followedSchedules,
        id,
        empty,
        book -> decide.apply(book.isOf(since) ? book : empty));
  }

  /** Changes what was entered for a person, in the same way. */
  public Mono<PersonBook> person(String id, Function<PersonBook, Entry<PersonBook>> decide) {
    return keep(people, followedPeople, id, PersonBook.empty(id), decide);
  }

  /**
   * The same for what a record asks for: a record that comes again changes nothing.
   *
   * @param recordId of the record's envelope
   */
  public Mono<PersonBook> person(
      String id, String recordId, Function<PersonBook, Entry<PersonBook>> decide) {
    return keep(people, followedPeople, id, PersonBook.empty(id), List.of(recordId), decide);
  }

  private <S> Mono<S> keep(
      AggregateStore<Entered<S>> store,
      Followed<S> followed,
      String id,
      S empty,
      Function<S, Entry<S>> decide) {
    return keep(store, followed, id, empty, List.of(), decide);
  }

  private <S> Mono<S> keep(
      AggregateStore<Entered<S>> store,
      Followed<S> followed,
      String id,
      S empty,
      List<String> records,
      Function<S, Entry<S>> decide) {
    return store
        .update(id, loaded -> change(loaded, empty, records, decide))
        .doOnNext(after -> {
          if (followed.take(after)) {
            show();
          }
        })
        .map(after -> Entered.in(after, empty));
  }

  private static <S> Change<Entered<S>> change(
      Loaded<Entered<S>> loaded, S empty, List<String> records, Function<S, Entry<S>> decide) {
    if (records.stream().anyMatch(loaded::hasHandled)) {
      return Change.none(loaded);
    }
    Entry<S> entry = decide.apply(Entered.in(loaded, empty));
    return new Change<>(loaded, Entered.of(accepted(entry.decision())), entry.events(), records);
  }

  /**
   * The state that was decided.
   *
   * @throws io.tocsin.kit.web.ProblemException for a refusal
   */
  public static <S> S accepted(Decision<S> decision) {
    return switch (decision) {
      case Decision.Accepted<S> a -> a.state();
      case Decision.Refused<S> r -> throw Problems.refused(local(r.detail()), r.missing());
      case Decision.Invalid<S> i ->
          throw Problems.badRequest(
              local(i.detail()), List.of(new FieldError(i.field(), local(i.detail()))));
      case Decision.KeyReused<S> k -> throw Problems.keyReused(local(k.detail()));
      case Decision.Unknown<S> u -> throw Problems.notFound(local(u.detail()));
    };
  }

  public static LocalText local(Text text) {
    return new LocalText(text.zh(), text.en());
  }

  @Override
  public void close() {
    following.dispose();
  }
}
