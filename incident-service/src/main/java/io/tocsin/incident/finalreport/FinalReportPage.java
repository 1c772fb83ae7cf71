package io.tocsin.incident.finalreport;

import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.Wording;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The final report as a page to print, on its own: no script, no style sheet from elsewhere. */
final class FinalReportPage {

  private static final String STYLE =
      """
      <style>
      body{font:14px/1.6 "Noto Sans CJK SC","Microsoft YaHei",sans-serif;max-width:60em;margin:2em auto;color:#111}
      table{border-collapse:collapse;width:100%}th,td{border:1px solid #888;padding:.2em .5em;text-align:left;vertical-align:top}
      h1{font-size:1.5em}h2{font-size:1.15em;margin-top:1.5em}p{white-space:pre-wrap}.late{color:#b00020}
      @media print{body{margin:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
      </style>
      """;

  private final FinalReportView report;
  private final FinalReportWords words;
  private final boolean chinese;
  private final DateTimeFormatter time;
  private final Html html = new Html();

  private FinalReportPage(
      FinalReportView report, FinalReportWords words, Locale language, ZoneId zone) {
    this.report = report;
    this.words = words;
    this.chinese = language.getLanguage().equals("zh");
    this.time = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(zone);
  }

  static String of(FinalReportView report, FinalReportWords words, Locale language, ZoneId zone) {
    return new FinalReportPage(report, words, language, zone).page();
  }

  private String page() {
    String title =
        (report.incident().exercise() ? say("【演练】", "[DRILL] ") : "")
            + say("故障终报 ", "Final fault report ")
            + report.incident().number();
    html.raw("<!doctype html>\n<html lang=\"" + (chinese ? "zh-CN" : "en") + "\">\n<head>")
        .raw("<meta charset=\"utf-8\">\n<title>")
        .text(title)
        .raw("</title>\n" + STYLE + "</head>\n<body>\n")
        .element("h1", title);
    facts();
    written();
    durations();
    plan();
    papers();
    timeline();
    return html.raw("</body>\n</html>\n").toString();
  }

  private void facts() {
    int units = report.incident().units().size();
    long reports = report.incident().reports();
    html.raw("<table>\n");
    html.row(say("系统", "System"), report.systemName());
    if (report.systemOwner() != null) {
      html.row(say("系统责任方", "System owner"), report.systemOwner());
    }
    html.row(say("等级和范围", "Severity and scope"), words.grade());
    html.row(say("开始", "Began"), at(report.incident().openedAt()));
    html.row(say("原因分类", "Cause"), words.cause());
    html.row(
        say("影响单位", "Units"),
        words.units()
            + say(
                "（%d 个单位，%d 份报告）".formatted(units, reports),
                " (units: %d, reports: %d)".formatted(units, reports)));
    html.row(say("状态", "State"), words.state());
    html.row(say("终报", "Final report"), status());
    html.row(
        say("终报期限", "Report due"),
        report.dueOn() == null
            ? "–"
            : report.dueOn() + (report.overdue() ? say("（已超期）", " (overdue)") : ""));
    if (report.written() != null) {
      html.row(say("撰写", "Written"), report.written().name() + " " + at(report.written().at()));
    }
    if (report.approved() != null) {
      html.row(say("批准", "Approved"), report.approved().name() + " " + at(report.approved().at()));
    }
    html.raw("</table>\n");
  }

  private String status() {
    return switch (report.status()) {
      case NONE -> say("未撰写", "not written");
      case DRAFT -> say("草稿", "draft");
      case APPROVED -> say("已批准", "approved");
    };
  }

  private void written() {
    section(say("概述", "Summary"), report.sections().summary());
    section(say("原因分析", "Cause"), report.sections().cause());
    section(say("影响", "Impact"), report.sections().impact());
    section(say("处置措施", "Measures"), report.sections().measures());
    section(say("教训", "Lessons"), report.sections().lessons());
  }

