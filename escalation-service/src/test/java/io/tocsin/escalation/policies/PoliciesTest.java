package io.tocsin.escalation.policies;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.Degree;
import io.tocsin.contracts.DirectoryEvent.Correlation;
import io.tocsin.contracts.DirectoryEvent.CriticalWindow;
import io.tocsin.contracts.DirectoryEvent.DayKind;
import io.tocsin.contracts.DirectoryEvent.EscalationPolicyV1;
import io.tocsin.contracts.DirectoryEvent.FaultNotices;
import io.tocsin.contracts.DirectoryEvent.Grading;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.PolicyCondition;
import io.tocsin.contracts.DirectoryEvent.PolicyLevel;
import io.tocsin.contracts.DirectoryEvent.PolicyTarget;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DirectoryEvent.WorkingDays;
import io.tocsin.contracts.IncidentFacts;
import io.tocsin.contracts.IncidentState;
import io.tocsin.contracts.ServiceState;
import io.tocsin.escalation.domain.Incident;
import io.tocsin.escalation.domain.Scope;
import io.tocsin.escalation.domain.Severity;
import io.tocsin.escalation.paging.Facts;
import io.tocsin.kit.directory.DirectorySnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which policy an incident runs, by the organisation's clock and calendar. */
class PoliciesTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final WorkingDays OCTOBER =
      new WorkingDays(
          LocalDate.of(2026, 10, 1).datesUntil(LocalDate.of(2026, 10, 8)).toList(),
          List.of(LocalDate.of(2026, 10, 10)));

  @Test
  void a_statutory_holiday_is_no_workday_and_a_make_up_saturday_is_one() {
    assertThat(chosen("2026-09-30T10:00", OCTOBER)).isEqualTo("office-hours");
    assertThat(chosen("2026-10-01T10:00", OCTOBER)).isEqualTo("holidays");
    assertThat(chosen("2026-10-04T10:00", OCTOBER)).isEqualTo("holidays");
    assertThat(chosen("2026-10-10T10:00", OCTOBER)).isEqualTo("office-hours");
    assertThat(chosen("2026-10-10T18:00", OCTOBER)).isEqualTo("rest");
    assertThat(chosen("2026-10-11T10:00", OCTOBER)).isEqualTo("rest");
  }

  @Test
  void without_a_calendar_the_weekdays_are_workdays() {
    assertThat(chosen("2026-10-01T10:00", null)).isEqualTo("office-hours");
    assertThat(chosen("2026-10-10T10:00", null)).isEqualTo("rest");
  }

  @Test
  void an_incident_has_the_owner_of_its_system_in_the_set_up_of_now() {
    Policies policies = policies(null);

    assertThat(Facts.incident(of("payment"), policies).systemOwner()).isEqualTo("zhao-lei");
    assertThat(Facts.incident(of("gone"), policies).systemOwner()).isNull();
  }

  @Test
  void a_sub_office_counts_for_the_bureau_under_the_centre_that_it_hangs_below() {
    Policies policies = policies(null);

    assertThat(policies.bureauOf("counter")).isEqualTo("yunxi");
    assertThat(policies.bureauOf("hall")).isEqualTo("yunxi");
    assertThat(policies.bureauOf("yunxi")).isEqualTo("yunxi");
    assertThat(policies.bureauOf("centre")).isEqualTo("centre");
    assertThat(policies.bureauOf("nowhere")).isEqualTo("nowhere");
  }

  private static UnitV1 unit(String code, @Nullable String parent) {
    return new UnitV1(code, code, null, parent, null);
  }

  private static IncidentFacts of(String system) {
    return new IncidentFacts(
        "i-1",
        "2026-0001",
        system,
        io.tocsin.contracts.Scope.GLOBAL,
        io.tocsin.contracts.Severity.SEV1,
        Degree.FULL_STOP,
        IncidentState.NEW,
        ServiceState.DEGRADED,
        "UNKNOWN",
        false,
        List.of(),
        1,
        Instant.parse("2026-03-09T01:10:00Z"),
        null);
  }

  private static String chosen(String local, @Nullable WorkingDays days) {
    Incident incident = new Incident("i-1", "payment", Scope.GLOBAL, Severity.SEV1, false, true);
    return policies(days)
        .fitting(incident, LocalDateTime.parse(local).atZone(SHANGHAI).toInstant())
        .id();
  }

  private static Policies policies(@Nullable WorkingDays days) {
    DirectorySnapshot snapshot =
        new DirectorySnapshot(
            new OrganisationV1(
                "某局",
                SHANGHAI,
                "zh-CN",
                1,
                new Grading(List.of(), List.of()),
                new FaultNotices(List.of(), List.of()),
                null,
                days),
            Map.of(
                "centre", unit("centre", null),
                "yunxi", unit("yunxi", "centre"),
                "hall", unit("hall", "yunxi"),
                "counter", unit("counter", "hall")),
            Map.of("payment", payment()),
            Map.of(),
            Map.of(),
            Map.of(),
            List.of(
                policy("office-hours", on(DayKind.WORKDAY, 9, 18)),
                policy("holidays", on(DayKind.HOLIDAY, 0, 0)),
                policy("rest", null)));
    PolicyProperties properties =
        new PolicyProperties(Duration.ofMinutes(5), Duration.ofMinutes(30), Map.of());
    return new Policies(() -> snapshot, properties);
  }

  private static ManagedSystemV1 payment() {
    Correlation correlation = new Correlation(2, Duration.ofMinutes(30));
    return new ManagedSystemV1(
        "payment", "支付", null, "NORMAL", correlation, List.of(), "zhao-lei", null);
  }

  private static PolicyCondition on(DayKind kind, int from, int to) {
    CriticalWindow time =
        new CriticalWindow(
            "时段", List.of(), List.of(), LocalTime.of(from, 0), LocalTime.of(to, 0), List.of(kind));
    return new PolicyCondition(List.of(), List.of(), List.of(), null, null, List.of(time));
  }

  private static EscalationPolicyV1 policy(String id, @Nullable PolicyCondition when) {
    PolicyTarget leader = new PolicyTarget(List.of("LD"), null, List.of());
    PolicyLevel level = new PolicyLevel(Duration.ZERO, List.of(leader), List.of(Channel.SMS), null);
    return new EscalationPolicyV1(id, 1, when, 0, List.of(level));
  }
}
