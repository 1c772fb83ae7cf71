package io.tocsin.notification.sending;

import java.time.Duration;
import java.time.Instant;

/** How many there were lately: in a stretch of time that ends now, give or take half of it. */
final class Lately {

  private final Duration half;
  private Instant since = Instant.MIN;
  private int before;
  private int now;

  Lately(Duration stretch) {
    this.half = stretch.dividedBy(2);
  }

  synchronized void add(Instant at) {
    turn(at);
    now++;
  }

  synchronized int count(Instant at) {
    turn(at);
    return before + now;
  }

  private void turn(Instant at) {
    if (at.isBefore(since.plus(half))) {
      return;
    }
    before = at.isBefore(since.plus(half).plus(half)) ? now : 0;
    now = 0;
    since = at;
  }
}
