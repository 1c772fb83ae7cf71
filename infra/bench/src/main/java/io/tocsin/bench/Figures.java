package io.tocsin.bench;

import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything one run has seen.
 *
 * @param drain from the end of the load until every accepted report stood on its incident
 */
record Figures(
    IdleLatency.Result idle,
    Throughput.Result load,
    Duration drain,
    Spread kafkaHop,
    Spread smppSubmit,
    Spread fsync) {

  /**
   * Reports, incidents, pages, assignments, deliveries: the records between a report and its page.
   */
  static final int HOPS = 5;

  /** What the way would take if nobody did anything on it but pass the record on. */
  Duration floor() {
    return kafkaHop.p50().multipliedBy(HOPS).plus(smppSubmit.p50());
  }

  double overFloor(Duration time) {
    return (double) time.toNanos() / floor().toNanos();
  }

  String table() {
    StringBuilder table = new StringBuilder();
    line(table, "", "n", "p50", "p95", "p99", "max  (ms)");
    row(table, "report -> SMS centre, idle", idle.paged());
    row(table, "report -> 202, idle", idle.accepted());
    row(table, "report -> 202, under load", load.answer());
    row(table, "floor: Kafka hop, acks=all", kafkaHop);
    row(table, "floor: SMPP submit", smppSubmit);
    row(table, "floor: fsync of 600 bytes", fsync);
    table.append(
        String.format(
            Locale.ROOT,
            "%nreports accepted: %.0f/s (%d in all, %d refused); all on their incidents %.1f s after the end%n",
            load.perSecond(),
            load.accepted(),
            load.refused(),
            Spread.millis(drain) / 1000));
    table.append(
        String.format(
            Locale.ROOT,
            "report -> SMS centre over its floor (%d Kafka hops + 1 submit = %.2f ms): p50 %.1f x, p99 %.1f x%n",
            HOPS,
            Spread.millis(floor()),
            overFloor(idle.paged().p50()),
            overFloor(idle.paged().p99())));
    return table.toString();
  }

  private static void row(StringBuilder table, String name, Spread spread) {
    line(
        table,
        name,
        Integer.toString(spread.count()),
        millis(spread.p50()),
        millis(spread.p95()),
        millis(spread.p99()),
        millis(spread.max()));
  }

  private static void line(StringBuilder table, String name, String... cells) {
    table.append(String.format("%-28s", name));
    for (String cell : cells) {
      table.append(String.format("%10s", cell));
    }
    table.append(System.lineSeparator());
  }

  private static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.2f", Spread.millis(time));
  }

  String json() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    spread(json.putObject("reportToSmsCentreIdle"), idle.paged());
    spread(json.putObject("reportAcceptedIdle"), idle.accepted());
    spread(json.putObject("reportAcceptedUnderLoad"), load.answer());
    json.put("reportsAcceptedPerSecond", load.perSecond());
    json.put("reportsAccepted", load.accepted());
    json.put("reportsRefused", load.refused());
    json.put("drainSeconds", Spread.millis(drain) / 1000);
    spread(json.putObject("floorKafkaHop"), kafkaHop);
    spread(json.putObject("floorSmppSubmit"), smppSubmit);
    spread(json.putObject("floorFsync"), fsync);
    json.put("floorReportToSmsCentreMillis", Spread.millis(floor()));
    json.put("overFloorP50", overFloor(idle.paged().p50()));
    json.put("overFloorP99", overFloor(idle.paged().p99()));
    json.put("processors", Runtime.getRuntime().availableProcessors());
    return json.toString();
  }

  private static void spread(ObjectNode json, Spread spread) {
    json.put("count", spread.count());
    json.put("p50Millis", Spread.millis(spread.p50()));
    json.put("p95Millis", Spread.millis(spread.p95()));
    json.put("p99Millis", Spread.millis(spread.p99()));
    json.put("maxMillis", Spread.millis(spread.max()));
  }
}
