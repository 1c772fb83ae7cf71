package io.tocsin.notification.templates;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands in braces in a template; either name goes in either language. */
public enum Placeholder {
  SYSTEM("系统", "system", "财务支付系统", "Treasury payment"),
  NUMBER("编号", "number", "2026-0042", "2026-0042"),
  SCOPE("范围", "scope", "全局", "global"),
  SEVERITY("级别", "severity", "Ⅱ 重大", "SEV2"),
  POST("岗位", "post", "数据库管理员", "Database"),
  MINUTES("分钟", "minutes", "5", "5"),
  CODE("码", "code", "4821", "4821"),
  HOW("确认方式", "how", "回复4821确认", "reply 4821"),
  WHY("通知原因", "why", "数据库值班", "on call for databases"),
  TITLE("标题", "title", "财务支付系统暂停通知", "Treasury payment suspended"),
  BODY("正文", "body", "财务支付系统暂停。请停止操作。", "Treasury payment is suspended. Stop work."),
  REFERS_TO("关联公告", "refersTo", "2026-0042-N1", "2026-0042-N1"),
  UNITS("单位", "units", "云溪县局、白塔县局", "Yunxi, Baita"),
  CAUSE("原因", "cause", "数据库故障", "database"),
  SINCE("开始时间", "since", "09:20", "09:20"),
  UNTIL("恢复时间", "until", "11:00", "11:00"),
  NEXT("下次通报", "nextUpdate", "09:50", "09:50"),
  DATA_UNTIL("核对时间", "dataUntil", "09:18", "09:18"),
  ENTER_BY("补录截止", "enterBy", "17:00", "17:00"),
  STAGE("阶段", "stage", "响应中", "active"),
  FUNCTIONS("影响功能", "functions", "支付、查询", "payments, queries"),
  INSTRUCTION("指令", "instruction", "请停止操作并向窗口解释", "Stop work, inform the counters"),
  WORKAROUND("应急办法", "workaround", "手工登记", "write by hand"),
  TEST_RESULT("测试结果", "testResult", "技术与业务测试通过", "technical and business test passed"),
  DURATION("历时", "duration", "1 小时 40 分钟", "1 h 40 min"),
  CONTACT("联系方式", "contact", "0800-1234", "0800-1234"),
  ISSUER("签发人", "issuer", "周建国", "Zhou Jianguo"),
  APPROVER("批准人", "approver", "周建国", "Zhou Jianguo"),
  COUNT("条数", "count", "3", "3"),
  LIST("列表", "list", "2026-0042 暂停；2026-0043 进展", "2026-0042 suspended; 2026-0043 progress");

  private static final Map<String, Placeholder> BY_NAME =
      Arrays.stream(values())
          .flatMap(p -> Stream.of(Map.entry(p.zh, p), Map.entry(p.en, p)))
          .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

  private final String zh;
  private final String en;
  private final String sampleZh;
  private final String sampleEn;

  Placeholder(String zh, String en, String sampleZh, String sampleEn) {
    this.zh = zh;
    this.en = en;
    this.sampleZh = sampleZh;
    this.sampleEn = sampleEn;
  }

  static Optional<Placeholder> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** All that a notice can say. */
  static Set<Placeholder> ofNotices() {
    EnumSet<Placeholder> all = EnumSet.allOf(Placeholder.class);
    all.removeAll(EnumSet.of(SCOPE, POST, MINUTES, CODE, HOW, WHY, COUNT, LIST));
    return all;
  }

  public String zh() {
    return zh;
  }

  public String en() {
    return en;
  }

  /** A value to show a template with. */
  public static Function<Placeholder, @Nullable String> samples(boolean chinese) {
    return p -> chinese ? p.sampleZh : p.sampleEn;
  }
}
