package io.tocsin.incident.domain.casefile;

import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.LifeStage;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.casefile.CaseFile.ActionItem;
import io.tocsin.incident.domain.casefile.CaseFile.Approval;
import io.tocsin.incident.domain.casefile.CaseFile.FinalReport;
import io.tocsin.incident.domain.casefile.CaseFile.FollowUp;
import io.tocsin.incident.domain.casefile.CaseFile.Sections;
import io.tocsin.incident.domain.casefile.CaseFileCommand.ApproveReport;
import io.tocsin.incident.domain.casefile.CaseFileCommand.DraftReport;
import io.tocsin.incident.domain.casefile.CaseFileCommand.FileFollowUp;
import io.tocsin.incident.domain.casefile.CaseFileCommand.PutAction;
import io.tocsin.incident.domain.casefile.CaseFileEvent.ActionPut;
import io.tocsin.incident.domain.casefile.CaseFileEvent.FollowUpFiled;
import io.tocsin.incident.domain.casefile.CaseFileEvent.ReportApproved;
import io.tocsin.incident.domain.casefile.CaseFileEvent.ReportDrafted;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what is written into an incident's papers. */
final class CaseFileWork {

  private CaseFileWork() {}

  static Decision decide(Incident incident, CaseFileCommand command) {
    return switch (command) {
      case DraftReport draft -> draft(incident, draft);
      case ApproveReport approve -> approve(incident, approve);
      case PutAction put -> action(incident, put);
      case FileFollowUp file -> followUp(incident, file);
    };
  }

  private static Decision draft(Incident incident, DraftReport command) {
    FinalReport report = incident.file().report();
    if (report != null && report.sections().equals(command.sections())) {
      return unchanged(incident);
    }
    if (report != null && report.approval() != null) {
      Approval approval = report.approval();
      return new Refused(
          new Text(
              "应为未批准的终报，但%s已批准。".formatted(approval.by().name()),
              "Expected a final report that is not approved yet, but %s approved it at %s."
                  .formatted(approval.by().name(), approval.at())),
          List.of("unapproved report"));
    }
    String who = command.because().actor().name();
    Text text = new Text(who + "撰写终报。", who + " wrote the final report.");
    return Decision.accepted(
        incident, List.of(new ReportDrafted(command.sections(), said(command.because(), text))));
  }

  private static Decision approve(Incident incident, ApproveReport command) {
    FinalReport report = incident.file().report();
    if (report != null && report.approval() != null) {
      return unchanged(incident);
    }
    List<String> missing = new ArrayList<>();
    if (!incident.responseEnded()) {
      missing.add("end of the response");
    }
    missing.addAll(unwritten(report == null ? null : report.sections()));
    if (!missing.isEmpty()) {
      return new Refused(
          new Text(
              "批准终报前应具备：%s，但尚缺。".formatted(String.join("、", missing)),
              "Expected %s before the final report is approved, but it is missing."
                  .formatted(String.join(", ", missing))),
          missing);
    }
    String who = command.because().actor().name();
    Text text = new Text(who + "批准终报。", who + " approved the final report.");
    return Decision.accepted(
        incident, List.of(new ReportApproved(command.remark(), said(command.because(), text))));
  }

  /** What the record cannot say by itself. */
  private static List<String> unwritten(@Nullable Sections sections) {
    List<String> missing = new ArrayList<>();
    if (sections == null || sections.summary() == null) {
      missing.add("section summary");
    }
    if (sections == null || sections.cause() == null) {
      missing.add("section cause");
    }
    if (sections == null || sections.measures() == null) {
      missing.add("section measures");
    }
    return missing;
  }

  private static Decision action(Incident incident, PutAction command) {
    List<ActionItem> actions = incident.file().actions();
    ActionItem old =
        actions.stream()
            .filter(a ->
                command.id() != null
                    ? a.id().equals(command.id())
                    : command.key() != null && command.key().equals(a.key()))
            .findFirst()
            .orElse(null);
    if (command.id() != null && old == null) {
      return new Refused(
          new Text(
              "应为已有整改项，但没有 %s。".formatted(command.id()),
              "Expected an action item of this incident, but there is no %s."
                  .formatted(command.id())),
          List.of("action " + command.id()));
    }
    ActionItem item =
        new ActionItem(
            old == null ? "A" + (actions.size() + 1) : old.id(),
            command.text(),
            command.owner(),
            command.due(),
            command.doneOn(),
            old == null ? command.key() : old.key());
    if (item.equals(old)) {
      return unchanged(incident);
    }
    if (archived(incident) && (old == null || !item.sameButDone(old))) {
      return refusedInArchive(incident, new Text("对整改项的改动", "another change of an action item"));
    }
    Text text =
        new Text(
            "整改项%s：%s（责任人%s，完成日期%s）"
                .formatted(
                    item.id(), item.text(), open(item.owner(), "待定"), open(item.due(), "待定")),
            "Action %s: %s (owner %s, due %s)"
                .formatted(
                    item.id(), item.text(), open(item.owner(), "open"), open(item.due(), "open")));
    return Decision.accepted(incident, List.of(new ActionPut(item, said(command.because(), text))));
  }

  private static Decision followUp(Incident incident, FileFollowUp command) {
    List<FollowUp> filed = incident.file().followUps();
    if (command.key() != null && filed.stream().anyMatch(f -> command.key().equals(f.key()))) {
      return unchanged(incident);
    }
    if (archived(incident)) {
      return refusedInArchive(incident, new Text("续报", "a follow-up report"));
    }
    Because because = command.because();
    FollowUp followUp =
        new FollowUp(
            filed.size() + 1,
            command.text(),
            command.channel(),
            because.actor(),
            because.at(),
            command.key());
    Text text =
        new Text(
            "续报第%d号（%s）：%s".formatted(followUp.number(), followUp.way().zh(), followUp.text()),
            "Follow-up no. %d (%s): %s"
                .formatted(followUp.number(), followUp.way().en(), followUp.text()));
    return Decision.accepted(incident, List.of(new FollowUpFiled(followUp, said(because, text))));
  }

  private static boolean archived(Incident incident) {
    return incident.stage() instanceof LifeStage.Closed;
  }

  /** The archive is what was approved: of it only the actions go on. */
  private static Refused refusedInArchive(Incident incident, Text what) {
    return new Refused(
        new Text(
            "%s已归档，此后应只登记整改项的完成日期，但收到%s。".formatted(incident.label().zh(), what.zh()),
            "Expected only the day on which an action was done, as %s is closed, but got %s."
                .formatted(incident.label().en(), what.en())),
        List.of("incident before the archive"));
  }

  private static String open(@Nullable Object value, String otherwise) {
    return Objects.toString(value, otherwise);
  }

  private static Decision unchanged(Incident incident) {
    return Decision.accepted(incident, List.of());
  }

  private static Because said(Because because, Text text) {
    return new Because(text, because.actor(), because.at());
  }
}
