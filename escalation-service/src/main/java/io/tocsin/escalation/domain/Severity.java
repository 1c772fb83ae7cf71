package io.tocsin.escalation.domain;

/** Ⅰ to Ⅳ, the gravest first. */
public enum Severity {
  SEV1("Ⅰ级"),
  SEV2("Ⅱ级"),
  SEV3("Ⅲ级"),
  SEV4("Ⅳ级");

  private final String zh;

  Severity(String zh) {
    this.zh = zh;
  }

  boolean graverThan(Severity other) {
    return compareTo(other) < 0;
  }

  String zh() {
    return zh;
  }

  String en() {
    return "level " + zh.substring(0, 1);
  }
}
