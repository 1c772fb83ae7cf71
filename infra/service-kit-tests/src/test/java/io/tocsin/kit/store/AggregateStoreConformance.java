package io.tocsin.kit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Updates;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What every server under the store must make true. Extend it and say where the server is. */
abstract class AggregateStoreConformance {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int BOUND = 5;
  private static final OutboxProperties OFTEN =
      new OutboxProperties(Duration.ofMillis(20), Duration.ofSeconds(5));

  private final RecordingPublisher publisher = new RecordingPublisher();
  private final AdvancingClock clock = new AdvancingClock();
  private final List<MongoAggregateStores> opened = new ArrayList<>();
  private MongoClient client;
  private MongoDatabase database;
  private AggregateStore<Counted> store;

  abstract String mongoUri();

  @BeforeEach
  void open() {
    client = MongoClients.create(mongoUri());
    database = client.getDatabase("conformance_" + UUID.randomUUID().toString().substring(0, 8));
    store = another();
  }

  @AfterEach
  void close() {
    opened.forEach(MongoAggregateStores::close);
    if (database != null) {
      Mono.from(database.drop()).block(PATIENCE);
      client.close();
    }
  }

  /** A second process over the same documents. */
  private AggregateStore<Counted> another() {
    return another(new SimpleMeterRegistry());
  }

  private AggregateStore<Counted> another(MeterRegistry registry) {
    return another(registry, OFTEN);
  }

  /** One whose sweeper does not come by, which would clean what is published at once. */
  private AggregateStore<Counted> unswept() {
    return another(
        new SimpleMeterRegistry(),
        new OutboxProperties(Duration.ofHours(1), Duration.ofSeconds(5)));
  }

  private AggregateStore<Counted> another(MeterRegistry registry, OutboxProperties properties) {
    MongoAggregateStores stores =
        new MongoAggregateStores(database, publisher, clock, registry, properties);
    opened.add(stores);
    return stores.open(
        "counted",
        Counted.CODEC,
        BOUND,
        List.of(new IndexModel(Indexes.ascending("openNumber"), new IndexOptions().sparse(true))));
  }

  @Test
  void everyIncrementOfManyWritersCountsAndIsTold() {
    AggregateStore<Counted> other = another();

    Flux.range(0, 32)
        .flatMap(
            writer ->
                Flux.range(0, 10)
                    .concatMap(i ->
                        (writer % 2 == 0 ? store : other)
                            .update("a", l -> Counted.next(l, writer + "/" + i)))
                    .subscribeOn(Schedulers.parallel()),
            32)
        .blockLast(PATIENCE);

    Loaded<Counted> after = load("a");
    assertThat(after.state()).isEqualTo(new Counted(320, true));
    assertThat(after.version()).isEqualTo(320);
    assertThat(publisher.seen("a")).isEqualTo(LongStream.rangeClosed(1, 320).boxed().toList());
    awaitEmptyOutboxes();
  }

  @Test
  void aSweeperBesideTheWritersBreaksNoOrder() {
    // Given writers whose entries are old at once, so that two sweepers publish all of them too
    another();
    Flux.range(0, 8)
        .flatMap(
            writer ->
                Flux.range(0, 20)
                    .doOnNext(i -> clock.advance(Duration.ofSeconds(10)))
                    .concatMap(i -> store.update("a", l -> Counted.next(l, writer + "/" + i)))
                    .subscribeOn(Schedulers.parallel()),
            8)
        .blockLast(PATIENCE);

    assertThat(publisher.seen("a")).isEqualTo(LongStream.rangeClosed(1, 160).boxed().toList());
    awaitEmptyOutboxes();
  }

  @Test
  void aRecordThatComesAgainChangesNothing() {
    saved(Counted.next(Loaded.absent("a"), "r1"));
    int told = publisher.records();

    Loaded<Counted> again =
        present(
            store.update("a", l -> l.hasHandled("r1") ? Change.none(l) : Counted.next(l, "r1")));

    assertThat(again.version()).isEqualTo(1);
    assertThat(publisher.records()).isEqualTo(told);
  }

