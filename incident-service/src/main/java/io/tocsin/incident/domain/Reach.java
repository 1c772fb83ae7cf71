package io.tocsin.incident.domain;

/** How many units an incident touches. A central component counts as all of them. */
public enum Reach {
  ONE_UNIT("一个单位", "one unit"),
  SEVERAL_UNITS("两个及以上单位", "two or more units"),
  ALL_UNITS("全部单位或中心部件", "all units or a central component");

  private final String zh;
  private final String en;

  Reach(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public Text label() {
    return new Text(zh, en);
  }

  /**
   * @param affected distinct units that have reported
   * @param all units the organisation has; an organisation of one unit has no "all"
   */
  public static Reach of(int affected, int all, boolean centralComponent) {
    if (centralComponent || (affected > 1 && affected >= all)) {
      return ALL_UNITS;
    }
    return affected > 1 ? SEVERAL_UNITS : ONE_UNIT;
  }
}