  private void section(String title, @Nullable String words) {
    html.element("h2", title).element("p", words == null ? say("（未撰写）", "(not written)") : words);
  }

  private void durations() {
    FinalReportView.Durations d = report.durations();
    html.element("h2", say("用时（自立案起）", "Times from the opening")).raw("<table>\n");
    html.headRow(
        say("接手", "Acknowledged"),
        say("研判", "Assessed"),
        say("启动", "Activated"),
        say("通知", "Notified"),
        say("修复", "Repaired"),
        say("恢复", "Restored"),
        say("结束", "Ended"));
    html.row(
        length(d.acknowledged()),
        length(d.assessed()),
        length(d.activated()),
        length(d.notified()),
        length(d.repaired()),
        length(d.restored()),
        length(d.ended()));
    html.raw("</table>\n").element("h2", say("超过的时限", "Limits missed")).raw("<ul>\n");
    report.limitsMissed().forEach(l -> html.element("li", l.limit() + " · " + at(l.dueAt())));
    if (report.limitsMissed().isEmpty()) {
      html.element("li", say("无", "None"));
    }
    html.raw("</ul>\n");
  }

  private void plan() {
    html.element("h2", say("预案步骤", "Steps of the plan"))
        .element("p", report.plan() == null ? say("无预案", "No plan") : report.plan());
    if (report.steps().isEmpty()) {
      return;
    }
    html.raw("<table>\n")
        .headRow(
            "#",
            say("步骤", "Step"),
            say("状态", "State"),
            say("开启", "Opened"),
            say("结束", "Ended"),
            say("说明", "Words"));
    report
        .steps()
        .forEach(s ->
            html.row(
                s.id(),
                s.title(),
                s.state() + (s.overdue() ? say("（超时）", " (overdue)") : ""),
                at(s.openedAt()),
                at(s.endedAt()),
                s.words()));
    html.raw("</table>\n");
    if (!report.vendors().isEmpty()) {
      html.element("h2", say("厂商", "Vendors")).raw("<table>\n");
      html.headRow(
          say("步骤", "Step"), say("受理单号", "Ticket"), say("时间", "Called"), say("用时", "Took"));
      report
          .vendors()
          .forEach(v -> html.row(v.title(), v.ticket(), at(v.calledAt()), length(v.took())));
      html.raw("</table>\n");
    }
  }

  private void papers() {
    html.element("h2", say("通知", "Notices")).raw("<table>\n");
    report.notices().forEach(n -> html.row(n.number(), at(n.at()), n.summary()));
    html.raw("</table>\n").element("h2", say("续报", "Follow-up reports")).raw("<table>\n");
    Iterator<String> ways = words.ways().iterator();
    report
        .followUps()
        .forEach(f -> html.row(f.number(), at(f.at()), ways.next(), f.by(), f.text()));
    html.raw("</table>\n").element("h2", say("整改项", "Action items")).raw("<table>\n");
    html.headRow(
        "#", say("内容", "Action"), say("责任人", "Owner"), say("期限", "Due"), say("完成", "Done"));
    report.actions().forEach(a -> html.row(a.id(), a.text(), a.owner(), a.due(), a.doneOn()));
    html.raw("</table>\n");
  }

  private void timeline() {
    List<FinalReportView.Happening> all = report.timeline();
    html.element("h2", say("时间线", "Timeline")).raw("<table>\n");
    all.forEach(h -> html.row(h.seq(), at(h.at()), h.actor(), h.summary()));
    html.raw("</table>\n");
  }

  private String say(String zh, String en) {
    return chinese ? zh : en;
  }

  private String at(@Nullable Instant instant) {
    return instant == null ? "" : time.format(instant);
  }

  private String length(@Nullable Duration duration) {
    if (duration == null) {
      return "–";
    }
    Text text = Wording.duration(Duration.ofSeconds(Math.max(0, duration.toSeconds())));
    return chinese ? text.zh() : text.en();
  }
}
