package io.tocsin.incident.steps;

import io.tocsin.contracts.LocalText;
import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.plan.PlanRun;
import io.tocsin.incident.domain.plan.RecordedValue;
import io.tocsin.incident.domain.plan.ValueField;
import io.tocsin.kit.web.ProblemException;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Bodies of the acts on a step, and what they must hold. */
final class StepRequests {

  private static final int LONGEST = 4000;

  private StepRequests() {}

  /**
   * @param values by name, as the plan declares them
   * @param asOf when they were so; now where it is left out
   */
  record Start(@Nullable Map<String, Object> values, @Nullable Instant asOf) {
    static final Start EMPTY = new Start(null, null);
  }

  /**
   * @param evidence what proves it done
   * @param option what is decided, on a decision
   */
  record Done(
      String evidence,
      @Nullable String option,
      @Nullable Map<String, Object> values,
      @Nullable Instant asOf) {}

  /**
   * @param holds whether what proves it done is so all the same; for steps that guard others
   */
  record Skip(String reason, @Nullable Boolean holds) {}

  static String words(String field, String text) {
    String words = text.strip();
    if (!words.isEmpty() && words.length() <= LONGEST) {
      return words;
    }
    throw refused(
        List.of(
            new FieldError(
                field,
                new LocalText(
                    "应为 1 到 %d 个字符，但收到 %d 个".formatted(LONGEST, words.length()),
                    "Expected 1 to %d characters, but got %d"
                        .formatted(LONGEST, words.length())))));
  }

  /**
   * What is recorded, each in the one writing of its type.
   *
   * @throws ProblemException 400 naming every value that the plan does not know or that is not of
   *     its type
   */
  static List<RecordedValue> values(
      Incident incident,
      @Nullable Map<String, Object> given,
      @Nullable Instant asOf,
      Because because) {
    PlanRun run = incident.plan();
    if (given == null || given.isEmpty() || run == null) {
      return List.of();
    }
    List<FieldError> errors = new ArrayList<>();
    if (asOf != null && asOf.isAfter(because.at())) {
      errors.add(
          new FieldError(
              "asOf",
              new LocalText(
                  "应不晚于现在 " + because.at() + "，但收到 " + asOf,
                  "Expected a time up to now, " + because.at() + ", but got " + asOf)));
    }
    List<RecordedValue> values = new ArrayList<>();
    given.forEach((name, value) -> {
      String path = "values." + name;
      ValueField field = run.plan().value(name).orElse(null);
      if (field == null) {
        List<String> known = run.plan().values().stream().map(ValueField::name).toList();
        errors.add(
            new FieldError(
                path,
                new LocalText(
                    "应为预案的记录项 " + known + " 之一，但收到 " + name,
                    "Expected one of the plan's values " + known + ", but got " + name)));
        return;
      }
      field
          .canonical(String.valueOf(value))
          .ifPresentOrElse(
              written ->
                  values.add(
                      new RecordedValue(
                          name, written, asOf == null ? because.at() : asOf, because.actor())),
              () -> errors.add(new FieldError(path, expected(field, value))));
    });
    if (!errors.isEmpty()) {
      throw refused(errors);
    }
    return values;
  }

  private static LocalText expected(ValueField field, Object value) {
    return new LocalText(
        "应为" + field.type().expected().zh() + "，但收到 " + value,
        "Expected " + field.type().expected().en() + ", but got " + value);
  }

  private static ProblemException refused(List<FieldError> errors) {
    FieldError first = errors.getFirst();
    return Problems.badRequest(
        new LocalText(
            first.field() + "：" + first.message().zh(),
            first.field() + ": " + first.message().en()),
        errors);
  }
}
