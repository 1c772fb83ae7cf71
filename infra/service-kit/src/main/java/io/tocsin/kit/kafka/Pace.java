package io.tocsin.kit.kafka;

import java.time.Duration;

/** When a listener works on what came. */
enum Pace {

  /** At once. */
  AT_ONCE {
    @Override
    Duration before(int records) {
      return Duration.ZERO;
    }

    @Override
    Duration after(int records, int recordsBefore) {
      return Duration.ZERO;
    }
  },

  /** A moment after it came, together with what comes meanwhile. */
  LATER {
    @Override
    Duration before(int records) {
      return records < ENOUGH ? MOMENT : Duration.ZERO;
    }

    @Override
    Duration after(int records, int recordsBefore) {
      return Duration.ZERO;
    }
  },

  /**
   * At once while little comes. Where it comes in a stream, what follows a batch gathers for a
   * moment: the more a batch brings, the less each record costs. The consumer fetches ahead, so
   * every second batch of a stream is what came in the instant after the one before: small, and no
   * sign of an end.
   */
  IN_GULPS {
    @Override
    Duration before(int records) {
      return Duration.ZERO;
    }

    @Override
    Duration after(int records, int recordsBefore) {
      boolean stream = Math.max(records, recordsBefore) >= STREAM;
      return stream && records < BACKLOG ? GULP : Duration.ZERO;
    }
  };

  /** Short for who reads a timeline, long for the path from a report to a page. */
  private static final Duration MOMENT = Duration.ofMillis(100);

  /** Two or three writes a second for what is in a storm. */
  private static final Duration GULP = Duration.ofMillis(400);

  /** So many records in one batch are no coincidence. */
  private static final int STREAM = 6;

  /** So many records are a batch that nothing has to be waited for. */
  private static final int ENOUGH = 200;

  /** About what one poll brings at most: more waits already. */
  private static final int BACKLOG = 450;

  /** How long a batch waits before it is worked on. */
  abstract Duration before(int records);

  /** How long the next batch is left to gather. */
  abstract Duration after(int records, int recordsBefore);
}