  @Test
  void aLaterChangeTakesWhatIsPublishedOffWithIt() {
    AggregateStore<Counted> unswept = unswept();
    Loaded<Counted> first = present(unswept.save(Counted.next(Loaded.absent("a"), "r1")));

    Loaded<Counted> second = present(unswept.save(Counted.next(first, "r2")));

    assertThat(raw("a").getList("outbox", Document.class)).hasSizeLessThanOrEqualTo(1);
    assertThat(second.outbox()).hasSize(1);
    assertThat(publisher.seen("a")).containsExactly(1L, 2L);
    awaitEmptyOutboxes();
  }

  @Test
  void soDoManyChangesTogether() {
    AggregateStore<Counted> unswept = unswept();
    List<String> ids = IntStream.range(0, 20).mapToObj(i -> "a" + i).toList();
    unswept
        .saveAll(ids.stream().map(id -> Counted.next(Loaded.<Counted>absent(id), "r1")).toList())
        .block(PATIENCE);

    unswept
        .loadAll(ids)
        .flatMap(all -> unswept.saveAll(all.stream().map(l -> Counted.next(l, "r2")).toList()))
        .block(PATIENCE);

    assertThat(ids)
        .allSatisfy(id ->
            assertThat(raw(id).getList("outbox", Document.class)).hasSizeLessThanOrEqualTo(1));
    awaitEmptyOutboxes();
  }

  @Test
  void whatIsNotPublishedStaysBesideWhatALaterChangeTells() {
    publisher.turns(RecordingPublisher.Mode.REFUSES);
    Loaded<Counted> first = saved(Counted.next(Loaded.absent("a"), "r1"));

    saved(Counted.next(first, "r2"));

    assertThat(raw("a").getList("outbox", Document.class)).hasSize(2);
    publisher.turns(RecordingPublisher.Mode.WORKS);
    clock.advance(Duration.ofSeconds(10));
    awaitEmptyOutboxes();
    assertThat(publisher.seen("a")).containsExactly(1L, 2L);
  }

  @Test
  void whatABrokerThatWasAwayDidNotTakeIsPublishedLater() {
    publisher.turns(RecordingPublisher.Mode.REFUSES);
    saved(Counted.next(Loaded.absent("a"), "r1"));
    assertThat(load("a").version()).isEqualTo(1);
    assertThat(publisher.seen("a")).isEmpty();

    publisher.turns(RecordingPublisher.Mode.WORKS);
    clock.advance(Duration.ofSeconds(6));

    await().untilAsserted(() -> assertThat(publisher.seen("a")).containsExactly(1L));
    awaitEmptyOutboxes();
  }

  /** They meet, so that most of them go with the one that Kafka does not take. */
  @Test
  void aRecordThatKafkaRefusesKeepsNoOtherBack() {
    publisher.refuses("n30");
    List<String> others =
        IntStream.range(0, 60).filter(i -> i != 30).mapToObj(i -> "n" + i).toList();

    Flux.range(0, 60)
        .flatMap(i -> store.save(Counted.next(Loaded.absent("n" + i), "r")), 60)
        .blockLast(PATIENCE);

    assertThat(others).allSatisfy(id -> assertThat(publisher.seen(id)).containsExactly(1L));
    assertThat(publisher.seen("n30")).isEmpty();
    assertThat(load("n30").version()).isEqualTo(1);
  }

  @Test
  void theSweeperPublishesWhatStandsBesideARefusedRecord() {
    publisher.turns(RecordingPublisher.Mode.REFUSES);
    List<String> ids = List.of("a", "b", "c");
    ids.forEach(id -> saved(Counted.next(Loaded.absent(id), "r")));
    publisher.refuses("b");
    publisher.turns(RecordingPublisher.Mode.WORKS);

    clock.advance(Duration.ofSeconds(6));

    await()
        .untilAsserted(() -> {
          assertThat(publisher.seen("a")).containsExactly(1L);
          assertThat(publisher.seen("c")).containsExactly(1L);
        });
    assertThat(publisher.seen("b")).isEmpty();
    publisher.refuses("");
    await().untilAsserted(() -> assertThat(publisher.seen("b")).containsExactly(1L));
    awaitEmptyOutboxes();
  }

