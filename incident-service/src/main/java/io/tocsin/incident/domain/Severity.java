package io.tocsin.incident.domain;

/** Ⅰ 特别重大, Ⅱ 重大, Ⅲ 较大, Ⅳ 一般; the gravest first. */
public enum Severity {
  SEV1("Ⅰ"),
  SEV2("Ⅱ"),
  SEV3("Ⅲ"),
  SEV4("Ⅳ");

  private final String numeral;

  Severity(String numeral) {
    this.numeral = numeral;
  }

  /** As people write it, in either language. */
  public String numeral() {
    return numeral;
  }

  public boolean graverThan(Severity other) {
    return compareTo(other) < 0;
  }

  public Severity graverOf(Severity other) {
    return graverThan(other) ? this : other;
  }

  /** The next graver level; SEV1 stays. */
  public Severity raised() {
    return switch (this) {
      case SEV1, SEV2 -> SEV1;
      case SEV3 -> SEV2;
      case SEV4 -> SEV3;
    };
  }
}
