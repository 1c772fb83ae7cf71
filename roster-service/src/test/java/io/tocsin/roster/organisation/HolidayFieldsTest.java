package io.tocsin.roster.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.kit.web.ProblemException;
import io.tocsin.roster.domain.DayKind;
import io.tocsin.roster.domain.HolidayCalendar.Kind;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class HolidayFieldsTest {

  private static final String HEAD = "name: x\ntimeZone: Asia/Shanghai\n";

  @Test
  void the_chinese_year_2026_has_33_days_off_and_six_worked_in_exchange() {
    var days = HolidayFields.SHIPPED.days();
    var lookup = HolidayFields.SHIPPED.lookup();

    assertThat(days).filteredOn(d -> d.kind() == Kind.HOLIDAY).hasSize(33);
    assertThat(days)
        .filteredOn(d -> d.kind() == Kind.MAKE_UP)
        .allMatch(d -> d.date().getDayOfWeek().getValue() >= 6)
        .hasSize(6);
    assertThat(lookup.of(LocalDate.of(2026, 2, 14))).isEqualTo(DayKind.WORKDAY);
    assertThat(lookup.of(LocalDate.of(2026, 2, 17))).isEqualTo(DayKind.HOLIDAY);
    assertThat(lookup.of(LocalDate.of(2026, 3, 14))).isEqualTo(DayKind.WEEKEND);
  }

  @Test
  void a_document_may_bring_its_own_or_none() {
    assertThat(OrganisationReader.yaml(HEAD).holidays()).isEqualTo(HolidayFields.SHIPPED);
    assertThat(OrganisationReader.yaml(HEAD + "holidays: []").holidays().days()).isEmpty();
    assertThat(
            OrganisationReader.yaml(
                    HEAD
                        + "holidays: [{date: 2026-12-24, to: 2026-12-26, name: Christmas, kind: HOLIDAY}]")
                .holidays()
                .days())
        .hasSize(3);
  }

  @Test
  void a_day_that_is_none_is_refused_with_its_place() {
    assertThatThrownBy(() ->
            OrganisationReader.yaml(HEAD + "holidays: [{date: soon, name: x, kind: HOLIDAY}]"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors().getFirst().field()).isEqualTo("holidays[0].date"));
  }

  @Test
  void a_day_beyond_the_years_that_can_be_named_is_refused_with_them() {
    assertThatThrownBy(() ->
            OrganisationReader.yaml(
                HEAD + "holidays: [{date: \"+999999999-12-31\", name: x, kind: HOLIDAY}]"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.errors().getFirst().field()).isEqualTo("holidays[0].date");
              assertThat(e.errors().getFirst().message().en()).contains("1900-01-01 to 9998-12-31");
            });
  }
}
