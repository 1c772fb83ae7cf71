package io.tocsin.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Looks where messages arrive, and tells of each new one once. */
final class Traffic {

  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Api api;
  private final Narrator narrator;
  private final Contacts contacts;
  private final Set<String> told = new HashSet<>();
  private final List<JsonNode> sms = new ArrayList<>();
  private final List<JsonNode> mails = new ArrayList<>();
  private final List<JsonNode> notices = new ArrayList<>();
  private final List<JsonNode> timeline = new ArrayList<>();
  private final Instant since = Instant.now();
  private String incident = "";
  private String number = "";

  Traffic(Api api, Narrator narrator, Contacts contacts) {
    this.api = api;
    this.narrator = narrator;
    this.contacts = contacts;
  }

  void follow(JsonNode incidentView) {
    incident = incidentView.path("id").asString();
    number = incidentView.path("number").asString();
  }

  /** Tells what comes until {@code done}, or fails with {@code otherwise}. */
  void until(BooleanSupplier done, Duration limit, String otherwise) {
    Instant end = Instant.now().plus(limit);
    while (true) {
      look();
      if (done.getAsBoolean()) {
        return;
      }
      if (Instant.now().isAfter(end)) {
        throw new DemoFailedException(otherwise);
      }
      pause();
    }
  }

  void during(Duration time) {
    Instant end = Instant.now().plus(time);
    while (Instant.now().isBefore(end)) {
      look();
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("interrupted");
    }
  }

  private void look() {
    if (!incident.isEmpty()) {
      for (JsonNode item : api.get("/incidents/" + incident + "/timeline").path("items")) {
        tell(
            item,
            "timeline" + item.path("seq").asString(),
            timeline,
            narrator.in("时间线", "timeline"),
            item.path("summary").asString());
      }
      for (JsonNode notice : api.get("/notices?incident=" + incident).path("items")) {
        tell(
            notice,
            "notice" + notice.path("id").asString(),
            notices,
            narrator.in("内网公告", "intranet"),
            notice.path("title").asString());
      }
    }
    for (JsonNode message : ours(api.sandbox("/api/sms"))) {
      String to = message.path("to").asString();
      tell(
          message,
          "sms" + message.path("id").asString(),
          sms,
          narrator.in("短信", "SMS"),
          contacts.who(to) + "  " + message.path("text").asString());
    }
    for (JsonNode mail : ours(api.sandbox("/api/mail"))) {
      String to = mail.path("to").asString();
      tell(
          mail,
          "mail" + mail.path("id").asString(),
          mails,
          narrator.in("邮件", "e-mail"),
          contacts.who(to) + "  " + mail.path("subject").asString());
    }
  }

  private List<JsonNode> ours(JsonNode messages) {
    return StreamSupport.stream(messages.spliterator(), false)
        .filter(m -> !number.isEmpty() && m.toString().contains(number))
        .filter(m -> Instant.parse(m.path("at").asString()).isAfter(since))
        .sorted((a, b) -> a.path("at").asString().compareTo(b.path("at").asString()))
        .toList();
  }

  private void tell(JsonNode what, String id, List<JsonNode> where, String kind, String text) {
    if (told.add(id)) {
      where.add(what);
      String at = what.path("at").asString(what.path("issuedAt").asString(""));
      narrator.news(at.isEmpty() ? Instant.now() : Instant.parse(at), kind, text);
    }
  }

  /** The texts of the SMS to this number, oldest first. */
  List<String> smsTo(String phone) {
    return sms.stream()
        .filter(m -> m.path("to").asString().equals(phone))
        .map(m -> m.path("text").asString())
        .toList();
  }

  int smsCount() {
    return sms.size();
  }

  boolean onTimeline(String type) {
    return timeline.stream().anyMatch(i -> i.path("type").asString().startsWith(type));
  }

  int timelineLength() {
    return timeline.size();
  }

  int noticeCount() {
    return notices.size();
  }

  /** How many messages arrived at each address: SMS, then e-mail. */
  Map<String, Integer> arrived() {
    Map<String, Integer> arrived = new LinkedHashMap<>();
    sms.forEach(m -> arrived.merge(m.path("to").asString(), 1, Integer::sum));
    mails.forEach(m -> arrived.merge(m.path("to").asString(), 1, Integer::sum));
    return arrived;
  }
}
