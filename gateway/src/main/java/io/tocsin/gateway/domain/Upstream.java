package io.tocsin.gateway.domain;

/** A service behind the gateway, and what people call it when it does not answer. */
public enum Upstream {
  INCIDENT("incident-service", "故障受理服务", "incident service"),
  ESCALATION("escalation-service", "升级通知服务", "escalation service"),
  ROSTER("roster-service", "值班服务", "roster service"),
  NOTIFICATION("notification-service", "消息通知服务", "notification service");

  private final String id;
  private final String zh;
  private final String en;

  Upstream(String id, String zh, String en) {
    this.id = id;
    this.zh = zh;
    this.en = en;
  }

  /** The name of its process, as {@code ./tocsin status} shows it. */
  public String id() {
    return id;
  }

  public String zh() {
    return zh;
  }

  public String en() {
    return en;
  }
}
