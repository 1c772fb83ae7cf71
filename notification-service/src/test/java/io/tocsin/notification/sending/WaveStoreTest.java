package io.tocsin.notification.sending;

import static io.tocsin.notification.sending.SampleWave.PROVIDER;
import static io.tocsin.notification.sending.SampleWave.READING;
import static io.tocsin.notification.sending.SampleWave.T0;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Delivered;
import io.tocsin.notification.domain.Delivery.FailedPermanently;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.sending.WaveNote.Answered;
import io.tocsin.notification.sending.WaveNote.Told;
import io.tocsin.testkit.EmbeddedPlatform;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What two instances see of one wave, on the real store. */
class WaveStoreTest {

  private static final MongoClient CLIENT = MongoClients.create(EmbeddedPlatform.mongoUri());

  private final MongoDatabase database =
      CLIENT.getDatabase("waves_" + UUID.randomUUID().toString().substring(0, 8));
  private final WaveStore store = new WaveStore(database);
  private final Wave wave = SampleWave.of("n-1/SMS/128/0", "n-1");

  @AfterAll
  static void close() {
    CLIENT.close();
  }

  @Test
  void aBlockIsMadeOnce() {
    assertThat(done(store.add(wave))).isTrue();

    assertThat(done(store.add(SampleWave.of(wave.id(), "n-1")))).isFalse();
    assertThat(done(store.addSettled(wave.id(), "n-1", T0))).isFalse();
  }

  @Test
  void whoeverTakesItOverHasToTakeItThatAllHaveLeft() {
    done(store.add(wave));
    store.settling(List.of(wave.id())).block();

    assertThat(done(store.open(wave.id(), READING)).now())
        .hasSize(4)
        .allMatch(Attempting.class::isInstance);
  }

  @Test
  void notesAreReadWithTheirWaveUntilItIsSettled() {
    done(store.add(wave));
    Taken taken = new Taken(List.of(PROVIDER + "/7"), "message_id 7");
    note(new Answered(0, T0, taken));

    assertThat(done(store.open(wave.id(), READING)).now().getFirst()).isInstanceOf(HandedOff.class);
    assertThat(done(store.isOpen(wave.id()))).isTrue();

    store.settled(wave.id(), T0).block();

    assertThat(store.open(wave.id(), READING).blockOptional()).isEmpty();
    assertThat(done(store.isOpen(wave.id()))).isFalse();
    assertThat(done(store.add(wave))).as("its block is never made again").isFalse();

    store.forget("n-1").block();

    assertThat(done(store.add(wave))).isTrue();
  }

  @Test
  void whatIsBeingSettledIsShownButNotCountedBesideItsDocuments() {
    done(store.add(wave));
    store.settling(List.of(wave.id())).block();

    assertThat(done(store.ofNotices(List.of("n-1"), READING).count())).isOne();
    assertThat(done(store.notSettling(List.of("n-1"), READING).count())).isZero();
    assertThat(done(store.openOf("n-1").collectList())).containsExactly(wave.id());
  }

  @Test
  void pagesOfNotesAddUp() {
    done(store.add(wave));
    note(new Told(0, PROVIDER + "/7", Receipt.Result.ARRIVED, "DELIVRD"));
    note(new Answered(0, T0, new Taken(List.of(PROVIDER + "/7"), "message_id 7")));
    note(new Answered(1, T0, new Refused("RINVDSTADR")));

    assertThat(done(store.open(wave.id(), READING)).now())
        .extracting(Object::getClass)
        .containsExactly(
            Delivered.class, FailedPermanently.class, Attempting.class, Attempting.class);
  }

  @Test
  void oneThatThisBuildCannotReadHidesNoOther() {
    done(store.add(wave));
    Document foreign = new Document("_id", "n-1/SMS/128/7").append(WaveDocument.NOTICE, "n-1");
    done(Mono.from(database.getCollection("waves").insertOne(foreign)));

    assertThat(done(store.all(READING).collectList()))
        .extracting(Wave::id)
        .containsExactly(wave.id());
    assertThat(done(store.ofNotices(List.of("n-1"), READING).count())).isOne();
    assertThat(done(store.notSettling(List.of("n-1"), READING).count())).isOne();
  }

  private void note(WaveNote note) {
    store.note(Map.of("n-1", Map.of(wave.id(), List.of(note))), T0).block();
  }

  private static <T> T done(Mono<T> mono) {
    return Objects.requireNonNull(mono.block());
  }
}
