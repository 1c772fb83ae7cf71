package io.tocsin.contracts;

/** The life of an incident: 待研判, 已研判, 响应中, 待测试, 待批准, 已恢复, 已结束, 已归档; 误报, 已合并. */
public enum IncidentState {
  NEW,
  ASSESSED,
  ACTIVE,
  REPAIRED,
  TESTED,
  RESTORED,
  ENDED,
  CLOSED,
  FALSE_ALARM,
  MERGED;

  /**
   * Whether reports on the same system still belong to it and people are still to be paged for it.
   */
  public boolean open() {
    return compareTo(RESTORED) < 0;
  }
}
