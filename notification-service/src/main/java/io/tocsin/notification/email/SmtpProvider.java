package io.tocsin.notification.email;

import io.tocsin.notification.domain.Answer;
import io.tocsin.notification.domain.Answer.Lost;
import io.tocsin.notification.domain.Answer.NotTaken;
import io.tocsin.notification.domain.Answer.Refused;
import io.tocsin.notification.domain.Answer.Taken;
import io.tocsin.notification.domain.Channel;
import io.tocsin.notification.domain.Message;
import io.tocsin.notification.domain.Words;
import io.tocsin.notification.email.TransportPool.NoConnectionException;
import io.tocsin.notification.sending.Provider;
import jakarta.mail.MessagingException;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** Hands mails to the server. Whether it can be reached shows only when it is tried. */
final class SmtpProvider implements Provider {

  private final SmtpProperties properties;
  private final TransportPool pool;

  SmtpProvider(SmtpProperties properties, TransportPool pool) {
    this.properties = properties;
    this.pool = pool;
  }

  @Override
  public Channel channel() {
    return Channel.EMAIL;
  }

  @Override
  public String name() {
    return properties.providerName();
  }

  @Override
  public @Nullable Words unavailable() {
    return null;
  }

  @Override
  public Answer handOff(Message message) {
    Letter letter;
    try {
      letter = Letter.of(pool.session(), properties, message);
    } catch (MessagingException e) {
      return new Refused("not a mail: " + e.getMessage());
    }
    try {
      return pool.use(transport -> {
        transport.sendMessage(letter, letter.getAllRecipients());
        String said = transport instanceof SMTPTransport smtp ? smtp.getLastServerResponse() : null;
        // Nothing tells that it arrived; one that comes back names the delivery in its Message-ID.
        return new Taken(List.of(), said == null ? null : said.strip());
      });
    } catch (NoConnectionException e) {
      return new NotTaken("no connection: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new NotTaken("interrupted before a connection was free");
    } catch (MessagingException e) {
      return Thread.interrupted() && letter.begun()
          ? new Lost("gave up waiting: " + e.getMessage())
          : SmtpAnswers.of(e, letter.begun());
    }
  }
}
