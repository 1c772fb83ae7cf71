package io.tocsin.incident.domain;

/** 区域 or 全局: how far an incident reaches. It never narrows by itself. */
public enum Scope {
  REGIONAL,
  GLOBAL
}