  @Test
  void theNextSaveCarriesWhatTheOneBeforeCouldNotPublish() {
    publisher.turns(RecordingPublisher.Mode.REFUSES);
    saved(Counted.next(Loaded.absent("a"), "r1"));
    publisher.turns(RecordingPublisher.Mode.WORKS);

    store.update("a", l -> Counted.next(l, "r2")).block(PATIENCE);

    assertThat(publisher.seen("a")).containsExactly(1L, 2L);
  }

  @Test
  void aSaveOnWhatTheLastOneReturnedCarriesWhatThatCouldNotPublish() {
    publisher.turns(RecordingPublisher.Mode.REFUSES);
    Loaded<Counted> first = saved(Counted.next(Loaded.absent("a"), "r1"));
    publisher.turns(RecordingPublisher.Mode.WORKS);

    saved(Counted.next(first, "r2"));

    assertThat(publisher.seen("a")).containsExactly(1L, 2L);
  }

  @Test
  void ofManySavedTogetherEachCarriesWhatWasLeftOfItAndNothingTwice() {
    List<String> left = ids("left");
    List<String> told = ids("told");
    publisher.turns(RecordingPublisher.Mode.REFUSES);
    store.saveAll(next(left, "r1")).block(PATIENCE);
    publisher.turns(RecordingPublisher.Mode.WORKS);
    store.saveAll(next(told, "r1")).block(PATIENCE);

    List<String> all = Stream.concat(left.stream(), told.stream()).toList();
    store.saveAll(next(all, "r2")).block(PATIENCE);

    assertThat(all).allSatisfy(id -> assertThat(publisher.seen(id)).containsExactly(1L, 2L));
    assertThat(publisher.records()).isEqualTo(2 * all.size());
  }

  private static List<String> ids(String name) {
    return IntStream.range(0, 10).mapToObj(i -> name + i).toList();
  }

  private List<Change<Counted>> next(List<String> ids, String recordId) {
    return present(store.loadAll(ids)).stream().map(l -> Counted.next(l, recordId)).toList();
  }

  @Test
  void anotherProcessPublishesWhatADeadOneStored() {
    // Given a process that stored and died before Kafka answered
    publisher.turns(RecordingPublisher.Mode.HANGS);
    store.save(Counted.next(Loaded.absent("a"), "r1")).subscribe();
    await().until(() -> load("a").exists());
    opened.removeFirst().close();

    publisher.turns(RecordingPublisher.Mode.WORKS);
    another();
    clock.advance(Duration.ofSeconds(6));

    await().untilAsserted(() -> assertThat(publisher.seen("a")).containsExactly(1L));
    awaitEmptyOutboxes();
  }

  @Test
  void onlyTheLatestHandledIdsAreKept() {
    for (int i = 1; i <= BOUND + 2; i++) {
      String id = "r" + i;
      Loaded<Counted> said = store.update("a", l -> Counted.next(l, id)).block(PATIENCE);
      // What is published is taken off in its own time.
      assertThat(said).usingRecursiveComparison().ignoringFields("outbox").isEqualTo(load("a"));
    }

    assertThat(load("a").handled()).containsExactly("r3", "r4", "r5", "r6", "r7");
  }

  @Test
  void aSaveOnAStaleVersionWritesAndTellsNothing() {
    Loaded<Counted> stale = saved(Counted.next(Loaded.absent("a"), "r1"));
    saved(Counted.next(stale, "r2"));

    StepVerifier.create(store.save(Counted.next(stale, "r3")))
        .verifyError(VersionConflictException.class);
    StepVerifier.create(store.save(Counted.next(Loaded.absent("a"), "r4")))
        .verifyError(VersionConflictException.class);

    assertThat(load("a").state()).isEqualTo(new Counted(2, true));
    assertThat(publisher.seen("a")).containsExactly(1L, 2L);
  }

