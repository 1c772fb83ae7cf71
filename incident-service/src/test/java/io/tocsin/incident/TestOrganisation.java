package io.tocsin.incident;

import io.tocsin.contracts.Channel;
import io.tocsin.contracts.DirectoryEvent;
import io.tocsin.contracts.DirectoryEvent.Correlation;
import io.tocsin.contracts.DirectoryEvent.FaultNotices;
import io.tocsin.contracts.DirectoryEvent.Grading;
import io.tocsin.contracts.DirectoryEvent.GradingRow;
import io.tocsin.contracts.DirectoryEvent.ManagedSystemV1;
import io.tocsin.contracts.DirectoryEvent.OrganisationV1;
import io.tocsin.contracts.DirectoryEvent.PersonV1;
import io.tocsin.contracts.DirectoryEvent.Reach;
import io.tocsin.contracts.DirectoryEvent.Response;
import io.tocsin.contracts.DirectoryEvent.UnitV1;
import io.tocsin.contracts.DirectoryEvent.WorkingDays;
import io.tocsin.contracts.Severity;
import io.tocsin.kit.directory.DirectorySnapshot;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** 18 units under the centre, one of them with a sub-office, and some systems to break. */
public final class TestOrganisation {

  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private static final Map<String, String> NAMED =
      Map.of(
          "yunxi",
          "云溪县局",
          "linjiang",
          "临江区局",
          "baita",
          "白塔县局",
          "donghu",
          "东湖区局",
          "shiqiao",
          "石桥区局");

  /** A week off from tomorrow on: what is due in working days is due after it. */
  @SuppressWarnings("TimeInStaticInitializer") // Announced once, so the same for all tests.
  static final List<LocalDate> HOLIDAYS =
      LocalDate.now(ZONE).plusDays(1).datesUntil(LocalDate.now(ZONE).plusDays(8)).toList();

  /** Of every system. */
  private static final PersonV1 OWNER =
      new PersonV1("qian-fang", "钱方", "Qian Fang", "province", List.of(), null);

  private TestOrganisation() {}

  /** All records of the one revision, the organisation last. */
  static List<DirectoryEvent> records() {
    List<DirectoryEvent> records = new ArrayList<>(units());
    records.addAll(systems());
    records.add(OWNER);
    records.add(organisation());
    return records;
  }

  public static DirectorySnapshot snapshot() {
    return new DirectorySnapshot(
        organisation(),
        units().stream().collect(Collectors.toMap(UnitV1::code, Function.identity())),
        systems().stream().collect(Collectors.toMap(ManagedSystemV1::code, Function.identity())),
        Map.of(OWNER.id(), OWNER),
        Map.of(),
        Map.of(),
        List.of());
  }

  private static OrganisationV1 organisation() {
    return new OrganisationV1(
        "江南省财政厅",
        ZONE,
        "zh-CN",
        1,
        new Grading(
            List.of(
                new GradingRow(Reach.ONE_UNIT, Severity.SEV4, Severity.SEV4, Severity.SEV3),
                new GradingRow(Reach.SEVERAL_UNITS, Severity.SEV4, Severity.SEV3, Severity.SEV2),
                new GradingRow(Reach.ALL_UNITS, Severity.SEV3, Severity.SEV2, Severity.SEV1)),
            List.of()),
        new FaultNotices(List.of(Channel.INTRANET), List.of(Channel.INTRANET)),
        new Response(Duration.ofMillis(300), null, null, null),
        new WorkingDays(HOLIDAYS, List.of()));
  }

  private static List<UnitV1> units() {
    List<UnitV1> units = new ArrayList<>();
    units.add(new UnitV1("province", "省财政厅信息中心", null, null, null));
    NAMED.forEach((code, name) -> units.add(new UnitV1(code, name, null, "province", null)));
    IntStream.rangeClosed(6, 18)
        .forEach(i -> units.add(new UnitV1("unit" + i, "单位" + i, "Unit " + i, "province", null)));
    units.add(new UnitV1("yunxi-east", "云溪东所", null, "yunxi", null));
    return units;
  }

  private static List<ManagedSystemV1> systems() {
    List<ManagedSystemV1> systems = new ArrayList<>();
    systems.add(system("payment", "财务支付系统", "Treasury payment"));
    IntStream.range(0, 75).forEach(i -> systems.add(system("sys" + i, "系统" + i, "System " + i)));
    return systems;
  }

  private static ManagedSystemV1 system(String code, String name, String english) {
    return new ManagedSystemV1(
        code,
        name,
        english,
        "NORMAL",
        new Correlation(2, window(code)),
        List.of(),
        OWNER.id(),
        OWNER.unit());
  }

  /** One system is quick to forget, so that a test need not wait for half an hour. */
  private static Duration window(String code) {
    return code.equals("sys48") ? Duration.ofMillis(200) : Duration.ofMinutes(30);
  }
}
