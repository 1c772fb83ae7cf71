package io.tocsin.roster.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the end of a contract is told. */
class ContractTermTest {

  private static final List<Integer> AHEAD = List.of(30, 7, -1);
  private static final LocalDate END = LocalDate.parse("2026-12-31");

  private static ContractTerm term() {
    return ContractTerm.of(END);
  }

  @Test
  void a_contract_is_told_of_once_for_each_time_ahead() {
    assertThat(term().due(AHEAD, END.minusDays(31))).isNull();
    assertThat(term().due(AHEAD, END.minusDays(30))).isEqualTo(30);
    ContractTerm month = term().warned(30);
    assertThat(month.due(AHEAD, END.minusDays(29))).isNull();
    assertThat(month.due(AHEAD, END.minusDays(8))).isNull();
    assertThat(month.due(AHEAD, END.minusDays(7))).isEqualTo(7);
    ContractTerm week = month.warned(7);
    assertThat(week.due(AHEAD, END)).as("it holds on its last day").isNull();
    assertThat(week.due(AHEAD, END.plusDays(1))).isEqualTo(-1);
    assertThat(week.warned(-1).due(AHEAD, END.plusDays(400))).isNull();
  }

  @Test
  void who_was_not_there_to_warn_before_warns_of_how_it_stands_now() {
    assertThat(term().due(AHEAD, END.minusDays(3))).isEqualTo(7);
    assertThat(term().due(AHEAD, END.plusDays(3))).isEqualTo(-1);
    assertThat(term().daysLeft(END.plusDays(3))).isEqualTo(-3);
  }
}
