package io.tocsin.incident.domain;

import java.time.Duration;

/** How lengths of time read in a sentence. */
final class Wording {

  private Wording() {}

  /** To the second, in the largest units that leave nothing out: 30 min, 3 h, 6 h 30 min, 20 s. */
  static Text duration(Duration d) {
    StringBuilder zh = new StringBuilder();
    StringBuilder en = new StringBuilder();
    append(zh, en, d.toHours(), "小时", "h");
    append(zh, en, d.toMinutesPart(), d.toSecondsPart() == 0 ? "分钟" : "分", "min");
    append(zh, en, d.toSecondsPart(), "秒", "s");
    return zh.isEmpty() ? new Text("0秒", "0 s") : new Text(zh.toString(), en.toString());
  }

  private static void append(
      StringBuilder zh, StringBuilder en, long amount, String unitZh, String unitEn) {
    if (amount > 0) {
      zh.append(amount).append(unitZh);
      en.append(en.isEmpty() ? "" : " ").append(amount).append(' ').append(unitEn);
    }
  }
}
