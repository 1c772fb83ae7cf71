package io.tocsin.incident.finalreport;

import io.tocsin.contracts.IncidentFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * 终报: what people wrote and what the record says, in the reader's language.
 *
 * @param systemOwner who answers for the system now; null where the organisation names nobody
 * @param status NONE until somebody wrote on it, then DRAFT, then APPROVED
 * @param dueOn null until the response has ended
 * @param missing what a closure still waits for
 */
record FinalReportView(
    IncidentFacts incident,
    String systemName,
    @Nullable String systemOwner,
    Status status,
    @Nullable LocalDate dueOn,
    boolean overdue,
    @Nullable Signed written,
    @Nullable Signed approved,
    Sections sections,
    Durations durations,
    List<MissedLimit> limitsMissed,
    List<Notice> notices,
    @Nullable String plan,
    List<Step> steps,
    List<Vendor> vendors,
    List<FollowUp> followUps,
    List<Action> actions,
    List<Happening> timeline,
    List<String> missing) {

  enum Status {
    NONE,
    DRAFT,
    APPROVED
  }

  record Signed(String id, String name, Instant at, @Nullable String remark) {}

  record Sections(
      @Nullable String summary,
      @Nullable String cause,
      @Nullable String impact,
      @Nullable String measures,
      @Nullable String lessons) {}

  /** From the opening; each null where it did not come to that. */
  record Durations(
      @Nullable Duration acknowledged,
      @Nullable Duration assessed,
      @Nullable Duration activated,
      @Nullable Duration notified,
      @Nullable Duration repaired,
      @Nullable Duration restored,
      @Nullable Duration ended) {}

  record MissedLimit(String limit, Instant dueAt) {}

  record Notice(String number, Instant at, String summary) {}

  record Step(
      String id,
      String title,
      String state,
      @Nullable Instant openedAt,
      @Nullable Instant dueAt,
      @Nullable Instant endedAt,
      boolean overdue,
      @Nullable String by,
      @Nullable String words) {}

  /**
   * A vendor that was called.
   *
   * @param took from the opening of the step until it was done; null while it is not
   */
  record Vendor(
      String step, String title, String ticket, Instant calledAt, @Nullable Duration took) {}

  record FollowUp(int number, String text, String channel, String by, Instant at) {}

  record Action(
      String id,
      String text,
      @Nullable String owner,
      @Nullable LocalDate due,
      @Nullable LocalDate doneOn) {}

  record Happening(long seq, Instant at, String type, String actor, String summary) {}
}
