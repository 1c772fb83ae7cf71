package io.tocsin.incident.domain.plan;

import io.tocsin.incident.domain.Text;

/** How far a step is. */
public enum StepState {
  /** Something must be behind it first. */
  WAITING("等待", "WAITING"),
  OPEN("待办", "OPEN"),
  STARTED("进行中", "STARTED"),
  DONE("完成", "DONE"),
  SKIPPED("跳过", "SKIPPED");

  private final String zh;
  private final String en;

  StepState(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public Text label() {
    return new Text(zh, en);
  }

  /** Whether what comes after it may open. */
  public boolean behind() {
    return this == DONE || this == SKIPPED;
  }

  /** Whether somebody is to work it now. */
  public boolean atWork() {
    return this == OPEN || this == STARTED;
  }
}
