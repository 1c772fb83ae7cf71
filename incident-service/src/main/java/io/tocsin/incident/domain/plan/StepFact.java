package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Text;

/** What of an incident's life a plan can wait for. */
public enum StepFact {
  ACKNOWLEDGED("确认接手", "an acknowledgement"),
  ASSESSED("研判", "the assessment"),
  ACTIVATED("启动响应", "the activation"),
  REPAIRED("登记修复", "the repair"),
  TECHNICAL_TEST("技术测试通过", "a passed technical test"),
  BUSINESS_TEST("业务测试通过", "a passed business test"),
  APPROVED("批准", "the approval"),
  RESTORED("恢复启用", "the restoration"),
  ENDED("结束响应", "the end of the response");

  private final String zh;
  private final String en;

  StepFact(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public Text label() {
    return new Text(zh, en);
  }

  /** Whether it comes with the repair or after it. */
  boolean recovery() {
    return compareTo(REPAIRED) >= 0;
  }
}
