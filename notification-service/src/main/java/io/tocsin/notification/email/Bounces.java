package io.tocsin.notification.email;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what mail servers send back about a mail (RFC 3464, delivery status notifications). */
final class Bounces {

  private static final Pattern ID = Pattern.compile("<([0-9a-fA-F-]{36})@[^>]+>");

  /**
   * Among 5.1.x, which is about addresses: two blame the sender's and one the next server. A domain
   * of ours that somebody cannot look up must not cost anybody his contact.
   */
  private static final Set<String> NOT_THE_RECIPIENTS = Set.of("5.1.7", "5.1.8", "5.1.9");

  private static final Session NONE = Session.getInstance(new Properties());

  private Bounces() {}

  /** What the server did. */
  enum Action {
    FAILED,
    DELAYED,
    DELIVERED
  }

  /**
   * One notification.
   *
   * @param deliveryId from the returned mail's Message-ID
   * @param address whom the mail was for
   * @param status RFC 3463, such as {@code 5.1.1}
   * @param detail the remote server's words
   */
  record Bounce(String deliveryId, Action action, String address, String status, String detail) {

    /**
     * The recipient's address itself is at fault, not the moment (RFC 3463): 5.1.x says so, and so
     * do 5.2.1, a mailbox that is closed, and 5.4.4, a domain without a way to it.
     */
    boolean addressIsDead() {
      return action == Action.FAILED
          && (status.startsWith("5.1.") || status.equals("5.2.1") || status.equals("5.4.4"))
          && !NOT_THE_RECIPIENTS.contains(status);
    }
  }

  /** Empty for a mail that is none, or is about a mail that is not ours. */
  static Optional<Bounce> read(byte[] mail) {
    try {
      MimeMessage message = new MimeMessage(NONE, new ByteArrayInputStream(mail));
      ContentType type = new ContentType(message.getContentType());
      if (!type.match("multipart/report")) {
        return Optional.empty();
      }
      return read(new MimeMultipart(message.getDataHandler().getDataSource()));
    } catch (MessagingException | IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Bounce> read(Multipart parts) throws MessagingException, IOException {
    @Nullable InternetHeaders status = null;
    @Nullable String id = null;
    for (int i = 0; i < parts.getCount(); i++) {
      BodyPart part = parts.getBodyPart(i);
      if (part.isMimeType("message/delivery-status")) {
        status = perRecipient(part);
      } else if (part.isMimeType("message/rfc822") || part.isMimeType("text/rfc822-headers")) {
        try (InputStream in = part.getInputStream()) {
          id = id(new InternetHeaders(in).getHeader("Message-ID", null));
        }
      }
    }
    if (status == null || id == null) {
      return Optional.empty();
    }
    String found = id;
    InternetHeaders fields = status;
    return action(value(fields, "Action"))
        .map(action ->
            new Bounce(
                found,
                action,
                address(fields),
                value(fields, "Status"),
                value(fields, "Diagnostic-Code").replaceAll("\\s+", " ")));
  }

  /** The first group is about the message, the second about its recipient. */
  private static InternetHeaders perRecipient(BodyPart part)
      throws MessagingException, IOException {
    try (InputStream in = part.getInputStream()) {
      InternetHeaders perMessage = new InternetHeaders(in);
      InternetHeaders perRecipient = new InternetHeaders(in);
      return perRecipient.getAllHeaderLines().hasMoreElements() ? perRecipient : perMessage;
    }
  }

  private static Optional<Action> action(String said) {
    return switch (said.toLowerCase(Locale.ROOT)) {
      case "failed" -> Optional.of(Action.FAILED);
      case "delayed" -> Optional.of(Action.DELAYED);
      case "delivered", "relayed", "expanded" -> Optional.of(Action.DELIVERED);
      default -> Optional.empty();
    };
  }

  private static String address(InternetHeaders fields) {
    String original = value(fields, "Original-Recipient");
    String said = original.isEmpty() ? value(fields, "Final-Recipient") : original;
    return said.substring(said.indexOf(';') + 1).strip();
  }

  private static String value(InternetHeaders fields, String name) {
    String value = fields.getHeader(name, null);
    return value == null ? "" : value.strip();
  }

  private static @Nullable String id(@Nullable String messageId) {
    Matcher matcher = ID.matcher(messageId == null ? "" : messageId);
    return matcher.find() ? matcher.group(1) : null;
  }
}
