package io.tocsin.incident.intake;

import io.tocsin.contracts.LocalText;
import io.tocsin.incident.organisation.SystemProfiles;
import io.tocsin.kit.security.Caller;
import io.tocsin.kit.web.ProblemException.FieldError;
import io.tocsin.kit.web.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a report must be before it is taken in. Names every field that is not, in one answer. */
final class ReportValidation {

  private static final int SYMPTOM = 200;
  private static final int DESCRIPTION = 4000;
  private static final int KEY = 255;

  /** Clocks of reporting machines are not ours. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final SystemProfiles.Revision organisation;
  private final Instant now;
  private final List<FieldError> errors = new ArrayList<>();

  private ReportValidation(SystemProfiles.Revision organisation, Instant now) {
    this.organisation = organisation;
    this.now = now;
  }

  /**
   * @throws io.tocsin.kit.web.ProblemException 400 with the fields that are not as expected; 403
   *     for a unit that the caller may not report for
   */
  static void check(
      ReportRequest report,
      @Nullable String idempotencyKey,
      SystemProfiles.Revision organisation,
      Caller caller,
      Instant now) {
    ReportValidation validation = new ReportValidation(organisation, now);
    validation.fields(report);
    validation.key(idempotencyKey);
    if (!validation.errors.isEmpty()) {
      FieldError first = validation.errors.getFirst();
      throw Problems.badRequest(
          new LocalText(
              first.field() + "：" + first.message().zh(),
              first.field() + ": " + first.message().en()),
          validation.errors);
    }
    validation.mayReport(report, caller);
  }

  private void fields(ReportRequest report) {
    if (!organisation.hasSystem(report.system())) {
      refuse(
          "system",
          "应为已登记的系统代码，但收到 ",
          "Expected the code of a known system, but got ",
          report.system());
    }
    if (!organisation.hasUnit(report.unit())) {
      refuse(
          "unit", "应为已登记的单位代码，但收到 ", "Expected the code of a known unit, but got ", report.unit());
    }
    length("symptom", report.symptom(), 1, SYMPTOM);
    if (report.description() != null) {
      length("description", report.description(), 0, DESCRIPTION);
    }
    Instant occurredAt = report.occurredAt();
    if (occurredAt != null && occurredAt.isAfter(now.plus(AHEAD))) {
      refuse(
          "occurredAt",
          "不应晚于当前时间，但收到 ",
          "Expected a time that is not in the future, but got ",
          occurredAt.toString());
    }
  }

  private void key(@Nullable String key) {
    if (key != null && (key.isBlank() || key.length() > KEY)) {
      errors.add(
          new FieldError(
              "Idempotency-Key",
              new LocalText(
                  "应为 1 到 %d 个字符，但收到 %d 个".formatted(KEY, key.strip().length()),
                  "Expected 1 to %d characters, but got %d".formatted(KEY, key.strip().length()))));
    }
  }

  private void length(String field, String text, int least, int most) {
    int length = text.strip().length();
    if (length < least || length > most) {
      errors.add(
          new FieldError(
              field,
              new LocalText(
                  "应为 %d 到 %d 个字符，但收到 %d 个".formatted(least, most, length),
                  "Expected %d to %d characters, but got %d".formatted(least, most, length))));
    }
  }

  private void refuse(String field, String zh, String en, String got) {
    String shown = got.length() <= 80 ? got : got.substring(0, got.offsetByCodePoints(0, 40)) + "…";
    errors.add(new FieldError(field, new LocalText(zh + shown, en + shown)));
  }

  private void mayReport(ReportRequest report, Caller caller) {
    if (!caller.units().isEmpty()
        && caller.units().stream()
            .noneMatch(unit -> organisation.units().within(report.unit(), unit))) {
      throw Problems.forbidden(
          new LocalText(
              "您可代表的单位为 %s，但报告单位是 %s".formatted(caller.units(), report.unit()),
              "Expected one of your units %s or below, but the report is of %s"
                  .formatted(caller.units(), report.unit())));
    }
  }
}
