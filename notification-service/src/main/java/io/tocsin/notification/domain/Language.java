package io.tocsin.notification.domain;

import java.util.Locale;

/** The languages that messages are written in. */
public enum Language {
  ZH,
  EN;

  /** Chinese for any Chinese BCP 47 tag, English for all others. */
  public static Language of(String tag) {
    return Locale.forLanguageTag(tag).getLanguage().equals("zh") ? ZH : EN;
  }

  /** The tag for a document in this language. */
  public String tag() {
    return this == ZH ? "zh-CN" : "en";
  }
}
