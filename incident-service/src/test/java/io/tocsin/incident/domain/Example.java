package io.tocsin.incident.domain;

import io.tocsin.incident.domain.Grading.Row;
import io.tocsin.incident.domain.SystemProfile.Correlating;
import io.tocsin.incident.domain.SystemProfile.NoticeChannels;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The organisation of the scenarios: 18 units, the payment system, N = 2, W = 30 min. */
final class Example {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  static final CriticalWindow MONTH_END =
      new CriticalWindow(
          "月末结账", Set.of(28, 29, 30, 31), Set.of(), LocalTime.of(8, 0), LocalTime.of(20, 0));

  static final Grading GRADING =
      new Grading(
          Map.of(
              Reach.ONE_UNIT, new Row(Severity.SEV4, Severity.SEV4, Severity.SEV3),
              Reach.SEVERAL_UNITS, new Row(Severity.SEV4, Severity.SEV3, Severity.SEV2),
              Reach.ALL_UNITS, new Row(Severity.SEV3, Severity.SEV2, Severity.SEV1)));

  static final ResponseRules RULES =
      new ResponseRules(
          List.of(
              new DurationFloor(Scope.GLOBAL, Duration.ofMinutes(30), Severity.SEV3),
              new DurationFloor(Scope.GLOBAL, Duration.ofHours(3), Severity.SEV2),
              new DurationFloor(Scope.GLOBAL, Duration.ofHours(6), Severity.SEV1),
              new DurationFloor(Scope.REGIONAL, Duration.ofHours(4), Severity.SEV3)),
          Map.of(
              Severity.SEV1, limits(5, 10, 10, 10, 30, 15, 30, 3),
              Severity.SEV2, limits(5, 15, 15, 10, 30, 15, 30, 5),
              Severity.SEV3, limits(10, 15, 20, 15, 60, 30, 60, 5),
              Severity.SEV4,
                  new TimeLimits(
                      minutes(30),
                      minutes(60),
                      minutes(30),
                      minutes(120),
                      null,
                      null,
                      5,
                      minutes(30))),
          Duration.ofMinutes(60),
          List.of("SMS", "EMAIL", "INTRANET"),
          Set.of(),
          minutes(5),
          ZONE);

  private static final NoticeChannels NOTICES =
      new NoticeChannels(List.of("INTRANET"), List.of("INTRANET", "SMS"));

  private static final Map<String, String> NAMES =
      Map.of(
          "yunxi", "云溪县局",
          "linjiang", "临江区局",
          "baita", "白塔县局",
          "donghu", "东湖区局",
          "shiqiao", "石桥区局");

  private Example() {}

  static SystemProfile payment() {
    return payment(2);
  }

  static SystemProfile payment(int n) {
    return payment(n, List.of(MONTH_END), NOTICES, RULES);
  }

  /** With these critical windows instead of the end of the month. */
  static SystemProfile critical(CriticalWindow... windows) {
    return payment(2, List.of(windows), NOTICES, RULES);
  }

  /** Where units are told nothing before anybody decided anything. */
  static SystemProfile silent() {
    return payment(2, List.of(MONTH_END), new NoticeChannels(List.of(), List.of()), RULES);
  }

  /** Where notices of these kinds wait for the leader's approval. */
  static SystemProfile approving(NoticeKind... kinds) {
    ResponseRules rules =
        new ResponseRules(
            RULES.floors(),
            RULES.limits(),
            RULES.observation(),
            RULES.channels(),
            Arrays.stream(kinds).map(NoticeKind::name).collect(Collectors.toSet()),
            RULES.reminder(),
            ZONE);
    return payment(2, List.of(MONTH_END), NOTICES, rules);
  }

  private static SystemProfile payment(
      int n, List<CriticalWindow> windows, NoticeChannels channels, ResponseRules rules) {
    Map<String, Text> names = new HashMap<>(Map.of("province", Text.same("省厅")));
    NAMES.forEach((code, name) -> names.put(code, Text.same(name)));
    IntStream.rangeClosed(6, 18).forEach(i -> names.put("unit" + i, Text.same("unit" + i)));
    Map<String, String> parents = new HashMap<>();
    names.keySet().stream()
        .filter(u -> !u.equals("province"))
        .forEach(u -> parents.put(u, "province"));
    return new SystemProfile(
        "payment",
        new Text("财务支付系统", "Treasury payment"),
        new Correlating(n, Duration.ofMinutes(30)),
        GRADING,
        windows,
        ZONE,
        new UnitTree(names, parents),
        channels,
        rules);
  }

  private static TimeLimits limits(
      int acknowledgement,
      int cause,
      int decision,
      int suspension,
      int progress,
      int phone,
      int writing,
      int days) {
    return new TimeLimits(
        minutes(cause),
        minutes(decision),
        minutes(suspension),
        minutes(progress),
        minutes(phone),
        minutes(writing),
        days,
        minutes(acknowledgement));
  }

  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  /** On the Monday of the scenarios, 2026-03-09. */
  static Instant at(String time) {
    return LocalDateTime.parse("2026-03-09T" + time).atZone(ZONE).toInstant();
  }

  static Unit unit(String code) {
    return new Unit(code, Text.same(NAMES.getOrDefault(code, code)));
  }

  static Report report(String unit, String time) {
    return report(unit, time, Degree.MAIN_FUNCTION_DOWN);
  }

  static Report report(String unit, String time, Degree degree) {
    return new Report(unit + "@" + time, unit(unit), unit(unit), "无法登录", degree, false, at(time));
  }

  static Report central(String unit, String time, Degree degree) {
    return new Report(unit + "@" + time, unit(unit), unit(unit), "无法登录", degree, true, at(time));
  }
}
