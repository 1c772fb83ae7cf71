package io.tocsin.escalation.domain;

/** Why something was decided, for people, in the two languages of the platform. */
public record Reason(String zh, String en) {

  Reason and(Reason more) {
    return new Reason(zh + more.zh, en + more.en);
  }
}
