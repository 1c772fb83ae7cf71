package io.tocsin.notification.smshttp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of one message, put where a spec has placeholders.
 *
 * @param lists values that stand for a whole list
 */
record Placeholders(Map<String, String> values, Map<String, List<String>> lists) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

  String in(String text) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      String value = values.get(matcher.group(1));
      if (value == null) {
        throw new IllegalArgumentException(
            "Expected a value for ${" + matcher.group(1) + "}, but only know " + values.keySet());
      }
      matcher.appendReplacement(out, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(out).toString();
  }

  Map<String, String> in(Map<String, String> texts) {
    Map<String, String> out = new LinkedHashMap<>();
    texts.forEach((name, text) -> out.put(name, in(text)));
    return out;
  }

  /** A document of the same shape, filled in. */
  Object inTree(Object node) {
    return switch (node) {
      case Map<?, ?> map -> {
        Map<String, Object> out = new LinkedHashMap<>();
        map.forEach((key, value) -> out.put(String.valueOf(key), inTree(value)));
        yield out;
      }
      case List<?> list -> list.stream().map(this::inTree).toList();
      case String text -> {
        Matcher whole = PLACEHOLDER.matcher(text);
        List<String> list = whole.matches() ? lists.get(whole.group(1)) : null;
        yield list == null ? in(text) : list;
      }
      default -> node;
    };
  }
}
