package io.tocsin.escalation.domain;

/** How far an incident reaches. */
public enum Scope {
  REGIONAL,
  GLOBAL;

  boolean widerThan(Scope other) {
    return compareTo(other) > 0;
  }

  String zh() {
    return this == GLOBAL ? "全局" : "区域";
  }

  String en() {
    return this == GLOBAL ? "global" : "regional";
  }
}
