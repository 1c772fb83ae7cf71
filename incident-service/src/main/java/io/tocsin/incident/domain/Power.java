package io.tocsin.incident.domain;

/** What somebody may do in the response, by the role they hold. */
public enum Power {
  RESPONDER("技术岗位", "a technical post"),
  DUTY_LEAD("值班负责人", "the duty lead"),
  LEADER("组长", "the leader");

  private final String zh;
  private final String en;

  Power(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  Text label() {
    return new Text(zh, en);
  }
}
