package io.tocsin.incident.domain;

/** Why a report belongs where it does. The names stand on the timeline. */
public enum CorrelationRule {
  FIRST_REPORT("首报立案", "first report"),
  CENTRAL_COMPONENT("中心部件故障", "central component"),
  SAME_UNIT("同单位重复报告", "same unit again"),
  BELOW_THRESHOLD("窗口内新单位未达阈值", "new unit within the window, below the threshold"),
  THRESHOLD_REACHED("窗口内单位数达到阈值", "threshold of units within the window"),
  OPEN_GLOBAL("并入未结全局事件", "an open global incident takes every report"),
  RECURRENCE("恢复后再次发生", "recurrence after the restoration"),
  BEFORE_RESTORATION("恢复前收到的报告", "received before the restoration"),
  OUTSIDE_WINDOW("超出窗口另立区域事件", "new unit outside the window");

  private final String zh;
  private final String en;

  CorrelationRule(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public Text label() {
    return new Text(zh, en);
  }
}
