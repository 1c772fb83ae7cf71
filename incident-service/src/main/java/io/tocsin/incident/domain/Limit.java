package io.tocsin.incident.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What must have happened by a time that the severity sets. */
public enum Limit {
  ACKNOWLEDGEMENT("确认接手", "an acknowledgement"),
  CAUSE("原因报告组长", "the cause reported to the leader"),
  DECISION("组长决定是否启动响应", "the leader's decision on activation"),
  SUSPENSION("发出暂停通知", "the suspension notice"),
  SUPERIOR_PHONE("电话报告上级", "the superior told by phone"),
  SUPERIOR_WRITING("书面报告上级", "the superior told in writing"),
  FINAL_REPORT("批准终报", "the final report");

  private final String zh;
  private final String en;

  Limit(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public Text label() {
    return new Text(zh, en);
  }

  /**
   * Owed to the superior: also when the service works again, and worth a word before it is late.
   */
  boolean superiors() {
    return this == SUPERIOR_PHONE || this == SUPERIOR_WRITING;
  }

  /** Null where the severity sets none, and for the report, which is due by a day. */
  @Nullable Duration within(TimeLimits limits) {
    return switch (this) {
      case ACKNOWLEDGEMENT -> limits.acknowledgement();
      case CAUSE -> limits.cause();
      case DECISION -> limits.decision();
      case SUSPENSION -> limits.suspension();
      case SUPERIOR_PHONE -> limits.superiorByPhone();
      case SUPERIOR_WRITING -> limits.superiorInWriting();
      case FINAL_REPORT -> null;
    };
  }
}
