package io.tocsin.incident.domain.casefile;

import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.PlanEvent;
import io.tocsin.incident.domain.casefile.CaseFile.ActionItem;
import io.tocsin.incident.domain.casefile.CaseFile.Approval;
import io.tocsin.incident.domain.casefile.CaseFile.FinalReport;
import io.tocsin.incident.domain.casefile.CaseFile.FollowUp;
import io.tocsin.incident.domain.casefile.CaseFile.Sections;
import org.jspecify.annotations.Nullable;

/** What happens to the papers of an incident. */
public sealed interface CaseFileEvent extends PlanEvent {

  CaseFile applyTo(CaseFile file);

  @Override
  default Incident applyTo(Incident incident) {
    return incident.filed(applyTo(incident.file()));
  }

  /** Somebody wrote on the final report. */
  record ReportDrafted(Sections sections, Because because) implements CaseFileEvent {
    @Override
    public CaseFile applyTo(CaseFile file) {
      return file.with(new FinalReport(sections, because.actor(), because.at(), null));
    }

    @Override
    public String about() {
      return "report.drafted";
    }

    @Override
    public @Nullable String reference() {
      return null;
    }
  }

  /** The leader approved it; it changes no more. */
  record ReportApproved(@Nullable String remark, Because because) implements CaseFileEvent {
    @Override
    public CaseFile applyTo(CaseFile file) {
      FinalReport report = file.report();
      if (report == null) {
        throw new IllegalStateException("Expected a final report to approve, but there is none");
      }
      Approval approval = new Approval(because.actor(), because.at(), remark);
      return file.with(new FinalReport(report.sections(), report.by(), report.at(), approval));
    }

    @Override
    public String about() {
      return "report.approved";
    }

    @Override
    public @Nullable String reference() {
      return null;
    }
  }

  /** An action item was added or changed. */
  record ActionPut(ActionItem item, Because because) implements CaseFileEvent {
    @Override
    public CaseFile applyTo(CaseFile file) {
      return file.with(item);
    }

    @Override
    public String about() {
      return "action.put";
    }

    @Override
    public String reference() {
      return item.id();
    }
  }

  /** The superior was told how it stands. */
  record FollowUpFiled(FollowUp followUp, Because because) implements CaseFileEvent {
    @Override
    public CaseFile applyTo(CaseFile file) {
      return file.with(followUp);
    }

    @Override
    public String about() {
      return "follow-up.filed";
    }

    @Override
    public String reference() {
      return Integer.toString(followUp.number());
    }
  }
}
