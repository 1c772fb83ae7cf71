package io.tocsin.incident.domain;

import io.tocsin.incident.domain.OpenCase.Joining;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says why a report went where it did: the rule, the units counted, the window. */
final class CorrelationWording {

  private static final int UNITS_NAMED = 5;

  private final SystemProfile profile;

  CorrelationWording(SystemProfile profile) {
    this.profile = profile;
  }

  /**
   * @param to the incident it joins as it was before, or the sibling it is kept apart from; null
   *     where there is no open one
   */
  Text explain(CorrelationRule rule, Report report, @Nullable OpenCase to) {
    Set<String> counted = new LinkedHashSet<>();
    if (to != null && rule != CorrelationRule.OUTSIDE_WINDOW) {
      counted.addAll(to.units());
    }
    counted.add(report.unit().code());
    Text names =
        named(
            counted.stream().limit(UNITS_NAMED).map(u -> profile.units().unit(u).name()).toList(),
            counted.size());
    Text circumstances =
        to == null
            ? new Text("该系统没有未结事件", "no open incident of this system")
            : new Text(
                "距%s最近一次报告%s".formatted(to.label().zh(), zh(since(to, report))),
                "%s after the latest report of %s"
                    .formatted(en(since(to, report)), to.label().en()));
    return new Text(
        "规则“%s”：%s报告“%s”，%s；计%d个单位：%s（阈值%d个，窗口%s）。"
            .formatted(
                rule.label().zh(),
                report.reporter().zh(),
                report.symptom(),
                circumstances.zh(),
                counted.size(),
                names.zh(),
                profile.correlating().units(),
                zh(profile.correlating().window())),
        "Rule \"%s\": %s reported \"%s\", %s; units counted: %d, %s (threshold %d, window %s)."
            .formatted(
                rule.label().en(),
                report.reporter().en(),
                report.symptom(),
                circumstances.en(),
                counted.size(),
                names.en(),
                profile.correlating().units(),
                en(profile.correlating().window())));
  }

  Text suggestion(OpenCase sibling) {
    return new Text(
        "同一系统的%s仍未结，两者相隔超过窗口%s，建议人工判断是否合并。"
            .formatted(sibling.label().zh(), zh(profile.correlating().window())),
        "%s of the same system is still open, but further away than the window of %s: consider merging them."
            .formatted(capitalised(sibling.label().en()), en(profile.correlating().window())));
  }

  Text follows(Incident ended) {
    return new Text(
        "此前的%s已结束。".formatted(ended.label().zh()),
        "It follows %s, which has ended.".formatted(ended.label().en()));
  }

  /** One sentence for reports that join together. A single one keeps its own explanation. */
  static Text summary(List<Joining> joining) {
    if (joining.size() == 1) {
      return joining.getFirst().why();
    }
    Map<CorrelationRule, Long> rules = new LinkedHashMap<>();
    Set<Text> reporters = new LinkedHashSet<>();
    for (Joining one : joining) {
      rules.merge(one.rule(), 1L, Long::sum);
      reporters.add(one.report().reporter());
    }
    StringBuilder zh = new StringBuilder("一并处理%d份报告：".formatted(joining.size()));
    StringBuilder en = new StringBuilder("%d reports together: ".formatted(joining.size()));
    String separator = "";
    for (Map.Entry<CorrelationRule, Long> rule : rules.entrySet()) {
      zh.append(separator.isEmpty() ? "" : "、");
      en.append(separator);
      zh.append("规则“%s”%d份".formatted(rule.getKey().label().zh(), rule.getValue()));
      en.append("%d by rule \"%s\"".formatted(rule.getValue(), rule.getKey().label().en()));
      separator = ", ";
    }
    Text from = named(reporters.stream().limit(UNITS_NAMED).toList(), reporters.size());
    zh.append("；来自%s。最后一份：".formatted(from.zh()));
    en.append("; from %s. The last one: ".formatted(from.en()));
    Text last = joining.getLast().why();
    return new Text(zh + last.zh(), en + last.en());
  }

  /** Some by name, and how many there are where these are not all. */
  private static Text named(List<Text> some, int all) {
    boolean more = some.size() < all;
    return new Text(
        String.join("、", some.stream().map(Text::zh).toList())
            + (more ? "等%d个单位".formatted(all) : ""),
        String.join(", ", some.stream().map(Text::en).toList())
            + (more ? " and %d more".formatted(all - some.size()) : ""));
  }

  /** A report that came late lies before the latest one; there is no distance to tell then. */
  private static Duration since(OpenCase to, Report report) {
    Duration gap = Duration.between(to.latest, report.receivedAt());
    return gap.isNegative() ? Duration.ZERO : gap;
  }

  private static String zh(Duration d) {
    return d.toSecondsPart() == 0 && d.toSeconds() > 0
        ? d.toMinutes() + "分钟"
        : d.toMinutes() > 0 ? d.toMinutes() + "分" + d.toSecondsPart() + "秒" : d.toSeconds() + "秒";
  }

  private static String en(Duration d) {
    return d.toSecondsPart() == 0 && d.toSeconds() > 0
        ? d.toMinutes() + " min"
        : d.toMinutes() > 0
            ? d.toMinutes() + " min " + d.toSecondsPart() + " s"
            : d.toSeconds() + " s";
  }

  private static String capitalised(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
