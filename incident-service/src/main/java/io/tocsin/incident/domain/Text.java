package io.tocsin.incident.domain;

/** A sentence for people, in the two languages of the platform. */
public record Text(String zh, String en) {

  /** The same words in both languages: a person's own text, a name that has no translation. */
  public static Text same(String words) {
    return new Text(words, words);
  }

  /** Appends without a separator in Chinese and after a space in English. */
  public Text then(Text next) {
    return new Text(zh + next.zh, en + " " + next.en);
  }
}
