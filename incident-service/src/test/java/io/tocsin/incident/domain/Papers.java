package io.tocsin.incident.domain;

import io.tocsin.incident.domain.casefile.CaseFile.Sections;
import io.tocsin.incident.domain.casefile.CaseFileCommand.DraftReport;

/** What has to be written of every incident before it is closed. */
final class Papers {

  private Papers() {}

  static DraftReport drafted(Because because) {
    return new DraftReport(new Sections("概述", "原因", null, "措施", null), because);
  }
}
