package io.tocsin.incident.domain;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The organisation's matrix of severities. */
public record Grading(Map<Reach, Row> matrix) {

  public Grading {
    EnumMap<Reach, Row> rows = new EnumMap<>(Reach.class);
    rows.putAll(matrix);
    for (Reach reach : Reach.values()) {
      if (!rows.containsKey(reach)) {
        throw new IllegalArgumentException(
            "Expected a row for each of the reaches, but there is none for " + reach);
      }
    }
    matrix = Collections.unmodifiableMap(rows);
  }

  /** The severity for each degree at one reach. Data loss counts as a full stop. */
  public record Row(Severity degraded, Severity mainFunctionDown, Severity fullStop) {

    Severity at(Degree degree) {
      return switch (degree) {
        case DEGRADED -> degraded;
        case MAIN_FUNCTION_DOWN -> mainFunctionDown;
        case FULL_STOP, DATA_LOSS -> fullStop;
      };
    }
  }

  /** A severity and why it is that one. */
  public record Grade(Severity severity, Text reason) {}

  /**
   * Grades a fault.
   *
   * @param window the critical window of the system that the fault falls into; it raises the
   *     severity by one
   */
  public Grade grade(Reach reach, Degree degree, @Nullable CriticalWindow window) {
    Severity severity = row(reach).at(degree);
    Text reason =
        new Text(
            "定级规则：%s、%s为%s级。"
                .formatted(reach.label().zh(), degree.label().zh(), severity.numeral()),
            "Grading: %s, %s: level %s."
                .formatted(reach.label().en(), degree.label().en(), severity.numeral()));
    if (window == null || severity == Severity.SEV1) {
      return new Grade(severity, reason);
    }
    Severity raised = severity.raised();
    return new Grade(
        raised,
        reason.then(
            new Text(
                "处于关键时段“%s”，提高一级为%s级。".formatted(window.name(), raised.numeral()),
                "Critical window \"%s\" raises it to %s."
                    .formatted(window.name(), raised.numeral()))));
  }

  private Row row(Reach reach) {
    Row row = matrix.get(reach);
    if (row == null) {
      throw new IllegalStateException("Expected a row for " + reach + ", but there is none");
    }
    return row;
  }
}
