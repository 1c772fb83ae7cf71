package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.ContingencyPlan.FixedOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a plan may be worked on: all that is wrong with it, not only the first. */
public final class PlanCheck {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
  private static final int MOST_STEPS = 200;
  private static final Duration LONGEST = Duration.ofDays(31);

  private final ContingencyPlan plan;
  private final Set<String> posts;
  private final Set<String> causes;
  private final Set<String> steps = new LinkedHashSet<>();
  private final List<PlanFault> faults = new ArrayList<>();

  private PlanCheck(ContingencyPlan plan, Set<String> posts, Set<String> causes) {
    this.plan = plan;
    this.posts = posts;
    this.causes = causes;
  }

  /**
   * @param posts codes of all posts that there are
   * @param causes codes of all causes that there are
   * @return what is wrong with it, empty where it may be saved
   */
  public static List<PlanFault> faults(
      ContingencyPlan plan, Set<String> posts, Set<String> causes) {
    PlanCheck check = new PlanCheck(plan, posts, causes);
    check.head();
    check.values();
    for (int i = 0; i < plan.steps().size(); i++) {
      check.step("steps[" + i + "]", plan.steps().get(i));
    }
    check.orders();
    if (check.faults.isEmpty()) {
      check.graph();
    }
    return check.faults;
  }

  private void head() {
    id("id", plan.id());
    words("name", plan.name());
    if (plan.matches().scopes().isEmpty()) {
      fault("matches.scopes", "至少一个范围", "at least one scope", "无", "none is given");
    }
    among("matches.causes", plan.matches().causes(), causes);
    if (plan.steps().isEmpty() || plan.steps().size() > MOST_STEPS) {
      fault(
          "steps",
          "1 到 " + MOST_STEPS + " 个步骤",
          "1 to " + MOST_STEPS + " steps",
          "有 " + plan.steps().size() + " 个",
          "there are " + plan.steps().size());
    }
    plan.steps().forEach(s -> steps.add(s.id()));
  }

