package io.tocsin.contracts;

import java.util.Locale;

/** A sentence for people, in the two languages of the platform. */
public record LocalText(String zh, String en) {

  /** Chinese for any Chinese locale, English for all others. */
  public String in(Locale locale) {
    return locale.getLanguage().equals("zh") ? zh : en;
  }
}
