package io.tocsin.incident.domain;

/** 区域 or 全局: how far an incident reaches. It never narrows by itself. */
public enum Scope {
  REGIONAL("区域", "regional"),
  GLOBAL("全局", "global");

  private final String zh;
  private final String en;

  Scope(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public Text label() {
    return new Text(zh, en);
  }
}