  @Test
  void manyAtOnceAreStoredExceptThoseThatConflict() {
    Loaded<Counted> stale = saved(Counted.next(Loaded.absent("old-stale"), "r1"));
    Loaded<Counted> fresh = saved(Counted.next(Loaded.absent("old-fresh"), "r1"));
    saved(Counted.next(stale, "r2"));
    saved(Counted.next(Loaded.absent("taken"), "r1"));

    StepVerifier.create(
            store.saveAll(
                List.of(
                    Counted.next(Loaded.absent("new-1"), "s"),
                    Counted.next(Loaded.absent("taken"), "s"),
                    Counted.next(Loaded.absent("new-2"), "s"),
                    Counted.next(stale, "s"),
                    Counted.next(fresh, "s"),
                    Change.none(Loaded.absent("nothing")))))
        .verifyErrorSatisfies(e ->
            assertThat(((VersionConflictException) e).ids())
                .containsExactlyInAnyOrder("taken", "old-stale"));

    assertThat(load("new-1").state()).isEqualTo(new Counted(1, true));
    assertThat(load("new-2").state()).isEqualTo(new Counted(1, true));
    assertThat(load("old-fresh").state()).isEqualTo(new Counted(2, true));
    assertThat(load("old-stale").state()).isEqualTo(new Counted(2, true));
    assertThat(load("nothing").exists()).isFalse();
    assertThat(publisher.seen("new-1")).containsExactly(1L);
    assertThat(publisher.seen("new-2")).containsExactly(1L);
    assertThat(publisher.seen("old-fresh")).containsExactly(1L, 2L);
    assertThat(publisher.seen("taken")).containsExactly(1L);
    awaitEmptyOutboxes();
  }

  @Test
  void ofManyUpdatesAtOnceOnlyThoseThatSomebodyElseOvertookAreRefused() {
    List<Loaded<Counted>> before = manySaved();
    List<String> overtaken = List.of("n3", "n150", "n299");
    overtaken.forEach(id -> saved(Counted.next(load(id), "faster")));

    StepVerifier.create(store.saveAll(before.stream().map(l -> Counted.next(l, "s")).toList()))
        .verifyErrorSatisfies(e ->
            assertThat(((VersionConflictException) e).ids())
                .containsExactlyInAnyOrderElementsOf(overtaken));

    for (Loaded<Counted> one : before) {
      assertThat(load(one.id()).handled())
          .containsExactly("r", overtaken.contains(one.id()) ? "faster" : "s");
      assertThat(publisher.seen(one.id())).containsExactly(1L, 2L);
    }
    awaitEmptyOutboxes();
  }

  @Test
  void oneOfTwoThatUpdateManyAtTheSameTimeIsRefusedForEach() {
    List<Loaded<Counted>> before = manySaved();
    AggregateStore<Counted> other = another();

    List<List<String>> refused =
        Objects.requireNonNull(
            Flux.fromIterable(Map.of("one", store, "other", other).entrySet())
                .flatMap(writer ->
                    writer
                        .getValue()
                        .saveAll(
                            before.stream().map(l -> Counted.next(l, writer.getKey())).toList())
                        .thenReturn(List.<String>of())
                        .onErrorResume(VersionConflictException.class, e -> Mono.just(e.ids())))
                .collectList()
                .block(PATIENCE));

    assertThat(refused.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(before.stream().map(Loaded::id).toList());
    before.forEach(one -> assertThat(publisher.seen(one.id())).containsExactly(1L, 2L));
  }

  @Test
  void manyThatTellNothingAreWrittenAllTheSame() {
    List<Loaded<Counted>> before = manySaved();

    store
        .saveAll(
            before.stream()
                .map(l -> new Change<>(l, new Counted(7, false), List.of(), List.of()))
                .toList())
        .block(PATIENCE);

    List<Loaded<Counted>> after =
        Objects.requireNonNull(
            store.loadAll(before.stream().map(Loaded::id).toList()).block(PATIENCE));
    assertThat(after)
        .allSatisfy(l -> assertThat(l.state()).isEqualTo(new Counted(7, false)))
        .allSatisfy(l -> assertThat(l.version()).isEqualTo(2));
    assertThat(found()).isEmpty();
  }

  private List<Loaded<Counted>> manySaved() {
    List<String> ids = IntStream.range(0, 300).mapToObj(i -> "n" + i).toList();
    store
        .saveAll(ids.stream().map(id -> Counted.next(Loaded.absent(id), "r")).toList())
        .block(PATIENCE);
    return Objects.requireNonNull(store.loadAll(ids).block(PATIENCE));
  }

  @Test
  void aThousandNewOnesGoInTogether() {
    List<Change<Counted>> changes = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      changes.add(Counted.next(Loaded.absent("n" + i), "r"));
    }

    store.saveAll(changes).block(PATIENCE);

    List<String> ids = changes.stream().map(c -> c.from().id()).toList();
    List<Loaded<Counted>> loaded = store.loadAll(ids).block(PATIENCE);
    assertThat(loaded).hasSize(1200).allMatch(Loaded::exists);
    assertThat(loaded).extracting(Loaded::id).isEqualTo(ids);
    assertThat(publisher.records()).isEqualTo(1200);
    awaitEmptyOutboxes();
  }

