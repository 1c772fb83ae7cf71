package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.Wording;
import io.tocsin.incident.domain.plan.PlanRunCommand.ChangePlan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How the work on a plan reads on the timeline and in refusals. */
final class PlanWording {

  private PlanWording() {}

  static Because opened(PlanStep step, Instant at) {
    String posts = String.join("、", step.posts());
    Text text =
        new Text(
            "步骤开启：%s，岗位 %s".formatted(step.label().zh(), posts),
            "Step opened: %s for %s".formatted(step.label().en(), String.join(", ", step.posts())));
    if (step.within() == null) {
      return Because.rule(new Text(text.zh() + "。", text.en() + "."), at);
    }
    Text within = Wording.duration(step.within());
    return Because.rule(
        new Text(
            text.zh() + "，限时" + within.zh() + "。", text.en() + ", within " + within.en() + "."),
        at);
  }

  static Because byFact(PlanStep step, StepFact fact, Because because) {
    Text label = step.label();
    return new Because(
        new Text(
            "步骤%s已由%s完成。".formatted(label.zh(), fact.label().zh()),
            "Step %s was done by %s.".formatted(label.en(), fact.label().en())),
        because.actor(),
        because.at());
  }

  static Because returned(PlanStep step, Because because) {
    Text label = step.label();
    return new Because(
        new Text(
            "步骤%s的依据不再成立，须重新进行。".formatted(label.zh()),
            "What step %s rested on holds no longer; it is to be done anew.".formatted(label.en())),
        because.actor(),
        because.at());
  }

  /**
   * @param run by what was worked until now; null for no plan
   */
  static Text changed(@Nullable PlanRun run, ChangePlan command) {
    String who = command.because().actor().name();
    Text to = command.version().label();
    Text from = run == null ? new Text("无预案", "no plan") : run.version().label();
    return new Text(
        "%s改用预案%s（原为%s）：%s".formatted(who, to.zh(), from.zh(), command.reason()),
        "%s changed to the plan %s, from %s: %s"
            .formatted(who, to.en(), from.en(), command.reason()));
  }

  static Text ended(PlanStep step, PlanVersion by) {
    return new Text(
        "改用预案%s，步骤%s不再进行。".formatted(by.label().zh(), step.label().zh()),
        "Step %s ends with the change to the plan %s."
            .formatted(step.label().en(), by.label().en()));
  }

  /** What an order rests on was not done here, but is so. */
  static Text holds(PlanStep step) {
    return new Text(
        "确认属实：%s。".formatted(step.done().zh()), "It is so: %s.".formatted(step.done().en()));
  }

  static Text leftOut(PlanStep skipped, PlanStep after) {
    return new Text(
        "步骤%s未进行，按顺序在其后的步骤%s一并跳过。".formatted(skipped.label().zh(), after.label().zh()),
        "Step %s is not done, so step %s after it in order is left out too."
            .formatted(skipped.label().en(), after.label().en()));
  }

  /** The plan that is worked does not fit the incident as it is now. */
  static Because changeSuggested(PlanRun run, Because because) {
    Text label = run.version().label();
    return new Because(
        new Text(
            "正在执行的预案%s不适用于全局故障，请组长考虑更换预案。".formatted(label.zh()),
            "The plan being worked, %s, is not for a GLOBAL fault: the leader may change it."
                .formatted(label.en())),
        Actor.SYSTEM,
        because.at());
  }

  static Because overdue(PlanStep step, Instant dueAt, Instant now) {
    Duration within = step.within() == null ? Duration.ZERO : step.within();
    Text limit = Wording.duration(within);
    String posts = String.join(", ", step.posts());
    return Because.rule(
        new Text(
            "步骤超时：%s（岗位 %s）未在%s内完成。"
                .formatted(step.label().zh(), posts.replace(", ", "、"), limit.zh()),
            "Step overdue: %s of %s was not finished within %s."
                .formatted(step.label().en(), posts, limit.en())),
        now);
  }

  static Because decisionDue(
      PlanRun run, PlanStep step, DecisionPoint.Alert.Standing standing, Instant now) {
    DecisionPoint decision = step.decision();
    DecisionPoint.Alert alert = decision == null ? null : decision.alert();
    if (alert == null) {
      throw new IllegalArgumentException("Expected a decision with an alert, but got " + step);
    }
    Duration need = run.known().duration(alert.needed());
    Duration needed = need == null ? Duration.ZERO : need;
    Duration left = Duration.between(now, standing.tooLateAt()).plus(needed);
    Text leftText = Wording.duration(left.isNegative() ? Duration.ZERO : seconds(left));
    Text needText = Wording.duration(needed);
    Text remaining = label(run, alert.remaining());
    Text needs = label(run, alert.needed());
    Text unless =
        alert.unless() == null
            ? new Text("", "")
            : new Text(
                "，“%s”尚未确认".formatted(label(run, alert.unless()).zh()),
                ", \"%s\" is not confirmed".formatted(label(run, alert.unless()).en()));
    return Because.rule(
        new Text(
            "请立即决定%s：%s还有%s，%s需%s%s。"
                .formatted(
                    step.label().zh(),
                    remaining.zh(),
                    leftText.zh(),
                    needs.zh(),
                    needText.zh(),
                    unless.zh()),
            "Decide now on %s: %s is down to %s, %s is %s%s."
                .formatted(
                    step.label().en(),
                    remaining.en(),
                    leftText.en(),
                    needs.en(),
                    needText.en(),
                    unless.en())),
        now);
  }

  static Text recorded(PlanRun run, PlanStep step, List<RecordedValue> values) {
    return new Text(
        "步骤%s记录：%s。"
            .formatted(
                step.label().zh(),
                values.stream()
                    .map(v -> label(run, v.name()).zh() + " " + shown(run, v).zh())
                    .collect(Collectors.joining("，"))),
        "Recorded on step %s: %s."
            .formatted(
                step.label().en(),
                values.stream()
                    .map(v -> label(run, v.name()).en() + " " + shown(run, v).en())
                    .collect(Collectors.joining(", "))));
  }

  /** A value as people read it. */
  static Text shown(PlanRun run, RecordedValue value) {
    return run.plan()
        .value(value.name())
        .map(field ->
            switch (field.type()) {
              case DURATION -> Wording.duration(ValueField.durationOf(value.value()));
              case YES_NO ->
                  value.value().equals("true") ? new Text("是", "yes") : new Text("否", "no");
              case NUMBER, TEXT -> Text.same(value.value());
            })
        .orElseGet(() -> Text.same(value.value()));
  }

  static Text label(PlanRun run, String valueName) {
    return run.plan().value(valueName).map(ValueField::label).orElseGet(() -> Text.same(valueName));
  }

  private static Duration seconds(Duration d) {
    return Duration.ofSeconds(d.toSeconds());
  }
}
