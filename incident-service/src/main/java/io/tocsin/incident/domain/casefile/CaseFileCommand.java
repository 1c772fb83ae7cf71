package io.tocsin.incident.domain.casefile;

import io.tocsin.incident.domain.Because;
import io.tocsin.incident.domain.Decision;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.PlanCommand;
import io.tocsin.incident.domain.casefile.CaseFile.Sections;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What people write about an incident. {@link CaseFileWork} answers. */
public sealed interface CaseFileCommand extends PlanCommand {

  @Override
  default Decision decide(Incident incident) {
    return CaseFileWork.decide(incident, this);
  }

  /** Writes the final report's sections, all of them. */
  record DraftReport(Sections sections, Because because) implements CaseFileCommand {}

  /** For the leader. */
  record ApproveReport(@Nullable String remark, Because because) implements CaseFileCommand {}

  /**
   * Adds an action item, or changes the one that {@code id} names.
   *
   * @param id null to add one
   */
  record PutAction(
      @Nullable String id,
      String text,
      @Nullable String owner,
      @Nullable LocalDate due,
      @Nullable LocalDate doneOn,
      @Nullable String key,
      Because because)
      implements CaseFileCommand {}

  /** Notes what the superior was told. */
  record FileFollowUp(String text, String channel, @Nullable String key, Because because)
      implements CaseFileCommand {}
}
