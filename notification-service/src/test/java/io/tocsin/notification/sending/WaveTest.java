package io.tocsin.notification.sending;

import static io.tocsin.notification.sending.SampleWave.PROVIDER;
import static io.tocsin.notification.sending.SampleWave.READING;
import static io.tocsin.notification.sending.SampleWave.T0;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.junit.jupiter.api.Test;

/** Four messages of one notice that leave as a wave. */
class WaveTest {

  private final Wave wave = SampleWave.of("n-1/SMS/128/0", "n-1");

  @Test
  void whatIsNotBegunMayNotHaveLeftAfterACrashAndWaitsAgain() {
    wave.begin(2);

    Wave found = WaveDocument.read(stored(WaveDocument.of(wave)), List.of(), READING);

    assertThat(found.now())
        .extracting(Object::getClass)
        .containsExactly(Attempting.class, Attempting.class, Queued.class, Queued.class);
  }

  @Test
  void aWaveIsReadAsItWasWritten() {
    wave.begin(4);

    Wave found = WaveDocument.read(stored(WaveDocument.of(wave)), List.of(), READING);

    assertThat(found.id()).isEqualTo(wave.id());
    assertThat(found.noticeId()).isEqualTo("n-1");
    assertThat(found.attempts()).isEqualTo(wave.attempts());
  }

  @Test
  void itsDocumentSaysOnceWhatItsMessagesHaveInCommon() {
    Document document = stored(WaveDocument.of(wave));

    // Chinese for three of them, English for one.
    assertThat(document.getList(WaveDocument.LIKE, Document.class)).hasSize(2);
    assertThat(document.getList(WaveDocument.ROWS, Document.class)).hasSize(4);
  }

  @Test
  void notesTellWhatCameOfEachThoughAReceiptWasNotedBeforeItsAnswer() {
    wave.begin(4);
    Taken taken = new Taken(List.of(PROVIDER + "/7"), "message_id 7");
    Receipt receipt = new Receipt(List.of(PROVIDER + "/7"), Receipt.Result.ARRIVED, "DELIVRD");
    List<Document> notes =
        Stream.of(
                WaveDocument.receipt(wave, 0, receipt, PROVIDER + "/7"),
                WaveDocument.answer(wave, 1, new Refused("RINVDSTADR"), T0.plusMillis(5)),
                WaveDocument.answer(wave, 0, taken, T0.plusMillis(7)),
                WaveDocument.answer(
                    wave, 2, new Taken(List.of(PROVIDER + "/8"), "message_id 8"), T0.plusMillis(9)))
            .map(WaveTest::stored)
            .toList();

    Wave found = WaveDocument.read(stored(WaveDocument.of(wave)), notes, READING);

    assertThat(found.now())
        .extracting(Object::getClass)
        .containsExactly(
            Delivered.class, FailedPermanently.class, HandedOff.class, Attempting.class);
    Delivery delivered = found.now().getFirst();
    assertThat(delivered.attempts())
        .containsExactly(new Attempt(T0, PROVIDER, Outcome.DELIVERED, "message_id 7"));
  }

  /** As it comes back from the store. */
  private static Document stored(Document document) {
    return new DocumentCodec()
        .decode(document.toBsonDocument().asBsonReader(), DecoderContext.builder().build());
  }

  @Test
  void itIsCompleteWhenNothingMoreIsToBeHeard() {
    wave.begin(4);
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
    wave.begin(4);
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
