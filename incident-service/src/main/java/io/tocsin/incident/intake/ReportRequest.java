package io.tocsin.incident.intake;

import io.tocsin.contracts.Degree;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A report as it comes in.
 *
 * @param system code of the system at fault
 * @param unit code of the unit that reports: a bureau or one of its sub-offices
 * @param symptom what the reporter sees, up to 200 characters
 * @param occurredAt when it began, if that is known; not in the future
 * @param description more about it, up to 4,000 characters
 * @param centralComponent a component that all units share is at fault; false when left out
 * @param exercise part of a drill; false when left out
 */
record ReportRequest(
    String system,
    String unit,
    String symptom,
    Degree degree,
    @Nullable Instant occurredAt,
    @Nullable String description,
    @Nullable Boolean centralComponent,
    @Nullable Boolean exercise) {

  boolean isCentral() {
    return Boolean.TRUE.equals(centralComponent);
  }

  boolean isExercise() {
    return Boolean.TRUE.equals(exercise);
  }
}
