package io.tocsin.gateway.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {

  @ParameterizedTest
  @CsvSource({
    "/api/v1/reports, INCIDENT, CALL",
    "/api/v1/reports/0192, INCIDENT, CALL",
    "/api/v1/incidents?state=NEW, , ",
    "/api/v1/incidents/stream, INCIDENT, STREAM",
    "/api/v1/incidents/stream/x, INCIDENT, CALL",
    "/api/v1/incidents/0192/acknowledge, INCIDENT, CALL",
    "/api/v1/escalations/simulate, ESCALATION, CALL",
    "/api/v1/organisation, ROSTER, UPLOAD",
    "/api/v1/on-call, ROSTER, CALL",
    "/api/v1/notices/stream, NOTIFICATION, STREAM",
    "/widget/, NOTIFICATION, CALL",
    "/widget/notices/stream, NOTIFICATION, STREAM",
  })
  void aPathLeadsToTheServiceThatOwnsItsCollection(
      String path, Upstream upstream, Traffic traffic) {
    assertThat(RouteTable.find(path))
        .isEqualTo(upstream == null ? null : new Destination(upstream, traffic));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/internal/directory",
        "/actuator/health",
        "/api/v1/",
        "/api/v1/internal/directory",
        "/api/v1/reports;x=1",
        "/api/v1/%72eports",
        "/api/v2/reports",
        "/api/v1",
        "/widgets/x",
        "/api/v1/../internal/directory",
      })
  void aPathThatNobodyOwnsLeadsNowhere(String path) {
    assertThat(RouteTable.find(path)).isNull();
  }

  @Test
  void everyServiceIsReachable() {
    assertThat(RouteTable.collections())
        .extracting(c -> RouteTable.find("/api/v1/" + c))
        .extracting(d -> d == null ? null : d.upstream())
        .contains(Upstream.values());
  }
}
