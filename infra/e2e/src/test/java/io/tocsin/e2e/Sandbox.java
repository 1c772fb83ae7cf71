package io.tocsin.e2e;

import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The phones and mailboxes of the embedded default. */
final class Sandbox {

  /** One SMS as the centre got it. */
  record Sms(String from, String to, String text, Instant at) {

    private static final Pattern CODE = Pattern.compile("回复(\\S+?)确认");

    /** What the page asks to be answered with. */
    String code() {
      Matcher code = CODE.matcher(text);
      if (!code.find()) {
        throw new AssertionError("Expected a reply code, but the text is: " + text);
      }
      return code.group(1);
    }
  }

  /** One e-mail as the sink got it. */
  record Mail(String to, String subject, String text, Instant at) {}

  private final Http http;
  private final String base;

  Sandbox(Http http, String base) {
    this.http = http;
    this.base = base;
  }

  List<Sms> sms(String to) {
    return http.get(base + "/api/sms?to=" + Http.encoded(to), null)
        .expect(200)
        .json()
        .valueStream()
        .map(sms ->
            new Sms(
                sms.path("from").asString(),
                sms.path("to").asString(),
                sms.path("text").asString(),
                Instant.parse(sms.path("at").asString())))
        .sorted(java.util.Comparator.comparing(Sms::at))
        .toList();
  }

  List<Mail> mail(String to) {
    return http.get(base + "/api/mail?to=" + Http.encoded(to), null)
        .expect(200)
        .json()
        .valueStream()
        .map(mail ->
            new Mail(
                mail.path("to").toString(),
                mail.path("subject").asString(),
                mail.path("text").asString(),
                Instant.parse(mail.path("at").asString())))
        .toList();
  }

  void reply(String from, String text) {
    Answer answer =
        http.post(
            base + "/api/sms/reply",
            "{\"from\":\"%s\",\"text\":\"%s\"}".formatted(from, text),
            null);
    if (answer.status() / 100 != 2) {
      throw new AssertionError("Expected the reply to be taken, but got " + answer);
    }
  }
}