  @Test
  void anIndexedFieldGoesWithItsNull() {
    Loaded<Counted> open = saved(Counted.next(Loaded.absent("a"), "r1"));
    assertThat(found()).containsExactly("a");

    saved(new Change<>(open, new Counted(1, false), List.of(), List.of()));

    assertThat(found()).isEmpty();
    assertThat(raw("a")).doesNotContainKey("openNumber");
  }

  @Test
  void oneThatCannotBeDecodedKeepsNoOtherFromBeingFound() {
    SimpleMeterRegistry counted = new SimpleMeterRegistry();
    AggregateStore<Counted> watched = another(counted);
    saved(Counted.next(Loaded.absent("a"), "r1"));
    saved(Counted.next(Loaded.absent("b"), "r2"));
    present(
        Mono.from(
            database
                .getCollection("counted")
                .updateOne(Filters.eq("_id", "a"), Updates.set("state.number", "not a number"))));

    List<Loaded<Counted>> found =
        present(
            watched
                .findReadable(Filters.eq("openNumber", 1L), Indexes.ascending("_id"), 10)
                .collectList());

    assertThat(found).extracting(Loaded::id).containsExactly("b");
    assertThat(counted.counter("tocsin.store.unreadable", "collection", "counted").count())
        .isEqualTo(1);
  }

  @Test
  void thoseThatCannotBeDecodedTakeNoRoomFromTheOthers() {
    for (String id : List.of("a", "b", "c", "d", "e", "f")) {
      saved(Counted.next(Loaded.absent(id), "r"));
    }
    present(
        Mono.from(
            database
                .getCollection("counted")
                .updateMany(
                    Filters.in("_id", "b", "c", "e"),
                    Updates.set("state.number", "not a number"))));

    assertThat(readable(2)).containsExactly("a", "d");
    assertThat(readable(3)).containsExactly("a", "d", "f");
    assertThat(readable(4)).containsExactly("a", "d", "f");
  }

  private List<String> readable(int limit) {
    return present(
        store
            .findReadable(Filters.eq("openNumber", 1L), Indexes.ascending("_id"), limit)
            .map(Loaded::id)
            .collectList());
  }

  private List<String> found() {
    List<Loaded<Counted>> found =
        store
            .find(Filters.eq("openNumber", 1L), Indexes.ascending("openNumber"), 10)
            .collectList()
            .block(PATIENCE);
    return found == null ? List.of() : found.stream().map(Loaded::id).toList();
  }

  private Loaded<Counted> saved(Change<Counted> change) {
    return present(store.save(change));
  }

  private Loaded<Counted> load(String id) {
    return present(store.load(id));
  }

  private Document raw(String id) {
    return present(Mono.from(database.getCollection("counted").find(Filters.eq("_id", id))));
  }

  private static <T> T present(Mono<T> mono) {
    return Objects.requireNonNull(mono.block(PATIENCE));
  }

  private void awaitEmptyOutboxes() {
    await()
        .untilAsserted(() ->
            assertThat(present(Flux.from(database.getCollection("counted").find()).collectList()))
                .allSatisfy(d -> assertThat(d.getList("outbox", Document.class)).isEmpty()));
  }
}
