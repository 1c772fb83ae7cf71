package io.tocsin.contracts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** On {@code tocsin.reports.v1}, keyed by the system's code. */
public sealed interface ReportEvent extends Event {

  /**
   * One unit's statement that one system is at fault.
   *
   * @param occurredAt when the reporter says it began; correlation orders by {@code receivedAt} all
   *     the same
   * @param symptom free text of the reporter, such as 无法登录
   * @param centralComponent the reporter holds that a component all units share is at fault
   * @param source what took the report in: {@code api}, {@code alertmanager}, ...
   */
  record ReportReceivedV1(
      String reportId,
      String system,
      String unit,
      String symptom,
      Degree degree,
      @Nullable Instant occurredAt,
      Instant receivedAt,
      @Nullable String description,
      boolean centralComponent,
      boolean exercise,
      Reporter reporter,
      String source)
      implements ReportEvent {}

  /** Who reported: the subject of the token and the name it carries. */
  record Reporter(String id, String name) {}
}
