package io.tocsin.notification.templates;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.LocalText;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.notification.domain.Language;
import io.tocsin.notification.domain.SmsText;
import io.tocsin.notification.templates.TemplateText.Fault;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a template may be saved: whoever edits it learns of a mistake now, not in the night. */
final class TemplateCheck {

  private static final int LONGEST_SUBJECT = 200;
  private static final int LONGEST_BODY = 4000;
  private static final int MOST_PARTS = 10;

  private TemplateCheck() {}

  /** Everything that is wrong with it; empty when it may be saved. */
  static List<FieldError> errors(Template template) {
    List<FieldError> errors = new ArrayList<>();
    Set<Placeholder> said = EnumSet.noneOf(Placeholder.class);
    Template.Key key = template.key();
    String subject = template.subject();
    if (key.hasSubject() && (subject == null || subject.isBlank())) {
      errors.add(error("subject", "应有标题，但没有", "Expected a subject, but there is none"));
    } else if (!key.hasSubject() && subject != null) {
      errors.add(error("subject", "该通道没有标题", "Expected no subject, because this channel has none"));
    }
    if (subject != null) {
      said.addAll(field("subject", subject, LONGEST_SUBJECT, key, errors));
    }
    said.addAll(field("body", template.body(), LONGEST_BODY, key, errors));
    if (errors.isEmpty()) {
      missing(key, said, errors);
      parts(template, errors);
    }
    return errors;
  }

  private static Set<Placeholder> field(
      String field, String text, int longest, Template.Key key, List<FieldError> errors) {
    if (text.isBlank() || text.length() > longest) {
      errors.add(
          error(
              field,
              "应为 1 至 " + longest + " 个字符",
              "Expected 1 to " + longest + " characters, but got " + text.length()));
      return Set.of();
    }
    if (text.contains("【演练】") || text.toUpperCase(java.util.Locale.ROOT).contains("[DRILL]")) {
      errors.add(
          error(
              field,
              "演练标记由平台添加，模板中不应出现，否则真实故障也会带上它",
              "Expected no drill mark: the platform puts it before every text of a drill, and a"
                  + " real fault must never carry it"));
      return Set.of();
    }
    TemplateText.Parsed parsed = TemplateText.parse(text);
    Fault fault = parsed.fault();
    if (fault != null || parsed.text() == null) {
      errors.add(new FieldError(field, said(fault, key)));
      return Set.of();
    }
    Set<Placeholder> found = parsed.text().placeholders();
    for (Placeholder p : found) {
      if (!key.kind().allowed().contains(p)) {
        errors.add(new FieldError(field, unknown(p.zh() + "/" + p.en(), key)));
      }
    }
    return found;
  }

  private static LocalText said(@org.jspecify.annotations.Nullable Fault fault, Template.Key key) {
    if (fault == null) {
      return new LocalText("无法理解的文本", "Expected a template, but could not read it");
    }
    return switch (fault.kind()) {
      case UNKNOWN_PLACEHOLDER -> unknown(fault.found(), key);
      case UNCLOSED_BRACE ->
          new LocalText(
              "第 " + (fault.at() + 1) + " 个字符处的 { 没有对应的 }",
              "Expected a } for the { at character " + (fault.at() + 1));
      case UNCLOSED_GROUP ->
          new LocalText(
              "第 " + (fault.at() + 1) + " 个字符处的 [[ 没有对应的 ]]",
              "Expected a ]] for the [[ at character " + (fault.at() + 1));
      case GROUP_IN_GROUP ->
          new LocalText(
              "第 " + (fault.at() + 1) + " 个字符处：[[ ]] 之内不能再有 [[",
              "Expected no [[ inside of [[ ]], but there is one at character " + (fault.at() + 1));
    };
  }

  private static LocalText unknown(String found, Template.Key key) {
    return new LocalText(
        "应为 " + names(key, true) + " 之一，但收到 {" + found + "}",
        "Expected one of " + names(key, false) + ", but got {" + found + "}");
  }

  private static String names(Template.Key key, boolean chinese) {
    return key.kind().allowed().stream()
        .map(p -> "{" + (chinese ? p.zh() : p.en()) + "}")
        .collect(Collectors.joining(" "));
  }

  /** The notice's own words say all that a notice must say. */
  private static void missing(Template.Key key, Set<Placeholder> said, List<FieldError> errors) {
    if (said.contains(Placeholder.BODY)) {
      return;
    }
    for (Placeholder p : key.kind().mandatory()) {
      if (!said.contains(p) && !(p == Placeholder.HOW && said.contains(Placeholder.CODE))) {
        errors.add(
            error(
                "body",
                "应包含 {" + p.zh() + "}，但没有",
                "Expected {" + p.en() + "} in the text, but it is not there"));
      }
    }
  }

  private static void parts(Template template, List<FieldError> errors) {
    if (template.key().channel() != Channel.SMS) {
      return;
    }
    boolean chinese = template.key().language() == Language.ZH;
    int parts = SmsText.of(sample(template, chinese)).parts().size();
    if (parts > MOST_PARTS) {
      errors.add(
          error(
              "body",
              "应不超过 " + MOST_PARTS + " 条短信，但示例有 " + parts + " 条",
              "Expected up to " + MOST_PARTS + " SMS parts, but the sample takes " + parts));
    }
  }

  private static String sample(Template template, boolean chinese) {
    TemplateText text = TemplateText.parse(template.body()).text();
    return text == null ? "" : text.render(Placeholder.samples(chinese)).orElse("");
  }

  private static FieldError error(String field, String zh, String en) {
    return new FieldError(field, new LocalText(zh, en));
  }
}
