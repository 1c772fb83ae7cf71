package io.tocsin.local.demo;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Plays a fault against the running platform over its public API: two units report, one incident
 * comes of it and is promoted, nobody answers until a substitute replies by SMS. The organisation
 * is put back afterwards, whatever happens.
 */
public final class Demo {

  private static final Pattern CODE = Pattern.compile("回复(\\S+?)确认|reply (\\S+?) in ");
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Api api;
  private final Narrator narrator;
  private final String secret;
  private final AtomicBoolean changed = new AtomicBoolean();
  private Optional<JsonNode> opened = Optional.empty();
  private final String system =
      "payment-demo-"
          + DateTimeFormatter.ofPattern("MMddHHmmss")
              .withZone(ZoneId.systemDefault())
              .format(Instant.now());

  Demo(Api api, Narrator narrator, String secret) {
    this.api = api;
    this.narrator = narrator;
    this.secret = secret;
  }

  /**
   * {@code args}: the gateway's and the sandbox's address, the file of the secret, {@code --lang
   * zh|en}.
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3 && !(args.length == 5 && args[3].equals("--lang"))) {
      System.err.println("Expected GATEWAY SANDBOX SECRETFILE [--lang zh|en].");
      System.exit(2);
    }
    String language =
        args.length == 5 ? args[4] : Objects.requireNonNullElse(System.getenv("LANG"), "en");
    boolean colours = Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    Narrator narrator = new Narrator(System.out, language.startsWith("zh"), colours, Instant.now());
    String secret = Files.readString(Path.of(args[2]), StandardCharsets.UTF_8).strip();
    Demo demo = new Demo(new Api(args[0], args[1], narrator.language()), narrator, secret);
    try {
      demo.play(args[1]);
    } catch (DemoFailedException e) {
      System.err.println(narrator.in("演示中断：", "The demo stopped: ") + e.getMessage());
      System.exit(1);
    }
  }

  void play(String sandbox) {
    api.signIn(secret, null);
    JsonNode organisation = api.get("/organisation");
    Contacts contacts = new Contacts(organisation);
    String substitute = contacts.phone("li-fang");
    // Before anything is changed: another organisation is not one to play on.
    List.of("wang-ming", "zhou-leader", "he-deputy").forEach(contacts::phone);
    Thread undo = new Thread(() -> putBack(organisation), "demo-put-back");
    Runtime.getRuntime().addShutdownHook(undo);
    try {
      narrator.chapter(
          "演示开始：升级策略的一分钟压缩为一秒，并临时增加一个演示系统；结束后恢复原设置。",
          "To begin: a minute of the escalation policies takes a second, and there is a demo system; all is put back at the end.");
      changed.set(true);
      api.put("/organisation", Rehearsal.of(organisation, system));
      Traffic traffic = new Traffic(api, narrator, contacts);
      correlate(traffic, contacts);
      escalate(traffic, contacts, substitute);
      acknowledge(traffic, contacts, substitute);
      sum(traffic, contacts, sandbox);
    } finally {
      opened.ifPresent(this::close);
      putBack(organisation);
    }
  }

  private void correlate(Traffic traffic, Contacts contacts) {
    narrator.chapter(
        "09:02 云溪县局报告：财务支付系统无法登录。",
        "09:02 Yunxi county reports: nobody can log in to the payment system.");
    String first = report("yunxi");
    JsonNode incident = incidentOf(first, traffic);
    opened = Optional.of(incident);
    narrator.remark(
        "一个单位，先作为区域故障 " + incident.path("number").asString() + " 处理，通知值班的应用和数据库管理员。",
        "One unit: a regional fault, %s; the application and database posts on duty are paged."
            .formatted(incident.path("number").asString()));
    traffic.follow(incident);
    traffic.until(
        () -> !traffic.smsTo(contacts.phone("wang-ming")).isEmpty(),
        SOON,
        narrator.in("王明没有收到短信。", "No SMS reached the database administrator."));

    narrator.chapter(
        "09:09 临江区局报告同一故障：30 分钟内第二个单位。",
        "09:09 Linjiang district reports the same: the second unit within 30 minutes.");
    report("linjiang");
    String leader = contacts.phone("zhou-leader");
    traffic.until(
        () -> !traffic.smsTo(leader).isEmpty(),
        SOON,
        narrator.in("组长没有收到短信。", "No SMS reached the team leader."));
    narrator.remark(
        "同一事件升级为全局故障，编号不变；组长、副组长被通知，内网向所有单位发布。",
        "The same incident is now global and keeps its number; leader and deputy are paged, the intranet tells all units.");
  }

  private String report(String unit) {
    return api.post(
            "/reports",
            Map.of(
                "system",
                system,
                "unit",
                unit,
                "symptom",
                narrator.in("无法登录", "login fails"),
                "degree",
                "FULL_STOP"))
        .path("reportId")
        .asString();
  }

  private JsonNode incidentOf(String report, Traffic traffic) {
    String[] incident = {""};
    traffic.until(
        () -> {
          incident[0] = api.get("/reports/" + report).path("incidentId").asString("");
          return !incident[0].isEmpty();
        },
        SOON,
        narrator.in("报告没有归入事件。", "The report was not taken up by an incident."));
    return api.get("/incidents/" + incident[0]);
  }

  private void escalate(Traffic traffic, Contacts contacts, String substitute) {
    narrator.chapter(
        "无人回复。五分钟（这里五秒）后轮到替班。",
        "Nobody answers. After five minutes (five seconds here) it is the substitutes' turn.");
    traffic.until(
        () -> !traffic.smsTo(substitute).isEmpty(),
        SOON,
        narrator.in("李芳没有收到短信。", "No SMS reached the substitute."));
    narrator.remark(
        "再过五分钟，副组长会再次被通知。", "After five minutes more the deputy leader is paged again.");
    int before = traffic.smsTo(contacts.phone("he-deputy")).size();
    traffic.until(
        () -> traffic.smsTo(contacts.phone("he-deputy")).size() > before,
        SOON,
        narrator.in("副组长没有收到短信。", "No SMS reached the deputy leader."));
  }

  private void acknowledge(Traffic traffic, Contacts contacts, String substitute) {
    String page = traffic.smsTo(substitute).getLast();
    Matcher code = CODE.matcher(page);
    if (!code.find()) {
      throw new DemoFailedException(
          narrator.in("短信里没有确认码：", "Expected a reply code in the SMS, but it says: ") + page);
    }
    String reply = code.group(1) == null ? code.group(2) : code.group(1);
    narrator.chapter(
        "%s 用短信回复 %s。".formatted(contacts.name(substitute), reply),
        "%s replies %s by SMS.".formatted(contacts.name(substitute), reply));
    api.replyBySms(substitute, reply);
    traffic.until(
        () -> traffic.onTimeline("incident.acknowledged"),
        SOON,
        narrator.in("事件没有被确认。", "The incident was not acknowledged."));
    traffic.during(Duration.ofSeconds(2));
    int before = traffic.smsCount();
    traffic.during(Duration.ofSeconds(4));
    narrator.remark(
        traffic.smsCount() == before ? "之后不再有呼叫：升级已停止。" : "之后仍有短信到达。",
        traffic.smsCount() == before
            ? "No page came after it: the escalation has stopped."
            : "More SMS came after it.");
  }

  private void sum(Traffic traffic, Contacts contacts, String sandbox) {
    narrator.chapter("什么到了哪里", "What arrived where");
    traffic
        .arrived()
        .forEach(
            (address, count) -> narrator.line("%s × %d".formatted(contacts.who(address), count)));
    narrator.line(
        narrator
            .in("内网公告 × %d，时间线 %d 条", "intranet posts × %d, %d entries on the timeline")
            .formatted(traffic.noticeCount(), traffic.timelineLength()));
    narrator.line(narrator.in("手机：", "phones: ") + sandbox + "/handset");
    narrator.line(narrator.in("邮箱：", "mailboxes: ") + sandbox + "/mailbox");
  }

  /**
   * So that the demo's incident does not stay open. What a duty lead may do, an administrator may
   * not.
   */
  private void close(JsonNode incident) {
    api.signIn(secret, "zhou-leader");
    try {
      api.post(
          "/incidents/" + incident.path("id").asString() + "/false-alarm",
          Map.of("reason", narrator.in("演示结束", "The demo is over")));
      narrator.chapter(
          "演示事件已关闭，设置已恢复。", "The demo's incident is closed and the set-up is put back.");
    } catch (DemoFailedException e) {
      narrator.chapter(
          "设置已恢复；演示事件仍未关闭：", "The set-up is put back; the demo's incident stays open:");
      narrator.line(Objects.requireNonNullElse(e.getMessage(), ""));
    }
  }

  private void putBack(JsonNode organisation) {
    if (changed.compareAndSet(true, false)) {
      api.signIn(secret, null);
      api.put("/organisation", organisation);
    }
  }
}
