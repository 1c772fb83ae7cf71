package io.tocsin.notification.sending;

import static io.tocsin.notification.sending.SampleWave.PROVIDER;
import static io.tocsin.notification.sending.SampleWave.READING;
import static io.tocsin.notification.sending.SampleWave.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.domain.Answer.Later;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Attempt;
import io.tocsin.notification.domain.Attempt.Outcome;
import io.tocsin.notification.domain.Delivery;
import io.tocsin.notification.domain.Delivery.Attempting;
import io.tocsin.notification.domain.Delivery.Delivered;
import io.tocsin.notification.domain.Delivery.FailedPermanently;
import io.tocsin.notification.domain.Delivery.HandedOff;
import io.tocsin.notification.domain.Delivery.Queued;
import io.tocsin.notification.sending.WaveNote.Answered;
import io.tocsin.notification.sending.WaveNote.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.junit.jupiter.api.Test;

/** Four messages of one notice that leave as a wave. */
class WaveTest {

  private final Wave wave = SampleWave.of("n-1/SMS/128/0", "n-1");

  @Test
  void aWaveIsReadAsItWasWritten() {
    Wave found = WaveDocument.read(stored(wave), List.of(), READING);

    assertThat(found.id()).isEqualTo(wave.id());
    assertThat(found.noticeId()).isEqualTo("n-1");
    assertThat(found.attempts()).isEqualTo(wave.attempts());
  }

  @Test
  void itsDocumentSaysOnceWhatItsMessagesHaveInCommon() {
    BsonDocument body = stored(wave).getDocument(WaveDocument.BODY);

    // Chinese for three of them, English for one.
    assertThat(body.getArray("like")).hasSize(2);
    assertThat(body.getArray("rows")).hasSize(4);
  }

  @Test
  void notesTellWhatCameOfEachThoughAReceiptWasNotedBeforeItsAnswer() {
    Taken taken = new Taken(List.of(PROVIDER + "/7"), "message_id 7");
    List<WaveNote> notes =
        List.of(
            new Told(0, PROVIDER + "/7", Receipt.Result.ARRIVED, "DELIVRD"),
            new Answered(1, T0.plusMillis(5), new Refused("RINVDSTADR")),
            new Answered(0, T0.plusMillis(7), taken),
            new Answered(2, T0.plusMillis(9), new Taken(List.of(PROVIDER + "/8"), "message_id 8")));

    Wave found = WaveDocument.read(stored(wave), throughTheStore(notes), READING);

    assertThat(found.now())
        .extracting(Object::getClass)
        .containsExactly(
            Delivered.class, FailedPermanently.class, HandedOff.class, Attempting.class);
    Delivery delivered = found.now().getFirst();
    assertThat(delivered.attempts())
        .containsExactly(new Attempt(T0, PROVIDER, Outcome.DELIVERED, "message_id 7"));
  }

  @Test
  void notesKeepWhatIsNotAsWithNearlyAllOthers() {
    List<WaveNote> notes =
        List.of(
            new Answered(0, T0, new Taken(List.of("p/1", "p/2"), "message_id 2, 2 parts")),
            new Answered(1, T0, new Taken(List.of("p/3"), "message_id 3", true)),
            new Answered(2, T0, new Taken(List.of(), null)),
            new Answered(3, T0, new Later(T0.plusSeconds(60), "no share left")),
            new Told(0, "p/2", Receipt.Result.LOST, "UNDELIV 005"));

    assertThat(throughTheStore(notes)).containsExactlyInAnyOrderElementsOf(notes);
  }

  private List<WaveNote> throughTheStore(List<WaveNote> notes) {
    Document page = WaveDocument.page("n-1", Map.of(wave.id(), notes), T0.plusMillis(20));
    return WaveDocument.notes(raw(page)).getOrDefault(wave.id(), List.of());
  }

  /** As it comes back from the store. */
  private static RawBsonDocument stored(Wave wave) {
    return raw(WaveDocument.of(wave));
  }

  private static RawBsonDocument raw(Document document) {
    return new RawBsonDocument(document, new DocumentCodec());
  }

  @Test
  void itIsCompleteWhenNothingMoreIsToBeHeard() {
    IntStream.range(0, 3).forEach(row -> take(row, List.of()));
    assertThat(wave.complete()).isFalse();

    take(3, List.of(PROVIDER + "/9"));
    assertThat(wave.complete()).as("a receipt is to come").isFalse();

    Receipt receipt = new Receipt(List.of(PROVIDER + "/9"), Receipt.Result.LOST, "UNDELIV 005");
    assertThat(wave.learnt(3, receipt::appliedTo)).isTrue();
    assertThat(wave.complete()).isTrue();
    assertThat(wave.now().getLast()).isInstanceOf(FailedPermanently.class);
  }

  @Test
  void onceItIsClosedNothingLeavesAndAnswersGoToTheDocumentsOfTheirOwn() {
    assertThat(wave.leaves(0)).isTrue();

    List<Delivery> settled = wave.close();

    assertThat(settled)
        .extracting(Object::getClass)
        .containsExactly(Attempting.class, Queued.class, Queued.class, Queued.class);
    assertThat(wave.leaves(1)).isFalse();
    assertThat(wave.answered(0, settled.getFirst())).isFalse();
  }

  @Test
  void whatComesWhileItIsBeingSettledWaitsForTheDocuments() {
    List<String> done = new ArrayList<>();
    wave.leaves(0);
    wave.close();

    wave.whenSettled(() -> done.add("while"));
    assertThat(done).isEmpty();
    wave.settled();
    wave.whenSettled(() -> done.add("after"));

    assertThat(done).containsExactly("while", "after");
  }

  @Test
  void aRowLeavesOnce() {
    assertThat(wave.leaves(0)).isTrue();
    assertThat(wave.leaves(0)).isFalse();
  }

  private void take(int row, List<String> receipts) {
    wave.leaves(row);
    wave.answered(row, READING.applied(wave.attempt(row), new Taken(receipts, null), T0));
  }
}
