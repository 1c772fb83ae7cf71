package io.tocsin.incident.domain;

/** What is broken. */
public enum Cause {
  POWER("电力故障", "power"),
  SERVER("服务器故障", "server"),
  DATABASE("数据库故障", "database"),
  STORAGE("存储故障", "storage"),
  NETWORK("网络故障", "network"),
  SECURITY_DEVICE("安全设备故障", "security device"),
  APPLICATION("应用软件故障", "application"),
  DATA("数据错误", "data"),
  FACILITY("机房设施故障", "facility"),
  SUPPLIER("供应方故障", "supplier"),
  ATTACK("网络攻击", "attack"),
  OTHER("其他原因", "another cause"),
  UNKNOWN("故障", "a fault");

  private final String zh;
  private final String en;

  Cause(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public Text label() {
    return new Text(zh, en);
  }

  /** A code that this build does not know is told as another cause. */
  public static Text label(String code) {
    for (Cause cause : values()) {
      if (cause.name().equals(code)) {
        return cause.label();
      }
    }
    return OTHER.label();
  }
}