  private void values() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < plan.values().size(); i++) {
      ValueField field = plan.values().get(i);
      String path = "values[" + i + "]";
      id(path + ".name", field.name());
      words(path + ".label", field.label());
      once(path + ".name", field.name(), names);
      if (field.fallback() != null && field.canonical(field.fallback()).isEmpty()) {
        fault(
            path + ".default",
            field.type().expected().zh(),
            field.type().expected().en(),
            "收到 " + field.fallback(),
            "got " + field.fallback());
      }
    }
  }

  private final Set<String> seen = new HashSet<>();

  private void step(String path, PlanStep step) {
    id(path + ".id", step.id());
    once(path + ".id", step.id(), seen);
    words(path + ".title", step.title());
    if (step.instruction() != null) {
      words(path + ".instruction", step.instruction());
    }
    words(path + ".done", step.done());
    if (step.posts().isEmpty()) {
      fault(path + ".posts", "至少一个岗位", "at least one post", "无", "none is given");
    }
    among(path + ".posts", step.posts(), posts);
    among(path + ".after", step.after(), steps);
    Duration within = step.within();
    if (within != null && (!within.isPositive() || within.compareTo(LONGEST) > 0)) {
      fault(
          path + ".within",
          "大于零且不超过 " + LONGEST.toDays() + " 天的时长",
          "a duration above zero and of at most " + LONGEST.toDays() + " days",
          "收到 " + within,
          "got " + within);
    }
    typed(path + ".records", step.records(), null);
    if (step.fact() != null && (step.decision() != null || !step.records().isEmpty())) {
      fault(
          path + ".fact",
          "由事件自动完成的步骤不含决定或记录项",
          "a step that completes itself to have neither a decision nor records",
          "两者兼有",
          "it has");
    }
    if (step.decision() != null) {
      decision(path + ".decision", step.decision());
    }
  }

  private void decision(String path, DecisionPoint decision) {
    DecisionPoint.Alert alert = decision.alert();
    if (alert != null) {
      typed(path + ".alert.remaining", List.of(alert.remaining()), ValueField.Type.DURATION);
      typed(path + ".alert.needed", List.of(alert.needed()), ValueField.Type.DURATION);
      if (alert.unless() != null) {
        typed(path + ".alert.unless", List.of(alert.unless()), ValueField.Type.YES_NO);
      }
      if (alert.times() < 1) {
        fault(
            path + ".alert.times",
            "不小于 1 的整数",
            "a whole number of at least 1",
            "收到 " + alert.times(),
            "got " + alert.times());
      }
    }
    if (decision.options().isEmpty()) {
      fault(path + ".options", "至少一个选项", "at least one option", "无", "none is given");
    }
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < decision.options().size(); i++) {
      DecisionPoint.Option option = decision.options().get(i);
      String at = path + ".options[" + i + "]";
      id(at + ".id", option.id());
      once(at + ".id", option.id(), ids);
      words(at + ".label", option.label());
      typed(at + ".requires", option.requires(), ValueField.Type.YES_NO);
      among(at + ".skips", option.skips(), steps);
    }
  }

  private void orders() {
    for (int i = 0; i < plan.orders().size(); i++) {
      FixedOrder order = plan.orders().get(i);
      String path = "orders[" + i + "]";
      words(path + ".why", order.why());
      if (order.steps().size() < 2) {
        fault(
            path + ".steps",
            "至少两个步骤",
            "at least two steps",
            "只有 " + order.steps().size() + " 个",
            "there are " + order.steps().size());
      }
      among(path + ".steps", order.steps(), steps);
      Set<String> once = new HashSet<>();
      order.steps().forEach(s -> once(path + ".steps", s, once));
    }
  }

  /** Only for a plan whose names all lead somewhere. */
  private void graph() {
    PlanGraph graph = new PlanGraph(plan);
    List<String> cycle = graph.cycle();
    if (!cycle.isEmpty()) {
      String circle = String.join(" → ", cycle);
      fault("steps", "步骤之间没有循环", "no cycle among the steps", "有：" + circle, "there is " + circle);
    }
    Set<String> reachable = graph.reachable();
    for (int i = 0; i < plan.steps().size(); i++) {
      PlanStep step = plan.steps().get(i);
      String path = "steps[" + i + "]";
      if (!reachable.contains(step.id())) {
        unreachable(path, step.id(), "其前置步骤永远不会全部完成", "the steps before it can never all be done");
      }
      if (step.decision() != null) {
        skips(path + ".decision", step, step.decision(), graph);
      }
    }
  }

  private void skips(String path, PlanStep step, DecisionPoint decision, PlanGraph graph) {
    Set<String> later = graph.allAfter(List.of(step.id()));
    Set<String> always = new LinkedHashSet<>(steps);
    for (int i = 0; i < decision.options().size(); i++) {
      List<String> skips = decision.options().get(i).skips();
      always.retainAll(skips);
      for (String skipped : skips) {
        if (!later.contains(skipped)) {
          fault(
              path + ".options[" + i + "].skips",
              "只跳过其后的步骤",
              "only steps that come after " + step.id(),
              skipped + " 不在其后",
              skipped + " does not");
        }
      }
    }
    always.forEach(s -> unreachable(path + ".options", s, "每个选项都跳过它", "every option skips it"));
  }

  private void unreachable(String path, String step, String zh, String en) {
    fault(
        path,
        "每个步骤都可到达",
        "every step to be reachable",
        step + " 不可到达：" + zh,
        step + " is not: " + en);
  }

  private void typed(
      String path, List<String> names, ValueField.@org.jspecify.annotations.Nullable Type type) {
    among(path, names, new LinkedHashSet<>(plan.values().stream().map(ValueField::name).toList()));
    for (String name : names) {
      plan.value(name)
          .filter(field -> type != null && field.type() != type)
          .ifPresent(field ->
              fault(
                  path,
                  type + " 类型的记录项",
                  "a value of type " + type,
                  name + " 为 " + field.type(),
                  name + " is " + field.type()));
    }
  }

  private void among(String path, List<String> given, Set<String> known) {
    for (int i = 0; i < given.size(); i++) {
      if (!known.contains(given.get(i))) {
        fault(
            path + "[" + i + "]",
            known + " 之一",
            "one of " + known,
            "收到 " + given.get(i),
            "got " + given.get(i));
      }
    }
  }

  private void once(String path, String id, Set<String> sofar) {
    if (!sofar.add(id)) {
      fault(path, "不重复的名称", "each only once", id + " 重复", id + " comes again");
    }
  }

  private void id(String path, String id) {
    if (!ID.matcher(id).matches()) {
      fault(
          path,
          "1 到 40 个字母、数字、点、横线或下划线",
          "1 to 40 letters, digits, dots, dashes or underscores",
          "收到 \"" + id + "\"",
          "got \"" + id + "\"");
    }
  }

  private void words(String path, Text text) {
    if (text.zh().isBlank()) {
      fault(path + ".zh", "中文文字", "words in Chinese", "为空", "there are none");
    }
    if (text.en().isBlank()) {
      fault(path + ".en", "英文文字", "words in English", "为空", "there are none");
    }
  }

  private void fault(String path, String zh, String en, String gotZh, String gotEn) {
    faults.add(
        new PlanFault(
            path, new Text("应为" + zh + "，但" + gotZh, "Expected " + en + ", but " + gotEn)));
  }
}
