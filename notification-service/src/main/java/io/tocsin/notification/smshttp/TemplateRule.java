package io.tocsin.notification.smshttp;

import io.tocsin.notification.domain.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which of the provider's approved templates says a text, and with which parameters. The texts are
 * the platform's; a provider that takes template ids gets the parts that vary.
 *
 * <p>The mark of a drill is never left out: a drill goes by a template of its own, or by one that
 * takes the mark for a parameter.
 *
 * @param text matches the whole text without signature and, where there is a {@code drillId}, mark;
 *     its named groups are the parameters, in their order
 * @param id the template's id at the provider
 * @param drillId of the template that says the same and begins with the mark; null where {@code
 *     text} has a group for it, or drills do not go this way
 */
record TemplateRule(String text, String id, @Nullable String drillId) {

  TemplateRule {
    try {
      Pattern.compile(text, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Expected a regular expression for the text of template " + id + ", but " + e, e);
    }
  }

  /** A template with what is put into it. */
  record Filled(String id, Map<String, String> parameters) {

    private boolean saysMark() {
      return parameters.values().stream().anyMatch(Content::isMarked);
    }

    List<String> values() {
      return new ArrayList<>(parameters.values());
    }
  }

  Optional<Filled> fill(Content content) {
    if (!content.exercise()) {
      return fill(content.text(), id);
    }
    return drillId == null
        ? fill(content.text(), id).filter(Filled::saysMark)
        : fill(Content.unmarked(content.text()), drillId);
  }

  private Optional<Filled> fill(String message, String template) {
    Matcher matcher = Pattern.compile(text, Pattern.DOTALL).matcher(message);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    matcher.namedGroups().entrySet().stream()
        .sorted(Map.Entry.comparingByValue())
        .forEach(group -> {
          String value = matcher.group(group.getKey());
          parameters.put(group.getKey(), value == null ? "" : value);
        });
    return Optional.of(new Filled(template, parameters));
  }

  /** The first that fits. */
  static Optional<Filled> first(List<TemplateRule> rules, Content content) {
    return rules.stream().flatMap(rule -> rule.fill(content).stream()).findFirst();
  }
}
