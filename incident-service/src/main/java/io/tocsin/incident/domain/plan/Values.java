package io.tocsin.incident.domain.plan;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of a plan being worked, with what holds for those not recorded yet. */
record Values(ContingencyPlan plan, List<RecordedValue> recorded) {

  @Nullable RecordedValue recorded(String name) {
    return recorded.stream().filter(v -> v.name().equals(name)).findFirst().orElse(null);
  }

  boolean yes(String name) {
    return "true".equals(text(name));
  }

  @Nullable Duration duration(String name) {
    String text = text(name);
    return text == null ? null : ValueField.durationOf(text);
  }

  private @Nullable String text(String name) {
    RecordedValue value = recorded(name);
    if (value != null) {
      return value.value();
    }
    return plan.value(name)
        .filter(field -> field.fallback() != null)
        .flatMap(field -> field.canonical(String.valueOf(field.fallback())))
        .orElse(null);
  }
}
