package io.tocsin.roster.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.roster.organisation.PolicyHole.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The hall belongs to the bureau of Yunxi, which belongs to the centre. */
class UnaskedSchedulesTest {

  private static List<PolicyHole> holes(String post, String unit, String more) {
    return PolicyHoles.in(
        OrganisationReader.yaml(
            """
            name: 某局
            timeZone: Asia/Shanghai
            units: [{code: centre, name: 中心}, {code: yunxi, name: 云溪, parent: centre}, {code: hall, name: 大厅, parent: yunxi}]
            posts: [{code: LD, name: 组长}, {code: DB, name: 数据库}]
            people: [{id: wang, name: 王, unit: centre, contacts: [{channel: SMS, to: "+8613800000003"}]}]
            schedules:
              - {id: ld-duty, post: LD, layers: [{rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [wang]}}]}
              - {id: db-duty, post: DB, layers: [{rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [wang]}}]}
              - {id: own, post: %s, unit: %s, layers: [{rotation: {every: P1W, handoff: "2026-01-05T08:30", people: [wang]}}]}
            escalationPolicies:
              - {id: rest, levels: [{after: PT0S, targets: [{posts: [DB], role: PRIMARY}%s], channels: [SMS]}]}
            """
                .formatted(post, unit, more)));
  }

  @Test
  void a_schedule_of_a_sub_office_is_named_with_why_no_page_asks_for_it() {
    assertThat(holes("DB", "hall", ""))
        .singleElement()
        .satisfies(hole -> {
          assertThat(hole.kind()).isEqualTo(Kind.UNREACHABLE_SCHEDULE);
          assertThat(hole.policy()).isNull();
          assertThat(hole.message().en())
              .isEqualTo(
                  "schedule own is never paged: reports of its unit hall count for the bureau above"
                      + " it, so that no incident bears that unit, and no policy names the schedule");
          assertThat(hole.message().zh()).contains("值班表 own 永远不会被呼叫", "hall");
        });
  }

  @Test
  void the_schedules_of_bureaux_and_of_the_centre_are_asked() {
    assertThat(holes("DB", "yunxi", "")).isEmpty();
    assertThat(holes("DB", "centre", "")).isEmpty();
  }

  @Test
  void whatever_a_policy_names_itself_is_asked_and_so_are_all_who_lead() {
    assertThat(holes("DB", "hall", ", {schedule: own, role: PRIMARY}")).isEmpty();
    assertThat(holes("DB", "hall", ", {posts: [DB], everyone: true}")).isEmpty();
    assertThat(holes("DB", "hall", ", {schedule: db-duty, everyone: true}"))
        .as("everyone of another schedule")
        .hasSize(1);
    assertThat(holes("LD", "hall", "")).isEmpty();
  }
}
