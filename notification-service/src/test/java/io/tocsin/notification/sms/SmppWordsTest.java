package io.tocsin.notification.sms;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Throttled;
import io.tocsin.notification.sending.Receipt.Result;
import io.tocsin.notification.sms.SmppProperties.ReceiptIds;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What centres say, in receipts and in refusals. */
class SmppWordsTest {

  @ParameterizedTest
  @CsvSource({
    "'id:3e9 sub:001 dlvrd:001 submit date:2603090910 done date:2603090910 stat:DELIVRD err:000 text:特急', 3e9, DELIVRD, 000",
    "'ID:ab-12_x SUB:001 STAT:undeliv ERR:0a5', ab-12_x, UNDELIV, 0a5",
    "'stat:EXPIRED id:7', 7, EXPIRED, ''",
    "'id: 0012AB submit date: 2603090910 stat: DELIVERED err: 0', 0012AB, DELIVERED, 0",
    "'message_id=77 status=FAILED', 77, FAILED, ''",
    "'id:5 stat:DELIVRD text:my id:9 stat:UNDELIV', 5, DELIVRD, ''",
  })
  void readsReceiptsInTheFormsThatCentresWrite(String text, String id, String state, String error) {
    assertThat(ReceiptText.of(text.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(new ReceiptText(id, state, error));
  }

  @Test
  void anIdInAnotherNotationIsTheSameIdWhereTheCentreWritesItSo() {
    assertThat(ReceiptText.notations("4096", ReceiptIds.AS_IS)).containsExactly("4096");
    assertThat(ReceiptText.notations("43981", ReceiptIds.DECIMAL_FOR_HEX))
        .containsExactly("abcd", "ABCD", "43981");
    assertThat(ReceiptText.notations("abcd", ReceiptIds.HEX_FOR_DECIMAL))
        .containsExactly("43981", "abcd");
    assertThat(ReceiptText.notations("x-1", ReceiptIds.DECIMAL_FOR_HEX)).containsExactly("x-1");
  }

  @Test
  void onlyAFinalStateIsAResult() {
    Map<String, Optional<Result>> results =
        Map.of(
            "DELIVRD", Optional.of(Result.ARRIVED),
            "UNDELIV", Optional.of(Result.LOST),
            "EXPIRED", Optional.of(Result.LOST),
            "REJECTD", Optional.of(Result.LOST),
            "DELETED", Optional.of(Result.LOST),
            "ENROUTE", Optional.empty(),
            "ACCEPTD", Optional.empty(),
            "UNKNOWN", Optional.empty(),
            "", Optional.empty());

    results.forEach(
        (state, result) -> assertThat(ReceiptText.result(state)).as(state).isEqualTo(result));
    assertThat(ReceiptText.result(ReceiptText.stateOf(2))).contains(Result.ARRIVED);
    assertThat(ReceiptText.result(ReceiptText.stateOf(5))).contains(Result.LOST);
  }

  @Test
  void aBusyCentreIsAskedLessAWorriedOneAgainAndAClearNoIsTaken() {
    Map<Integer, Class<? extends Answer>> answers =
        Map.of(
            0x58, Throttled.class,
            0x14, Throttled.class,
            0x08, NotTaken.class,
            0x64, NotTaken.class,
            0x0b, Refused.class,
            0x45, Refused.class);

    answers.forEach((status, answer) ->
        assertThat(SmppAnswers.of(status)).as("%#x", status).isInstanceOf(answer));
  }
}
