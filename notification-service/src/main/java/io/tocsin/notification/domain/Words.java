package io.tocsin.notification.domain;

/** The same for people in both languages. */
public record Words(String zh, String en) {

  public String in(Language language) {
    return language == Language.ZH ? zh : en;
  }
}
