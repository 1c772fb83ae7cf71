package io.tocsin.contracts;

/** How far an incident reaches: one unit (区域) or several (全局). */
public enum Scope {
  REGIONAL,
  GLOBAL
}
