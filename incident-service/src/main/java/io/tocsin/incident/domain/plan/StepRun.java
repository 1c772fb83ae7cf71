package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Actor;
import io.tocsin.incident.domain.Text;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far one step is.
 *
 * @param dueAt when it is overdue; null before it opens and where the plan gives it no time
 * @param overdue whether that was told
 * @param alerted whether its decision was called for
 * @param by who ended it
 * @param words the evidence, or why it was skipped
 * @param option what was decided
 */
public record StepRun(
    String step,
    StepState state,
    @Nullable Instant openedAt,
    @Nullable Instant dueAt,
    boolean overdue,
    boolean alerted,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    @Nullable Actor by,
    @Nullable Text words,
    @Nullable String option) {

  static StepRun waiting(String step) {
    return new StepRun(
        step, StepState.WAITING, null, null, false, false, null, null, null, null, null);
  }

  StepRun opened(Instant at, @Nullable Instant due) {
    return new StepRun(step, StepState.OPEN, at, due, false, alerted, null, null, null, null, null);
  }

  StepRun started(Actor who, Instant at) {
    return new StepRun(
        step, StepState.STARTED, openedAt, dueAt, overdue, alerted, at, null, who, null, null);
  }

  StepRun ended(StepState how, Actor who, Instant at, Text why, @Nullable String decided) {
    Instant since = openedAt == null ? at : openedAt;
    return new StepRun(step, how, since, dueAt, overdue, alerted, startedAt, at, who, why, decided);
  }

  StepRun late() {
    return new StepRun(
        step, state, openedAt, dueAt, true, alerted, startedAt, endedAt, by, words, option);
  }

  StepRun calledFor() {
    return new StepRun(
        step, state, openedAt, dueAt, overdue, true, startedAt, endedAt, by, words, option);
  }
}
