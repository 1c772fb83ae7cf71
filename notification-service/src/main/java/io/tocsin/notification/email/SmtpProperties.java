package io.tocsin.notification.email;

import java.time.Duration;
import java.util.Properties;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server.
 *
 * @param name stands in every attempt, after {@code smtp:}
 * @param username empty for a server that asks for none
 * @param starttls whether the connection must be encrypted; without it nothing is sent
 * @param from the sender's address
 * @param fromName what stands beside it
 * @param connections kept open at most; as many messages are handed over side by side
 * @param bounceAddress where mails that could not be delivered go back to; the sender's if left out
 * @param bounceToken the secret in the address that the mail server hands returned mail on to:
 *     {@code /api/v1/inbound/mail/<token>}; empty to take none
 * @param caFile certificates (PEM) that its own must come from; the Java platform's if left out
 * @param idle a connection that was not used for this long is not trusted any more
 */
@ConfigurationProperties("tocsin.smtp")
record SmtpProperties(
    @DefaultValue("primary") String name,
    @DefaultValue("127.0.0.1") String host,
    @DefaultValue("2525") int port,
    @DefaultValue("") String username,
    @DefaultValue("") String password,
    @DefaultValue("false") boolean starttls,
    @DefaultValue("tocsin@localhost") String from,
    @DefaultValue("警钟 Tocsin") String fromName,
    @DefaultValue("8") int connections,
    @DefaultValue("5s") Duration connectWithin,
    @DefaultValue("15s") Duration readWithin,
    @DefaultValue("10s") Duration writeWithin,
    @DefaultValue("30s") Duration idle,
    @DefaultValue("") String bounceAddress,
    @DefaultValue("") String bounceToken,
    @DefaultValue("") String caFile) {

  SmtpProperties {
    if (port < 1 || port > 65535 || connections < 1 || !from.contains("@")) {
      throw new IllegalArgumentException(
          "Expected tocsin.smtp with a port of 1 to 65535, connections from 1 and an address to"
              + " send from, but got "
              + port
              + ", "
              + connections
              + ", "
              + from);
    }
    if (!bounceAddress.isEmpty() && !bounceAddress.contains("@")) {
      throw new IllegalArgumentException(
          "Expected tocsin.smtp.bounce-address to be a mail address, but got " + bounceAddress);
    }
    if (!bounceToken.isEmpty() && bounceToken.length() < 16) {
      throw new IllegalArgumentException(
          "Expected tocsin.smtp.bounce-token of at least 16 characters, but it has "
              + bounceToken.length());
    }
  }

  String providerName() {
    return "smtp:" + name;
  }

  /** What stands behind the at sign: message ids are made unique with it. */
  String domain() {
    return from.substring(from.indexOf('@') + 1);
  }

  /** Without any of the three time limits a dead server holds a connection for ever. */
  Properties session() {
    Properties session = new Properties();
    session.setProperty("mail.transport.protocol", "smtp");
    session.setProperty("mail.smtp.host", host);
    session.setProperty("mail.smtp.port", String.valueOf(port));
    session.setProperty("mail.smtp.auth", String.valueOf(!username.isEmpty()));
    session.setProperty("mail.smtp.connectiontimeout", millis(connectWithin));
    session.setProperty("mail.smtp.timeout", millis(readWithin));
    session.setProperty("mail.smtp.writetimeout", millis(writeWithin));
    session.setProperty("mail.smtp.starttls.enable", String.valueOf(starttls));
    session.setProperty("mail.smtp.starttls.required", String.valueOf(starttls));
    session.setProperty("mail.smtp.ssl.checkserveridentity", "true");
    if (!caFile.isEmpty()) {
      session.put("mail.smtp.ssl.socketFactory", Authorities.of(caFile));
    }
    session.setProperty("mail.smtp.quitwait", "false");
    session.setProperty("mail.smtp.userset", "true");
    return session;
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }
}
