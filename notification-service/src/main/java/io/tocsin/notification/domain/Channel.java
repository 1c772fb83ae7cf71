package io.tocsin.notification.domain;

/** A way to reach people. */
public enum Channel {
  SMS,
  EMAIL,
  INTRANET,
  CHAT,
  VOICE;

  /**
   * Whether messages travel to their senders through a topic. Chat and voice are slow by nature, a
   * few dozen a minute at most: their senders look into the store.
   */
  public boolean travels() {
    return this == SMS || this == EMAIL;
  }

  /** What people call it. */
  public Words words() {
    return switch (this) {
      case SMS -> new Words("短信", "SMS");
      case EMAIL -> new Words("电子邮件", "e-mail");
      case INTRANET -> new Words("内网公告", "the intranet");
      case CHAT -> new Words("即时消息", "chat");
      case VOICE -> new Words("语音电话", "voice");
    };
  }
}
