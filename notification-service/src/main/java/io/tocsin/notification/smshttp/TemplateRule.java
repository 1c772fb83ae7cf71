package io.tocsin.notification.smshttp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which of the provider's approved templates says a text, and with which parameters. The texts are
 * the platform's; a provider that takes template ids gets the parts that vary.
 *
 * @param text matches the whole text; its named groups are the parameters, in their order
 * @param id the template's id at the provider
 */
record TemplateRule(String text, String id) {

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

    List<String> values() {
      return new ArrayList<>(parameters.values());
    }
  }

  Optional<Filled> fill(String message) {
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
    return Optional.of(new Filled(id, parameters));
  }

  /** The first that fits. */
  static Optional<Filled> first(List<TemplateRule> rules, String message) {
    return rules.stream().flatMap(rule -> rule.fill(message).stream()).findFirst();
  }
}
