package io.tocsin.notification.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.sending.OpenAnswers.OpenAnswer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OpenAnswersTest {

  private static final Receipt ONE =
      new Receipt(List.of("smsc/1", "smsc/0x1"), Receipt.Result.ARRIVED, "DELIVRD");
  private static final Receipt TWO =
      new Receipt(List.of("smsc/2"), Receipt.Result.ARRIVED, "DELIVRD");

  private final OpenAnswers answers = new OpenAnswers();

  @Test
  void aReceiptGoesWithItsAnswerAndIsStoredWhenThatIs() {
    OpenAnswer open = answers.open(List.of("smsc/0x1"));

    CompletableFuture<@Nullable List<Receipt>> others = answers.take(List.of(ONE)).toFuture();

    assertThat(open.take()).containsExactly(ONE);
    assertThat(others).isNotDone();
    answers.stored(open);
    assertThat(others).isCompletedWithValue(List.of());
  }

  @Test
  void aReceiptThatComesWhileItsAnswerIsBeingStoredIsTakenUpAfterwards() {
    OpenAnswer open = answers.open(List.of("smsc/1"));
    assertThat(open.take()).isEmpty();

    CompletableFuture<@Nullable List<Receipt>> others = answers.take(List.of(ONE)).toFuture();

    assertThat(others).isNotDone();
    answers.stored(open);
    assertThat(others).isCompletedWithValue(List.of(ONE));
  }

  @Test
  void aReceiptForNoOpenAnswerWaitsForNone() {
    OpenAnswer open = answers.open(List.of("smsc/1"));

    assertThat(answers.take(List.of(TWO)).toFuture()).isCompletedWithValue(List.of(TWO));

    answers.stored(open);
    assertThat(answers.take(List.of(ONE)).toFuture()).isCompletedWithValue(List.of(ONE));
  }

  @Test
  void aReceiptIsNotTakenForStoredWhereItsAnswerCouldNotBe() {
    OpenAnswer open = answers.open(List.of("smsc/1"));
    CompletableFuture<@Nullable List<Receipt>> others = answers.take(List.of(ONE, TWO)).toFuture();

    answers.lost(open, new IllegalStateException("broken"));

    assertThat(others).isCompletedExceptionally();
    assertThat(answers.take(List.of(ONE)).toFuture()).isCompletedWithValue(List.of(ONE));
  }

  @Test
  void anIdThatIsUsedASecondTimeIsTheLaterAnswers() {
    OpenAnswer first = answers.open(List.of("smsc/1"));
    OpenAnswer second = answers.open(List.of("smsc/1"));
    answers.stored(first);

    CompletableFuture<@Nullable List<Receipt>> others = answers.take(List.of(ONE)).toFuture();

    assertThat(second.take()).containsExactly(ONE);
    answers.stored(second);
    assertThat(others).isCompletedWithValue(List.of());
  }
}
