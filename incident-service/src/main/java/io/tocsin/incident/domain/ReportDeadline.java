package io.tocsin.incident.domain;

import io.tocsin.incident.domain.casefile.CaseFile.FinalReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reminds of the final report on the day it is due, and writes down that the day has passed. */
final class ReportDeadline implements IncidentTimer {

  @Override
  public @Nullable Instant dueAt(Incident incident) {
    LocalDate day = owed(incident);
    if (day == null) {
      return null;
    }
    boolean reminded = incident.response().reminded().contains(Limit.FINAL_REPORT);
    return begin(incident, reminded ? day.plusDays(1) : day);
  }

  @Override
  public List<IncidentEvent> reach(Incident incident, Instant now) {
    LocalDate day = owed(incident);
    if (day == null) {
      return List.of();
    }
    Instant over = begin(incident, day.plusDays(1));
    return List.of(over.isAfter(now) ? near(day, over, now) : missed(day, over, now));
  }

  private static @Nullable LocalDate owed(Incident incident) {
    FinalReport report = incident.file().report();
    boolean approved = report != null && report.approval() != null;
    boolean owed =
        incident.stage() instanceof LifeStage.Ended
            && !approved
            && !incident.response().hasMissed(Limit.FINAL_REPORT);
    return owed ? incident.response().reportDue() : null;
  }

  private static Instant begin(Incident incident, LocalDate day) {
    return day.atStartOfDay(incident.rules().zone()).toInstant();
  }

  private static LifeEvent near(LocalDate day, Instant over, Instant now) {
    return new LifeEvent.LimitNear(
        Limit.FINAL_REPORT,
        over,
        Because.rule(
            new Text(
                "提醒：终报应于%s批准，尚未批准。".formatted(day),
                "Reminder: the final report is due on %s and not approved yet.".formatted(day)),
            now));
  }

  private static LifeEvent missed(LocalDate day, Instant over, Instant now) {
    return new LifeEvent.LimitMissed(
        Limit.FINAL_REPORT,
        over,
        Because.rule(
            new Text(
                "时限已过：终报应于%s批准。".formatted(day),
                "Limit missed: the final report was due on %s.".formatted(day)),
            now));
  }
}
