package io.tocsin.incident.finalreport;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Faults;
import io.tocsin.incident.domain.Incident;
import io.tocsin.incident.domain.Text;
import io.tocsin.incident.domain.UnitTree;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The printed report is read by people who know no code of ours. */
class FinalReportPageTest {

  private static final UnitTree UNITS =
      new UnitTree(Map.of("province", new Text("省厅", "Province")), Map.of());

  @Test
  void severity_scope_cause_state_and_units_are_said_in_words() {
    Incident incident = Faults.active(Instant.parse("2026-03-09T01:00:00Z"));

    FinalReportWords zh = FinalReportWords.of(incident, UNITS, Locale.CHINESE);
    FinalReportWords en = FinalReportWords.of(incident, UNITS, Locale.ENGLISH);

    assertThat(zh.grade()).isEqualTo("Ⅰ级 · 全局");
    assertThat(zh.cause()).isEqualTo("电力故障");
    assertThat(zh.state()).isEqualTo("响应中");
    assertThat(zh.units()).isEqualTo("省厅");
    assertThat(en.grade()).isEqualTo("Level Ⅰ · global");
    assertThat(en.cause()).isEqualTo("power");
    assertThat(en.units()).isEqualTo("Province");
  }
}
