package io.tocsin.incident.finalreport;

import io.tocsin.contracts.LocalText;
import io.tocsin.incident.domain.AffectedUnit;
import io.tocsin.incident.domain.Cause;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.UnitTree;
import io.tocsin.incident.domain.casefile.CaseFile.FollowUp;
import java.util.List;
import java.util.Locale;

/**
 * What a printed report says where the record has codes, in the reader's language.
 *
 * @param grade severity and scope
 * @param units by name, as many as a page has room for
 * @param ways how the superior was told, in the order of the follow-ups
 */
record FinalReportWords(String grade, String cause, String state, String units, List<String> ways) {

  /** A fault that reached thousands fills no page with their names. */
  private static final int UNITS_NAMED = 50;

  private static final Text NOT_FOUND_OUT = new Text("未查明", "not found out");

  FinalReportWords {
    ways = List.copyOf(ways);
  }

  static FinalReportWords of(Incident incident, UnitTree units, Locale language) {
    Text scope = incident.extent().scope().label();
    String level = incident.severity().numeral();
    boolean unknown = incident.cause().equals(Cause.UNKNOWN.name());
    return new FinalReportWords(
        in(language, new Text(level + "级 · " + scope.zh(), "Level " + level + " · " + scope.en())),
        in(language, unknown ? NOT_FOUND_OUT : Cause.label(incident.cause())),
        in(language, incident.stageLabel()),
        in(language, units(incident, units)),
        incident.file().followUps().stream().map(FollowUp::way).map(w -> in(language, w)).toList());
  }

  private static Text units(Incident incident, UnitTree tree) {
    List<AffectedUnit> all = incident.extent().units();
    List<Text> named =
        all.stream().limit(UNITS_NAMED).map(u -> tree.unit(u.unit()).name()).toList();
    int more = all.size() - named.size();
    return new Text(
        String.join("、", named.stream().map(Text::zh).toList())
            + (more > 0 ? "等%d个单位".formatted(all.size()) : ""),
        String.join(", ", named.stream().map(Text::en).toList())
            + (more > 0 ? " and %d more".formatted(more) : ""));
  }

  private static String in(Locale language, Text text) {
    return new LocalText(text.zh(), text.en()).in(language);
  }
}
