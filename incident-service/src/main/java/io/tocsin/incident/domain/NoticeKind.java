package io.tocsin.incident.domain;

/** What a notice of an incident tells its units. */
public enum NoticeKind {
  FAULT("故障通报", "fault notice"),
  SUSPENSION("暂停通知", "suspension notice"),
  PROGRESS("进展通报", "progress notice"),
  RESTORATION("恢复公告", "restoration notice");

  private final String zh;
  private final String en;

  NoticeKind(String zh, String en) {
    this.zh = zh;
    this.en = en;
  }

  public Text label() {
    return new Text(zh, en);
  }
}
