package io.tocsin.local.mail;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Takes a MIME message apart into what a mailbox shows. */
final class MimeReader {

  private static final Session SESSION = Session.getInstance(new Properties());

  private MimeReader() {}

  static Mail read(String id, String from, String to, InputStream raw, Instant at)
      throws MessagingException, IOException {
    MimeMessage message = new MimeMessage(SESSION, raw);
    Bodies bodies = new Bodies();
    bodies.collect(message);
    String subject = message.getSubject();
    return new Mail(
        id,
        from,
        to,
        subject == null ? "" : subject,
        bodies.text,
        bodies.html,
        headers(message),
        at);
  }

  private static Map<String, String> headers(MimeMessage message) throws MessagingException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (Header header : Collections.list(message.getAllHeaders())) {
      headers.put(header.getName(), decoded(MimeUtility.unfold(header.getValue())));
    }
    return headers;
  }

  private static String decoded(String value) {
    try {
      return MimeUtility.decodeText(value);
    } catch (UnsupportedEncodingException e) {
      return value;
    }
  }

  private static final class Bodies {
    private String text = "";
    private @Nullable String html;

    void collect(Part part) throws MessagingException, IOException {
      if (part.isMimeType("text/html")) {
        html = (String) part.getContent();
      } else if (part.isMimeType("text/*")) {
        text = (String) part.getContent();
      } else if (part.getContent() instanceof Multipart parts) {
        for (int i = 0; i < parts.getCount(); i++) {
          BodyPart one = parts.getBodyPart(i);
          collect(one);
        }
      }
    }
  }
}
