package io.tocsin.contracts;

/** Ⅰ 特别重大, Ⅱ 重大, Ⅲ 较大, Ⅳ 一般; the gravest first. */
public enum Severity {
  SEV1,
  SEV2,
  SEV3,
  SEV4;

  public boolean graverThan(Severity other) {
    return compareTo(other) < 0;
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
