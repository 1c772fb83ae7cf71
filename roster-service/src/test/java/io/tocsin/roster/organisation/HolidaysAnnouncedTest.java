package io.tocsin.roster.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.WorkingDays;
import io.tocsin.contracts.Envelope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Others count in working days too, so the calendar travels with the organisation. */
class HolidaysAnnouncedTest {

  private static final String HEAD = "name: x\ntimeZone: Asia/Shanghai\n";
  private static final String OWN =
      """
      holidays:
        - {date: 2026-10-01, to: 2026-10-03, name: 国庆节, kind: HOLIDAY}
        - {date: 2026-10-10, name: 调休, kind: MAKE_UP}
        - {date: 2026-10-02, name: 加班, kind: MAKE_UP}
      """;

  @Test
  void days_off_and_make_up_days_are_told_each_day_as_its_last_entry_says() {
    Organisation organisation = OrganisationReader.yaml(HEAD + OWN);

    assertThat(announced(organisation))
        .isEqualTo(
            new WorkingDays(
                List.of(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 3)),
                List.of(LocalDate.of(2026, 10, 2), LocalDate.of(2026, 10, 10))));
  }

  @Test
  void a_set_up_without_holidays_of_its_own_tells_of_the_shipped_ones() {
    assertThat(announced(OrganisationReader.yaml(HEAD)).holidays())
        .hasSize(33)
        .contains(LocalDate.of(2026, 10, 1));
  }

  @Test
  void a_change_of_the_holidays_is_listed_once() {
    Organisation before = OrganisationReader.yaml(HEAD);
    Organisation after = OrganisationReader.yaml(HEAD + OWN);

    Difference difference = Difference.between(before, after);

    assertThat(difference.added()).isEmpty();
    assertThat(difference.changed()).containsExactly("organisation/holidays");
    assertThat(difference.removed()).isEmpty();
  }

  private static WorkingDays announced(Organisation organisation) {
    var state = new OrganisationState(1, organisation, List.of(), Map.of());
    Envelope<?> last =
        Objects.requireNonNull(
            Announcement.next(state, Instant.EPOCH).events().getLast().envelope());
    return Objects.requireNonNull(((OrganisationV1) last.data()).workingDays());
  }
}
