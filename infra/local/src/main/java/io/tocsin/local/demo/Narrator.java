package io.tocsin.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Tells what happens, in Chinese or English, with the seconds since the beginning. */
final class Narrator {

  private final PrintStream out;
  private final boolean chinese;
  private final boolean colours;
  private final Instant began;

  Narrator(PrintStream out, boolean chinese, boolean colours, Instant began) {
    this.out = out;
    this.chinese = chinese;
    this.colours = colours;
    this.began = began;
  }

  String in(String zh, String en) {
    return chinese ? zh : en;
  }

  /** For {@code Accept-Language}. */
  String language() {
    return chinese ? "zh-CN" : "en";
  }

  /** What the demo does or explains. */
  void chapter(String zh, String en) {
    out.println();
    out.println(colour("1;36", "▶ " + in(zh, en)));
  }

  void remark(String zh, String en) {
    out.println(colour("2", "  " + in(zh, en)));
  }

  /** What the platform did. */
  void news(Instant at, String kind, String text) {
    long tenths = Math.max(0, Duration.between(began, at).toMillis() / 100);
    String time = String.format(Locale.ROOT, "%5.1fs", tenths / 10.0);
    out.println("  " + colour("2", time) + "  " + colour("33", kind) + "  " + text);
  }

  void line(String text) {
    out.println("  " + text);
  }

  private String colour(String code, String text) {
    return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
