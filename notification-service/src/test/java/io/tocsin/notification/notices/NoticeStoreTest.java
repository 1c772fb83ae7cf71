package io.tocsin.notification.notices;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.contracts.Audience;
import io.tocsin.contracts.Channel;
import io.tocsin.contracts.NoticeType;
import io.tocsin.notification.domain.Words;
import io.tocsin.testkit.EmbeddedPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

class NoticeStoreTest {

  private static final MongoClient CLIENT = MongoClients.create(EmbeddedPlatform.mongoUri());
  private static final Instant T0 = Instant.parse("2026-03-09T01:20:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final MongoDatabase database =
      CLIENT.getDatabase("notices_" + UUID.randomUUID().toString().substring(0, 8));
  private final NoticeStore store = new NoticeStore(database);
  private final UnsentNotices unsent = new UnsentNotices(database);

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  private static Notice notice(String id) {
    return notice(id, NoticeType.GENERAL, Channel.INTRANET);
  }

  private static Notice notice(String id, NoticeType type, Channel channel) {
    return new Notice(
        id,
        0,
        "",
        type,
        Notice.Origin.POSTED,
        null,
        null,
        null,
        new Words("标题", "title"),
        new Words("正文", "body"),
        Addressed.units(Audience.UNITS, Set.of("yunxi")),
        Set.of(channel),
        null,
        false,
        "test",
        null,
        Revision.FIRST,
        T0,
        null,
        null);
  }

  @Test
  void aReaderBesideManyWritersNeverSkipsAPlace() {
    NoticeStore otherInstance = new NoticeStore(database);
    AtomicBoolean writing = new AtomicBoolean(true);
    List<Long> read = new ArrayList<>();
    var reader =
        Flux.defer(() -> store.after(read.isEmpty() ? 0 : read.getLast(), 200).map(Notice::seq))
            .doOnNext(read::add)
            .repeat(() -> writing.get() || read.size() < 240)
            .subscribeOn(Schedulers.boundedElastic())
            .then()
            .toFuture();

    Flux.range(0, 120)
        .flatMap(
            i ->
                (i % 2 == 0 ? store : otherInstance)
                    .append(List.of(notice("a" + i), notice("b" + i))),
            6)
        .then()
        .toFuture()
        .orTimeout(60, java.util.concurrent.TimeUnit.SECONDS)
        .join();
    writing.set(false);
    reader.orTimeout(60, java.util.concurrent.TimeUnit.SECONDS).join();

    assertThat(read).hasSize(240);
    for (int i = 0; i < read.size(); i++) {
      assertThat(read.get(i)).isEqualTo(i + 1L);
    }
  }

  @Test
  void theSameNoticeTwiceHasOnePlaceAndAWithdrawalMovesItToTheEnd() {
    await(store.append(List.of(notice("x"), notice("y"))));
    await(store.append(List.of(notice("y"), notice("z"))));

    await(store.withdraw("x", T0, new Words("误发", "by mistake")));
    await(store.withdraw("x", T0.plusSeconds(9), new Words("", "")));

    List<Notice> log = store.after(0, 10).collectList().toFuture().join();
    assertThat(log).extracting(Notice::id).containsExactly("y", "z", "x");
    assertThat(log.getLast().withdrawnAt()).isEqualTo(T0);
    assertThat(log.getFirst().number()).isEqualTo("N-000002");
    assertThat(store.holding(T0, 99, 10).map(Notice::id).collectList().toFuture().join())
        .containsExactly("y", "z");
  }

  @Test
  void whatStopsPeoplesWorkIsSentOutBeforeAGeneralNoticeThatWasEarlier() {
    await(
        store.append(
            List.of(
                notice("greeting", NoticeType.GENERAL, Channel.SMS),
                notice("progress", NoticeType.PROGRESS, Channel.SMS),
                notice("restoration", NoticeType.RESTORATION, Channel.SMS))));

    assertThat(claimed(Integer.MAX_VALUE)).isEqualTo("restoration");
    assertThat(claimed(Notice.GENERAL_RANK)).isEqualTo("progress");
    assertThat(claimed(Notice.GENERAL_RANK)).as("is kept for what is about a fault").isNull();
    assertThat(claimed(Integer.MAX_VALUE)).isEqualTo("greeting");
  }

  @Test
  void whatAnIncidentSaidEarlierGoesBeforeAndIsTakenOnByOne() {
    Notice fault = ofIncident("fault", NoticeType.FAULT, null, 0);
    Notice suspension = ofIncident("suspension", NoticeType.SUSPENSION, "fault", 1);
    Notice restoration = ofIncident("restoration", NoticeType.RESTORATION, "suspension", 2);
    await(store.append(List.of(suspension, fault, restoration, notice("other"))));

    assertThat(claimedBefore(restoration)).isEqualTo("fault");
    assertThat(claimedBefore(suspension)).isNull();
    assertThat(claimedBefore(restoration)).isEqualTo("suspension");
    assertThat(unsentBefore(restoration)).isTrue();
    assertThat(unsentBefore(fault)).isFalse();
    assertThat(unsent.putOff("restoration", T0.plusSeconds(10)).toFuture().join()).isEqualTo(1);
    assertThat(unsent.putOff("restoration", T0.plusSeconds(11)).toFuture().join()).isEqualTo(2);
    await(unsent.sent("fault"));
    await(unsent.sent("suspension"));
    assertThat(unsentBefore(restoration)).isFalse();
    assertThat(store.endedBy(restoration).map(Notice::id).collectList().toFuture().join())
        .containsExactlyInAnyOrder("fault", "suspension");
    assertThat(
            store.restorationsAfter(List.of(fault)).map(Notice::id).collectList().toFuture().join())
        .containsExactly("restoration");
  }

  private @Nullable String claimedBefore(Notice notice) {
    return unsent
        .claimBefore(notice, T0.plusSeconds(9), T0.plusSeconds(60))
        .map(Notice::id)
        .toFuture()
        .join();
  }

  private boolean unsentBefore(Notice notice) {
    return unsent.anyBefore(notice).toFuture().join();
  }

  private static Notice ofIncident(
      String id, NoticeType type, @Nullable String refersTo, long second) {
    return new Notice(
        id,
        0,
        "",
        type,
        Notice.Origin.INCIDENT,
        "incident",
        refersTo,
        null,
        new Words("标题", "title"),
        new Words("正文", "body"),
        Addressed.units(Audience.UNITS, Set.of("yunxi")),
        Set.of(Channel.SMS),
        null,
        false,
        "test",
        null,
        Revision.FIRST,
        T0.plusSeconds(second),
        null,
        null);
  }

  @Test
  void oneThatIsTakenBackIsTakenOnAgainUntilAllThatWaitsOfItIsStopped() {
    await(store.append(List.of(notice("wrong", NoticeType.GENERAL, Channel.SMS))));
    assertThat(claimed(Integer.MAX_VALUE)).isEqualTo("wrong");
    await(unsent.sent("wrong"));

    await(store.withdraw("wrong", T0, new Words("误发", "by mistake")));

    assertThat(claimed(Integer.MAX_VALUE)).isEqualTo("wrong");
  }

  private @Nullable String claimed(int below) {
    return unsent
        .claim(T0.plusSeconds(1), T0.plusSeconds(60), below)
        .map(Notice::id)
        .toFuture()
        .join();
  }

  private static void await(reactor.core.publisher.Mono<?> work) {
    work.timeout(PATIENCE).toFuture().join();
  }
}
