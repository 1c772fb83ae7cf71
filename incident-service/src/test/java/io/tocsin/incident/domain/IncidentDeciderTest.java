package io.tocsin.incident.domain;

import static io.tocsin.incident.domain.Example.at;
import static io.tocsin.incident.domain.Example.payment;
import static io.tocsin.incident.domain.Example.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.incident.domain.Decision.Accepted;
import io.tocsin.incident.domain.Decision.Refused;
import io.tocsin.incident.domain.IncidentCommand.AcknowledgeIncident;
import io.tocsin.incident.domain.IncidentCommand.DeclareFalseAlarm;
import io.tocsin.incident.domain.IncidentCommand.JoinReports;
import io.tocsin.incident.domain.IncidentCommand.MergeInto;
import io.tocsin.incident.domain.IncidentCommand.NotePaging;
import io.tocsin.incident.domain.IncidentCommand.NoteResponse;
import io.tocsin.incident.domain.IncidentCommand.OpenIncident;
import io.tocsin.incident.domain.IncidentCommand.PromoteIncident;
import io.tocsin.incident.domain.IncidentCommand.SuggestMerge;
import io.tocsin.incident.domain.IncidentCommand.TakeOver;
import io.tocsin.incident.domain.IncidentEvent.FalseAlarmDeclared;
import io.tocsin.incident.domain.IncidentEvent.IncidentAcknowledged;
import io.tocsin.incident.domain.IncidentEvent.IncidentGraded;
import io.tocsin.incident.domain.IncidentEvent.IncidentOpened;
import io.tocsin.incident.domain.IncidentEvent.NoticeIssued;
import io.tocsin.incident.domain.IncidentEvent.NoticeWithdrawn;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IncidentDeciderTest {

  private static final Because RULE = Because.rule(Text.same("规则"), at("09:30"));

  @Test
  void opening_says_opened_graded_and_tells_the_unit() {
    assertThat(open().events())
        .extracting(e -> (Object) e.getClass())
        .containsExactly(IncidentOpened.class, IncidentGraded.class, NoticeIssued.class);
    assertThat(open().incident().seq()).isEqualTo(3);
  }

  @Test
  void opening_is_silent_towards_units_where_the_organisation_wants_no_notices() {
    assertThat(accepted(null, opening(Example.silent(), false)).events())
        .noneMatch(NoticeIssued.class::isInstance);
  }

  @Test
  void every_word_of_a_drill_to_units_is_marked() {
    Notice notice =
        ((NoticeIssued) accepted(null, opening(payment(), true)).events().getLast()).notice();

    assertThat(notice.title().zh()).startsWith("【演练】");
    assertThat(notice.body().zh()).startsWith("【演练】");
    assertThat(notice.title().en()).startsWith("[DRILL]");
    assertThat(notice.body().en()).startsWith("[DRILL]");
  }

  @Test
  void the_notice_to_the_unit_says_what_since_when_under_which_number() {
    Notice notice = ((NoticeIssued) open().events().getLast()).notice();

    assertThat(notice.body().zh()).contains("财务支付系统", "09:02", "云溪县局", "无法登录", "2026-0001", "Ⅳ级");
    assertThat(notice.body().en()).contains("Treasury payment", "09:02", "No. 2026-0001");
  }

  @Test
  void the_same_person_acknowledges_once() {
    AcknowledgeIncident acknowledge = new AcknowledgeIncident(null, null, by("wang-ming", "09:05"));
    Incident once = accepted(open().incident(), acknowledge).incident();

    Accepted again = accepted(once, acknowledge);

    assertThat(again.events()).isEmpty();
    assertThat(again.incident()).isEqualTo(once);
    assertThat(once.acknowledgements())
        .containsExactly(
            new Incident.Acknowledgement(new Actor("wang-ming", "wang-ming"), at("09:05")));
    assertThat(accepted(once, new AcknowledgeIncident("p", "SMS", by("li-fang", "09:06"))).events())
        .singleElement()
        .isInstanceOf(IncidentAcknowledged.class);
  }

  @Test
  void a_false_alarm_withdraws_the_notices_that_stand() {
    Accepted ended = accepted(open().incident(), new DeclareFalseAlarm(by("wang-ming", "09:10")));

    assertThat(ended.events())
        .extracting(e -> (Object) e.getClass())
        .containsExactly(FalseAlarmDeclared.class, NoticeWithdrawn.class);
    assertThat(ended.incident().open()).isFalse();
    assertThat(ended.incident().serviceState()).isEqualTo(ServiceState.NORMAL);
    assertThat(ended.incident().notices()).allMatch(Incident.IssuedNotice::withdrawn);
  }

  @Test
  void severity_rises_with_a_graver_report_and_never_falls() {
    Incident grave =
        accepted(
                open().incident(),
                new JoinReports(
                    List.of(report("yunxi", "09:10", Degree.FULL_STOP)), payment(), RULE))
            .incident();
    assertThat(grave.severity()).isEqualTo(Severity.SEV3);

    Accepted lighter =
        accepted(
            grave,
            new JoinReports(List.of(report("yunxi", "09:11", Degree.DEGRADED)), payment(), RULE));

    assertThat(lighter.incident().severity()).isEqualTo(Severity.SEV3);
    assertThat(lighter.incident().extent().degree()).isEqualTo(Degree.FULL_STOP);
    assertThat(lighter.events()).noneMatch(IncidentGraded.class::isInstance);
  }

  @Test
  void what_a_sibling_had_is_taken_over_once() {
    Extent extent = Extent.first(Scope.REGIONAL, report("baita", "08:00", Degree.FULL_STOP));
    TakeOver takeOver = new TakeOver("sibling", extent, List.of(), payment(), RULE);
    Incident parent = accepted(open().incident(), takeOver).incident();

    assertThat(parent.extent().reports()).isEqualTo(2);
    assertThat(parent.severity()).isEqualTo(Severity.SEV2);
    assertThat(accepted(parent, takeOver).events()).isEmpty();
  }

  static Stream<Arguments> commands() {
    return Stream.of(
        row("open again", i -> opening(payment(), false), true, true, true),
        row(
            "join",
            i -> new JoinReports(List.of(report("yunxi", "09:20")), payment(), RULE),
            true,
            false,
            false),
        row(
            "promote",
            i ->
                new PromoteIncident(
                    new JoinReports(List.of(report("linjiang", "09:20")), payment(), RULE),
                    List.of(),
                    RULE),
            true,
            false,
            false),
        row("merge into parent", i -> new MergeInto("parent", RULE), true, true, false),
        row("merge into another", i -> new MergeInto("other", RULE), true, false, false),
        row("suggest", i -> new SuggestMerge("other", RULE), true, true, true),
        row(
            "acknowledge",
            i -> new AcknowledgeIncident(null, null, by("wang-ming", "09:05")),
            true,
            false,
            false),
        row(
            "note paging",
            i ->
                new NotePaging(
                    new Paging("p", 1, 0, "DB", "PRIMARY", List.of(), List.of("SMS")), RULE),
            true,
            true,
            true),
        row("note", i -> new NoteResponse("comment", null, RULE), true, true, true),
        row(
            "false alarm",
            i -> new DeclareFalseAlarm(by("wang-ming", "09:10")),
            true,
            false,
            true));
  }

  @ParameterizedTest(name = "{0}: NEW {2}, MERGED {3}, FALSE_ALARM {4}")
  @MethodSource("commands")
  void each_state_takes_or_refuses_each_command(
      String name,
      Function<Incident, IncidentCommand> command,
      boolean whenNew,
      boolean whenMerged,
      boolean whenFalseAlarm) {
    Incident fresh = open().incident();
    Incident merged = accepted(fresh, new MergeInto("parent", RULE)).incident();
    Incident alarm = accepted(fresh, new DeclareFalseAlarm(by("li-fang", "09:10"))).incident();

    check(fresh, command, whenNew);
    check(merged, command, whenMerged);
    check(alarm, command, whenFalseAlarm);
  }

  @Test
  void a_refusal_says_what_was_expected_and_what_is() {
    Incident merged = accepted(open().incident(), new MergeInto("2026-0007", RULE)).incident();

    Refused refused =
        (Refused)
            IncidentDecider.decide(
                merged, new AcknowledgeIncident(null, null, by("wang-ming", "09:05")));

    assertThat(refused.detail().en())
        .isEqualTo(
            "Expected an open incident for an acknowledgement, but incident 2026-0001 is MERGED into 2026-0007.");
    assertThat(refused.detail().zh()).contains("确认", "2026-0001", "已合并到2026-0007");
    assertThat(refused.missing()).containsExactly("open incident");
  }

  @Test
  void nothing_but_opening_can_be_asked_of_an_incident_that_is_not_there() {
    assertThat(IncidentDecider.decide(null, new SuggestMerge("other", RULE)))
        .isInstanceOf(Refused.class);
  }

  private static void check(
      Incident incident, Function<Incident, IncidentCommand> command, boolean allowed) {
    assertThat(IncidentDecider.decide(incident, command.apply(incident)))
        .as("in %s", incident.stage())
        .isInstanceOf(allowed ? Accepted.class : Refused.class);
  }

  private static Arguments row(
      String name,
      Function<Incident, IncidentCommand> command,
      boolean whenNew,
      boolean whenMerged,
      boolean whenFalseAlarm) {
    return Arguments.of(name, Named.of("it", command), whenNew, whenMerged, whenFalseAlarm);
  }

  private static OpenIncident opening(SystemProfile profile, boolean exercise) {
    return new OpenIncident(
        "i-1",
        "2026-0001",
        exercise,
        Scope.REGIONAL,
        report("yunxi", "09:02"),
        profile,
        null,
        Because.rule(Text.same("首报"), at("09:02")));
  }

  private static Accepted open() {
    return accepted(null, opening(payment(), false));
  }

  private static Because by(String person, String time) {
    return new Because(Text.same("…"), new Actor(person, person), at(time));
  }

  private static Accepted accepted(
      @org.jspecify.annotations.Nullable Incident incident, IncidentCommand command) {
    return (Accepted) IncidentDecider.decide(incident, command);
  }
}
