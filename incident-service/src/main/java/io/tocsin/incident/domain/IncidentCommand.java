package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Incident.IssuedNotice;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be asked of an incident. {@link IncidentDecider} answers. */
public sealed interface IncidentCommand
    permits IncidentCommand.OpenIncident,
        IncidentCommand.JoinReports,
        IncidentCommand.PromoteIncident,
        IncidentCommand.SuggestMerge,
        IncidentCommand.MergeInto,
        IncidentCommand.TakeOver,
        IncidentCommand.AcknowledgeIncident,
        IncidentCommand.NotePaging,
        IncidentCommand.NoteResponse,
        IncidentCommand.DeclareFalseAlarm,
        IncidentCommand.PassTime,
        IncidentCommand.GiveBack,
        IncidentCommand.ReleaseMerge,
        LifeCommand,
        PlanCommand {

  /**
   * Begins an incident with its first report.
   *
   * @param refersTo the ended incident that it follows, if any
   */
  record OpenIncident(
      String id,
      String number,
      boolean exercise,
      Scope scope,
      Report report,
      SystemProfile profile,
      @Nullable String refersTo,
      Because because)
      implements IncidentCommand {}

  /** Adds reports, in order of receipt, at least one. */
  record JoinReports(List<Report> reports, SystemProfile profile, Because because)
      implements IncidentCommand {}

  /**
   * Makes it GLOBAL, with the reports that made it so: graded once, as what it is then.
   *
   * @param siblings the open incidents that are to merge into it
   */
  record PromoteIncident(JoinReports join, List<String> siblings, Because because)
      implements IncidentCommand {}

  /** Suggests to people that it be merged with another one. */
  record SuggestMerge(String with, Because because) implements IncidentCommand {}

  /** Ends it in favour of {@code parent}. */
  record MergeInto(String parent, Because because) implements IncidentCommand {}

  /**
   * Counts what a merged sibling has, as it is now: once, however often it is asked, and more or
   * less than before where something was merged into the sibling meanwhile or left it again.
   *
   * @param notices what it had told its units and not taken back or answered
   */
  record TakeOver(
      String sibling,
      Extent extent,
      List<IssuedNotice> notices,
      SystemProfile profile,
      Because because)
      implements IncidentCommand {

    public TakeOver {
      notices = List.copyOf(notices);
    }
  }

  /** The other side of an undone merge: once, however often it is asked. */
  record GiveBack(String sibling, Extent extent, Because because) implements IncidentCommand {}

  /** What it went into does not take it: it stands on its own again, if it is still there. */
  record ReleaseMerge(String from, Because because) implements IncidentCommand {}

  /** A person says: I am on it. {@code pageId} and {@code channel} where a page was answered. */
  record AcknowledgeIncident(@Nullable String pageId, @Nullable String channel, Because because)
      implements IncidentCommand {}

  /** The roster told people. */
  record NotePaging(Paging paging, Because because) implements IncidentCommand {}

  /** Something for the timeline; see {@link IncidentEvent.ResponseNoted}. */
  record NoteResponse(String about, @Nullable String reference, Because because)
      implements IncidentCommand {}

  /** The duty lead says that there is no fault. */
  record DeclareFalseAlarm(Because because) implements IncidentCommand {}

  /** It is {@code now}: whatever is due by then comes. Early or twice, it changes nothing. */
  record PassTime(Instant now) implements IncidentCommand {}
}
