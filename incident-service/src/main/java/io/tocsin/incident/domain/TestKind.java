package io.tocsin.incident.domain;

/** Both are needed before a system is enabled again. */
public enum TestKind {
  TECHNICAL("技术测试", "technical test"),
  BUSINESS("业务测试", "business test");

  private final String zh;
  private final String en;

  TestKind(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public Text label() {
    return new Text(zh, en);
  }
}
