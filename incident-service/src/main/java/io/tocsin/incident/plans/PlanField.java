package io.tocsin.incident.plans;

import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.plan.PlanFault;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One place in a document. Reads what is expected there and otherwise notes the fault under its
 * path and goes on with something harmless, so that one reading finds all faults.
 */
final class PlanField {

  private final String path;
  private final @Nullable Object value;
  private final List<PlanFault> faults;

  private PlanField(String path, @Nullable Object value, List<PlanFault> faults) {
    this.path = path;
    this.value = value;
    this.faults = faults;
  }

  static PlanField root(Object document, List<PlanFault> faults) {
    return new PlanField("", document, faults);
  }

  boolean isGiven() {
    return value != null;
  }

  PlanField get(String key) {
    String at = path.isEmpty() ? key : path + "." + key;
    return new PlanField(at, value instanceof Map<?, ?> map ? map.get(key) : null, faults);
  }

  /** Notes every other key, and that it should be a mapping if it is none. */
  PlanField only(String... keys) {
    Set<String> known = Set.of(keys);
    if (value instanceof Map<?, ?> map) {
      for (Object key : map.keySet()) {
        if (!known.contains(String.valueOf(key))) {
          get(String.valueOf(key))
              .fault(
                  Arrays.toString(keys) + " 之一",
                  "one of " + Arrays.toString(keys),
                  "是未知的键",
                  "the key is unknown");
        }
      }
    } else {
      fault("含有 " + Arrays.toString(keys) + " 的映射", "a mapping with " + Arrays.toString(keys));
    }
    return this;
  }

  List<PlanField> items() {
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> list)) {
      fault("列表", "a list");
      return List.of();
    }
    List<PlanField> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      items.add(new PlanField(path + "[" + i + "]", list.get(i), faults));
    }
    return items;
  }

  List<String> texts() {
    return items().stream().map(PlanField::text).toList();
  }

  String text() {
    if (value instanceof String text && !text.isBlank()) {
      return text.strip();
    }
    fault("文字", "a text");
    return "";
  }

  @Nullable String optionalText() {
    return isGiven() ? text() : null;
  }

  /** In both languages; a plain text is the same in both. */
  Text words() {
    if (value instanceof String text) {
      return Text.same(text.strip());
    }
    only("zh", "en");
    return new Text(get("zh").text(), get("en").text());
  }

  @Nullable Text optionalWords() {
    return isGiven() ? words() : null;
  }

  @Nullable Duration optionalDuration() {
    if (!isGiven()) {
      return null;
    }
    try {
      return Duration.parse(text());
    } catch (DateTimeParseException e) {
      fault("ISO 8601 时长，如 PT15M", "an ISO 8601 duration such as PT15M");
      return null;
    }
  }

  boolean yes(boolean otherwise) {
    if (!isGiven()) {
      return otherwise;
    }
    if ("true".equals(value) || "false".equals(value)) {
      return "true".equals(value);
    }
    fault("true 或 false", "true or false");
    return otherwise;
  }

  int whole(int otherwise) {
    if (!isGiven()) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text());
    } catch (NumberFormatException e) {
      fault("整数", "a whole number");
      return otherwise;
    }
  }

  <E extends Enum<E>> @Nullable E optionalOneOf(Class<E> type) {
    return isGiven() ? oneOf(type) : null;
  }

  <E extends Enum<E>> @Nullable E oneOf(Class<E> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    if (value instanceof String name && names.contains(name)) {
      return Enum.valueOf(type, name);
    }
    fault(names + " 之一", "one of " + names);
    return null;
  }

  private void fault(String zh, String en) {
    String got =
        switch (value) {
          case null -> null;
          case String text -> "\"" + text + "\"";
          case Map<?, ?> _ -> "{…}";
          default -> "[…]";
        };
    fault(zh, en, got == null ? "没有" : "收到 " + got, got == null ? "there is none" : "got " + got);
  }

  private void fault(String zh, String en, String butZh, String butEn) {
    faults.add(
        new PlanFault(
            path, new Text("应为" + zh + "，但" + butZh, "Expected " + en + ", but " + butEn)));
  }
}
