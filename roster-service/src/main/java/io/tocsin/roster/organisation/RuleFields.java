package io.tocsin.roster.organisation;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent.DurationFloor;
import io.tocsin.contracts.DirectoryEvent.FaultNotices;
import io.tocsin.contracts.DirectoryEvent.Grading;
import io.tocsin.contracts.DirectoryEvent.GradingRow;
import io.tocsin.contracts.DirectoryEvent.Reach;
import io.tocsin.contracts.Scope;
import io.tocsin.contracts.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What holds for the whole organisation: the matrix of severities, notices of a fault. */
final class RuleFields {

  private RuleFields() {}

  static Grading grading(Field grading) {
    grading.only("matrix", "floors");
    Field floors = grading.field("floors");
    return new Grading(
        matrix(grading.field("matrix")),
        floors.present()
            ? floors.items().stream().map(RuleFields::floor).toList()
            : Defaults.GRADING.floors());
  }

  private static List<GradingRow> matrix(Field matrix) {
    if (!matrix.present()) {
      return Defaults.GRADING.matrix();
    }
    Set<Reach> seen = EnumSet.noneOf(Reach.class);
    List<GradingRow> rows = new ArrayList<>();
    for (Field row : matrix.items()) {
      row.only("reach", "degraded", "mainFunctionDown", "fullStop");
      Field reach = row.field("reach");
      reach.text();
      Reach of = reach.oneOf(Reach.class, Reach.ONE_UNIT);
      if (!seen.add(of)) {
        reach.expected("每个范围应只有一行", "one row for each reach", "已有一行", "there is one already");
      }
      rows.add(
          new GradingRow(
              of,
              severity(row.field("degraded")),
              severity(row.field("mainFunctionDown")),
              severity(row.field("fullStop"))));
    }
    if (!seen.containsAll(EnumSet.allOf(Reach.class))) {
      matrix.expected(
          "应有 ONE_UNIT、SEVERAL_UNITS、ALL_UNITS 各一行",
          "a row each for ONE_UNIT, SEVERAL_UNITS and ALL_UNITS",
          "只有 " + seen,
          "there are only " + seen);
    }
    return List.copyOf(rows);
  }

  private static DurationFloor floor(Field floor) {
    floor.only("scope", "after", "severity");
    floor.field("scope").text();
    floor.field("after").text();
    return new DurationFloor(
        floor.field("scope").oneOf(Scope.class, Scope.GLOBAL),
        TimeFields.positive(floor.field("after"), Duration.ofHours(1)),
        severity(floor.field("severity")));
  }

  private static Severity severity(Field field) {
    field.text();
    return field.oneOf(Severity.class, Severity.SEV4);
  }

  static FaultNotices faultNotices(Field notices) {
    notices.only("regional", "global");
    return new FaultNotices(
        channels(notices.field("regional"), Defaults.FAULT_NOTICES.regional()),
        channels(notices.field("global"), Defaults.FAULT_NOTICES.global()));
  }

  /** An empty list is a decision too: to stay silent. */
  private static List<Channel> channels(Field field, List<Channel> otherwise) {
    return field.present()
        ? field.items().stream()
            .map(c -> c.oneOf(Channel.class, Channel.INTRANET))
            .distinct()
            .toList()
        : otherwise;
  }
}
