package io.tocsin.notification.budget;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Has the notices that wait for one number come due apart: the first of them takes the others
 * along, which it could not while those are being tried. An instance keeps its own turns; the
 * chance part makes it unlikely that two of them give out the same moment.
 */
final class Turns {

  /** Longer than a look for what is due and one attempt take. */
  static final Duration APART = Duration.ofSeconds(3);

  private static final Duration CHANCE = Duration.ofSeconds(1);

  /** What waits longer than these goes with the last of them. */
  private static final int MOST = 20;

  private static final int NUMBERS = 10_000;

  private final Map<String, Turn> turns = new LinkedHashMap<>();

  /** The {@code count}th that waits for the same moment. */
  private record Turn(Instant from, int count) {}

  /**
   * When the next that waits for a number is to be tried.
   *
   * @param from when the number has room again
   */
  Instant next(String number, Instant from) {
    Duration after = APART.multipliedBy(turn(number, from).count());
    return from.plus(after).plusMillis(ThreadLocalRandom.current().nextLong(CHANCE.toMillis()));
  }

  private synchronized Turn turn(String number, Instant from) {
    Turn former = turns.remove(number);
    Turn turn =
        former != null && former.from().equals(from)
            ? new Turn(from, Math.min(former.count() + 1, MOST))
            : new Turn(from, 0);
    turns.put(number, turn);
    if (turns.size() > NUMBERS) {
      turns.remove(turns.keySet().iterator().next());
    }
    return turn;
  }
}
