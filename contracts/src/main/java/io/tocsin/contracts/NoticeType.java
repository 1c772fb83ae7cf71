package io.tocsin.contracts;

/** What a notice tells. */
public enum NoticeType {
  /** 故障通报: a fault is known and being dealt with; nothing is suspended yet. */
  FAULT,
  /** 暂停通知. */
  SUSPENSION,
  /** 进展通报. */
  PROGRESS,
  /** 恢复公告. */
  RESTORATION,
  /** 通知: anything else an operator wants the units to know. */
  GENERAL
}
