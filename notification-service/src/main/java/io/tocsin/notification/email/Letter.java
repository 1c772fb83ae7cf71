package io.tocsin.notification.email;

import io.tocsin.notification.domain.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.jspecify.annotations.Nullable;

/**
 * A message as a mail. Its Message-ID is made from the delivery, so that a server which got it
 * twice can tell; all mails of one incident refer to one made from the incident, so that they lie
 * in one thread.
 */
final class Letter extends SMTPMessage {

  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final String id;
  private volatile boolean begun;

  private Letter(Session session, String id) {
    super(session);
    this.id = id;
  }

  static Letter of(Session session, SmtpProperties properties, Message message)
      throws MessagingException {
    Letter letter = new Letter(session, "<" + message.id() + "@" + properties.domain() + ">");
    try {
      letter.setFrom(new InternetAddress(properties.from(), properties.fromName(), UTF_8));
      letter.setRecipient(
          RecipientType.TO, new InternetAddress(message.recipient().address(), true));
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("Expected UTF-8, which every Java platform has", e);
    }
    letter.setSubject(subject(message), UTF_8);
    letter.setSentDate(Date.from(message.createdAt()));
    letter.setHeader("Auto-Submitted", "auto-generated");
    letter.setHeader("X-Auto-Response-Suppress", "All");
    letter.setHeader("List-Id", listId(properties, message));
    letter.setNotifyOptions(NOTIFY_FAILURE | NOTIFY_DELAY);
    letter.setReturnOption(RETURN_HDRS);
    if (!properties.bounceAddress().isEmpty()) {
      letter.setEnvelopeFrom(properties.bounceAddress());
    }
    String thread = thread(message);
    if (thread != null) {
      String root = "<" + thread + "@" + properties.domain() + ">";
      letter.setHeader("In-Reply-To", root);
      letter.setHeader("References", root);
    }
    String html = message.content().html();
    if (html == null) {
      letter.setText(message.content().text(), UTF_8);
    } else {
      letter.setContent(alternatives(message.content().text(), html));
    }
    letter.saveChanges();
    return letter;
  }

  /** Whether the server asked for the mail itself: before that it surely took nothing. */
  boolean begun() {
    return begun;
  }

  @Override
  public void writeTo(OutputStream out, String[] ignored) throws IOException, MessagingException {
    begun = true;
    super.writeTo(out, ignored);
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  private static String subject(Message message) {
    String subject = message.content().subject();
    return subject == null ? message.content().text().lines().findFirst().orElse("") : subject;
  }

  private static @Nullable String thread(Message message) {
    String incident = message.about().incidentId();
    String notice = message.about().noticeId();
    if (incident != null) {
      return "incident-" + incident;
    }
    return notice == null ? null : "notice-" + notice;
  }

  /** So that people can sort pages from notices (RFC 2919). */
  private static String listId(SmtpProperties properties, Message message) {
    String list = message.about().pageId() != null ? "pages" : "notices";
    return "Tocsin " + list + " <" + list + ".tocsin." + properties.domain() + ">";
  }

  /** The last one is what a mail program prefers. */
  private static MimeMultipart alternatives(String text, String html) throws MessagingException {
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text, UTF_8);
    MimeBodyPart rich = new MimeBodyPart();
    rich.setText(html, UTF_8, "html");
    return new MimeMultipart("alternative", plain, rich);
  }
}
