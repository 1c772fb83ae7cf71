package io.tocsin.notification.email;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Throttled;
import jakarta.mail.MessagingException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** What a mail server's negative answers mean (RFC 5321, 4.2). */
final class SmtpAnswers {

  private SmtpAnswers() {}

  /**
   * Reads one.
   *
   * @param begun whether the server had asked for the mail itself
   */
  static Answer of(MessagingException error, boolean begun) {
    Integer code = code(error);
    String detail = oneLine(error);
    if (code == null || code < 400) {
      // The line broke: before DATA nothing was taken, between its first word and the dot perhaps.
      return begun ? new Lost(detail) : new NotTaken(detail);
    }
    // 421, 450 to 452: busy, over a limit, out of room. Pause as well as try again.
    if (code == 421 || code == 452) {
      return new Throttled(detail);
    }
    return code < 500 ? new NotTaken(detail) : new Refused(detail);
  }

  /** The first reply code in the chain; the address's own comes before the message's. */
  private static @Nullable Integer code(MessagingException error) {
    for (Exception e = error;
        e != null;
        e = e instanceof MessagingException m ? m.getNextException() : null) {
      if (e instanceof SMTPAddressFailedException address) {
        return address.getReturnCode();
      }
    }
    for (Exception e = error;
        e != null;
        e = e instanceof MessagingException m ? m.getNextException() : null) {
      if (e instanceof SMTPSendFailedException send && send.getReturnCode() > 0) {
        return send.getReturnCode();
      }
      if (e instanceof SMTPSenderFailedException sender && sender.getReturnCode() > 0) {
        return sender.getReturnCode();
      }
    }
    return null;
  }

  private static String oneLine(MessagingException error) {
    Exception last = error;
    while (last instanceof MessagingException m && m.getNextException() != null) {
      last = m.getNextException();
    }
    String words = last.getMessage() == null ? last.toString() : last.getMessage();
    return words.strip().replaceAll("\\s+", " ");
  }
}
