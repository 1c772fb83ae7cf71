package io.tocsin.contracts;

/** A way to reach people. */
public enum Channel {
  SMS,
  EMAIL,
  INTRANET,
  CHAT,
  VOICE
}
