package io.tocsin.notification.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Throttled;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.SocketTimeoutException;
import java.util.Map;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;

class SmtpAnswersTest {

  private static final Address[] NOBODY = {};

  private static MessagingException atTheEnd(int code) {
    return new SMTPSendFailedException(
        ".", code, code + " said the server", null, NOBODY, NOBODY, NOBODY);
  }

  @Test
  void fourHundredsAreTriedAgainAndFiveHundredsAreNot() {
    Map<Integer, Class<? extends Answer>> answers =
        Map.of(
            421, Throttled.class,
            452, Throttled.class,
            450, NotTaken.class,
            451, NotTaken.class,
            550, Refused.class,
            554, Refused.class);

    answers.forEach((code, answer) ->
        assertThat(SmtpAnswers.of(atTheEnd(code), true)).as("%s", code).isInstanceOf(answer));
  }

  @Test
  void whatTheServerSaysOfTheAddressCountsBeforeWhatItSaysOfTheMail() throws AddressException {
    SendFailedException failed =
        new SMTPSendFailedException("DATA", 503, "503 no recipients", null, NOBODY, NOBODY, NOBODY);
    failed.setNextException(
        new SMTPAddressFailedException(
            new InternetAddress("a@b.cn"), "RCPT TO:<a@b.cn>", 450, "450 greylisted"));

    assertThat(SmtpAnswers.of(failed, false)).isEqualTo(new NotTaken("450 greylisted"));
  }

  @Test
  void aLineThatBreaksInTheMiddleLeavesItUnknown() {
    MessagingException broke =
        new MessagingException("Could not read", new SocketTimeoutException("Read timed out"));

    assertThat(SmtpAnswers.of(broke, true)).isEqualTo(new Lost("Read timed out"));
  }
}
