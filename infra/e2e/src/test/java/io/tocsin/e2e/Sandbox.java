package io.tocsin.e2e;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * The phones and mailboxes of the embedded default. The centre keeps its messages in memory, so
 * what was seen once is remembered here beyond its end.
 */
final class Sandbox {

  /** One SMS as the centre got it; its id is never given twice. */
  record Sms(String id, String from, String to, String text, Instant at) {

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

  private final Map<String, Sms> seen = new ConcurrentHashMap<>();
  private final Http http;
  private final String base;

  Sandbox(Http http, String base) {
    this.http = http;
    this.base = base;
  }

  List<Sms> sms(String to) {
    look(to);
    return seen.values().stream()
        .filter(sms -> sms.to().endsWith(to.substring(1)))
        .sorted(Comparator.comparing(Sms::at))
        .toList();
  }

  /** Takes note of everything that has arrived for {@code to}. */
  void look(String to) {
    String uri = base + "/api/sms?limit=20000&to=" + Http.encoded(to);
    for (JsonNode sms : http.get(uri, null).expect(200).json()) {
      String id = sms.path("id").asString();
      seen.put(
          id,
          new Sms(
              id,
              sms.path("from").asString(),
              sms.path("to").asString(),
              sms.path("text").asString(),
              Instant.parse(sms.path("at").asString())));
    }
  }

  List<Mail> mail(String to) {
    return http.get(base + "/api/mail?limit=20000&to=" + Http.encoded(to), null)
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

  /** How the centre treats a number from now on, or an address the mail sink; {@code none} well. */
  void fault(String channel, String to, String fault) {
    http.post(
            base + "/api/faults",
            "{\"channel\":\"%s\",\"to\":\"%s\",\"fault\":\"%s\"}".formatted(channel, to, fault),
            null)
        .expect(200);
  }
}
