package io.tocsin.incident.domain;

/** How much of the system is out of use, the lightest first. */
public enum Degree {
  DEGRADED("性能下降", "degraded"),
  MAIN_FUNCTION_DOWN("主要功能不可用", "main function down"),
  FULL_STOP("全部停用", "full stop"),
  DATA_LOSS("数据丢失", "data loss");

  private final String zh;
  private final String en;

  Degree(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public Text label() {
    return new Text(zh, en);
  }

  public Degree graverOf(Degree other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
